/** The tables of a chained journal in PostgreSQL, and who may do what with them. */

/**
 * What each version adds, in the journal's own schema. Entries lie in one partition for each month in which the server
 * received them: a visitor's clock decides nothing. Ids are unique in a table of their own, since a partitioned table can
 * promise that only together with the month. Whoever writes may insert and read, nothing else: the functions, which run
 * with their owner's rights, empty and remove, and each of them can do only that.
 */
export const STEPS: readonly string[] = [
  `
  CREATE TABLE ids (id uuid PRIMARY KEY, seq bigint NOT NULL UNIQUE, received timestamptz(3) NOT NULL);
  CREATE TABLE entries (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    received timestamptz(3) NOT NULL,
    kind smallint NOT NULL CHECK (kind IN (0, 1)),
    emptied smallint NOT NULL DEFAULT 0 CHECK (emptied IN (0, 1, 2)),
    until timestamptz(3) NOT NULL,
    subject bytea CHECK (length(subject) = 32),
    salt bytea NOT NULL,
    leaf bytea NOT NULL CHECK (length(leaf) = 32),
    head bytea NOT NULL CHECK (length(head) = 32),
    body text NOT NULL,
    PRIMARY KEY (seq, received)
  ) PARTITION BY RANGE (received);
  CREATE INDEX entries_subject ON entries (subject) WHERE subject IS NOT NULL;
  CREATE TABLE keys (subject bytea PRIMARY KEY CHECK (length(subject) = 32), hash bytea NOT NULL CHECK (length(hash) = 32));
  CREATE TABLE tip (one smallint PRIMARY KEY CHECK (one = 1), seq bigint NOT NULL, head bytea NOT NULL, received timestamptz(3) NOT NULL, checkpoint text);
  INSERT INTO tip VALUES (1, 0, decode(repeat('00', 32), 'hex'), 'epoch', NULL);
  CREATE TABLE artefacts (hash bytea PRIMARY KEY CHECK (length(hash) = 32), type text NOT NULL, content text NOT NULL);
  CREATE TABLE checkpoints (size bigint PRIMARY KEY, checkpoint text NOT NULL);

  CREATE FUNCTION add_month(month timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    first timestamp := date_trunc('month', month AT TIME ZONE 'UTC');
  BEGIN
    -- IF NOT EXISTS alone does not bear two at once.
    PERFORM pg_advisory_xact_lock(772649802, hashtext('entries'::regclass::oid::text));
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF entries FOR VALUES FROM (%L) TO (%L)',
      'entries_' || to_char(first, 'YYYY_MM'), first AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
  END $$;

  CREATE FUNCTION empty_entries(seqs bigint[], why smallint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    count bigint;
  BEGIN
    UPDATE entries SET emptied = why, subject = NULL, salt = '', body = '' WHERE seq = ANY (seqs) AND kind = 0 AND emptied = 0;
    GET DIAGNOSTICS count = ROW_COUNT;
    RETURN count;
  END $$;

  CREATE FUNCTION forget_key(one bytea) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DELETE FROM keys WHERE subject = one AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.subject = one);
  $$;

  CREATE FUNCTION forget_keys() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DELETE FROM keys WHERE NOT EXISTS (SELECT 1 FROM entries WHERE entries.subject = keys.subject);
  $$;

  CREATE FUNCTION remove_entries(through bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    month regclass;
    beneath boolean;
    beyond boolean;
  BEGIN
    IF EXISTS (SELECT 1 FROM entries WHERE seq <= through AND kind = 0 AND emptied = 0) THEN
      RAISE EXCEPTION 'an entry is never removed before it is emptied';
    END IF;
    FOR month IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'entries'::regclass LOOP
      EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s WHERE seq <= $1), EXISTS (SELECT 1 FROM %s WHERE seq > $1)', month, month)
        INTO beneath, beyond USING through;
      -- An empty one waits for what is to come.
      IF beneath AND beyond THEN
        EXECUTE format('DELETE FROM %s WHERE seq <= $1', month) USING through;
      ELSIF beneath THEN
        EXECUTE format('DROP TABLE %s', month);
      END IF;
    END LOOP;
    DELETE FROM ids WHERE seq <= through;
  END $$;
  `,
  // PostgreSQL's statistics hold values of the columns, and would go on holding those of visitors who have been erased.
  `
  CREATE FUNCTION keep_no_statistics(month regclass) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  BEGIN
    EXECUTE format('ALTER TABLE %s ALTER COLUMN subject SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0, ALTER COLUMN body SET STATISTICS 0', month);
  END $$;
  SELECT keep_no_statistics('entries');
  ALTER TABLE keys ALTER COLUMN subject SET STATISTICS 0, ALTER COLUMN hash SET STATISTICS 0;

  CREATE OR REPLACE FUNCTION add_month(month timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    first timestamp := date_trunc('month', month AT TIME ZONE 'UTC');
    name text := 'entries_' || to_char(first, 'YYYY_MM');
  BEGIN
    PERFORM pg_advisory_xact_lock(772649802, hashtext('entries'::regclass::oid::text));
    IF to_regclass(name) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF entries FOR VALUES FROM (%L) TO (%L)',
        name, first AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
      PERFORM keep_no_statistics(name::regclass);
    END IF;
  END $$;
  `,
  // It looked through all keys; those of whom no record is left are forgotten one by one.
  'DROP FUNCTION forget_keys();',
  // Nobody waits for a month: a table that is attached shuts out no reader, as one made in its place would; and to drop one,
  // which does, is given up where somebody reads for long, say for a backup.
  `
  CREATE OR REPLACE FUNCTION add_month(month timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    first timestamp := date_trunc('month', month AT TIME ZONE 'UTC');
    name text := 'entries_' || to_char(first, 'YYYY_MM');
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema AND tablename = name) THEN
      PERFORM pg_advisory_xact_lock(772649802, hashtext('entries'::regclass::oid::text));
    END IF;
    -- Asked again behind the lock, since another may have been quicker; to_regclass would remember the first answer.
    IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema AND tablename = name) THEN
      EXECUTE format('CREATE TABLE %I (LIKE entries INCLUDING ALL)', name);
      PERFORM keep_no_statistics(name::regclass);
      EXECUTE format('ALTER TABLE entries ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        name, first AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
    END IF;
  END $$;

  -- Ids go some at a time, before their entries and while records are taken: all at once, these would wait for long.
  CREATE FUNCTION remove_ids(behind bigint, through bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM entries WHERE seq > behind AND seq <= through AND kind = 0 AND emptied = 0) THEN
      RAISE EXCEPTION 'an id is never removed before its entry is emptied';
    END IF;
    DELETE FROM ids WHERE seq > behind AND seq <= through;
  END $$;

  CREATE OR REPLACE FUNCTION remove_entries(through bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '2s' AS $$
  DECLARE
    first bigint := min(seq) FROM entries;
    month regclass;
    beneath boolean;
    beyond boolean;
  BEGIN
    IF EXISTS (SELECT 1 FROM entries WHERE seq <= through AND kind = 0 AND emptied = 0) THEN
      RAISE EXCEPTION 'an entry is never removed before it is emptied';
    END IF;
    FOR month IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'entries'::regclass LOOP
      EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s WHERE seq <= $1), EXISTS (SELECT 1 FROM %s WHERE seq > $1)', month, month)
        INTO beneath, beyond USING through;
      -- An empty one waits for what is to come.
      IF beneath AND beyond THEN
        EXECUTE format('DELETE FROM %s WHERE seq <= $1', month) USING through;
      ELSIF beneath THEN
        EXECUTE format('DROP TABLE %s', month);
      END IF;
    END LOOP;
    -- Gone already, the last one last, unless an earlier version asks, which knows of no other way.
    IF EXISTS (SELECT 1 FROM ids WHERE seq = through) THEN
      DELETE FROM ids WHERE seq >= first AND seq <= through;
    END IF;
  END $$;

  -- What a crash has left, or an earlier version, which forgot keys only after the fact.
  DELETE FROM keys WHERE NOT EXISTS (SELECT 1 FROM entries WHERE entries.subject = keys.subject);
  `,
];

/** Lets the role write and read records, and no more than that. */
export const GRANTS = (schema: string, role: string): string => `
  GRANT USAGE ON SCHEMA ${schema} TO ${role};
  GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role};
  GRANT INSERT ON ${schema}.ids, ${schema}.entries, ${schema}.keys, ${schema}.artefacts, ${schema}.checkpoints TO ${role};
  GRANT UPDATE ON ${schema}.tip TO ${role};
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role};
`;
