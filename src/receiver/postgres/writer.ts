/** Runs transactions on a PostgreSQL journal, one after another however many receivers there are, each with the chain's end signed in it. */
import type { Pool, PoolClient } from 'pg';
import { uuidv7 } from '../../decision/uuid.js';
import { linkTo, type Content, type Tip } from '../integrity/chain.js';
import { builtin } from '../integrity/node.js';
import { writeNote, type Note } from '../integrity/notes.js';
import { createEndCheck, isDue, lastKept, type Signer } from '../integrity/signer.js';
import { insertLines, iso, tipIn, type Line } from './entries.js';

/** What a transaction adds to the chain; all of it is written as it ends. */
export interface Writer {
  readonly client: PoolClient;
  readonly add: (content: Content, beside: Pick<Line, 'subject' | 'until'>) => void;
  readonly note: (note: Note, time: number) => void;
}

/** Runs one transaction. The work may be run again where the database asks for that. */
export type Write = <T>(work: (writer: Writer) => Promise<T>) => Promise<T>;

/** The sequencer's lock, the same for all receivers of a database (RELIABILITY §4: the order of a sequence is not that of commits). */
const LOCK = 772_649_801;

/** Serialisation failure and deadlock: trying again is all there is to do (PostgreSQL's SQLSTATE; YugabyteDB answers so more often). */
const AGAIN = ['40001', '40P01'];
const TRIES = 5;

/** Behind a query that was given up, another may never be answered on that connection: it is waited for two seconds at most. */
const ROLLBACK = { text: 'ROLLBACK', query_timeout: 2000 };

interface Options {
  readonly pool: Pool;
  readonly schema: string;
  readonly signer: Signer;
}

/** Where the chain ends, and the note that says so. */
export interface TipRow {
  readonly seq: string;
  readonly head: Buffer;
  readonly received: Date;
  readonly checkpoint: string | null;
}

/** Returns the function that runs one transaction. */
export const createWrite = ({ pool, schema, signer }: Options): Write => {
  let kept = lastKept(undefined);
  const check = createEndCheck(signer);

  // A receiver that goes without a word would keep the lock until its machine's connections are given up, in hours. And what
  // is acknowledged must survive a power cut, even where the database is set to acknowledge before it flushes. At a stricter
  // level the transaction would go on seeing the chain's end as it was before the lock.
  const BEGIN = `BEGIN ISOLATION LEVEL READ COMMITTED;
    SET LOCAL idle_in_transaction_session_timeout = '10s';
    SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';
    SELECT pg_advisory_xact_lock(${LOCK}, hashtext('${schema}'));
    SELECT seq, head, received, checkpoint FROM ${schema}.tip`;

  const LAST_KEPT = `SELECT checkpoint FROM ${schema}.checkpoints ORDER BY size DESC LIMIT 1`;

  const begin = async (client: PoolClient): Promise<TipRow> => {
    const results = (await client.query(BEGIN)) as unknown as { rows: TipRow[] }[];
    return results.at(-1)!.rows[0]!;
  };

  const finish = async (client: PoolClient, lines: readonly Line[]): Promise<void> => {
    const { seq, head, time } = lines.at(-1)!.link;
    const now = Date.now();
    const checkpoint = signer.sign({ size: seq, head, time: now });
    check.know(checkpoint);
    await insertLines(client, schema, lines);
    const isKept = isDue(seq, now, kept);
    await client.query({
      name: `tip-${schema}-${isKept}`,
      text: `${isKept ? `WITH kept AS (INSERT INTO ${schema}.checkpoints (size, checkpoint) VALUES ($1, $4) ON CONFLICT DO NOTHING) ` : ''}
        UPDATE ${schema}.tip SET seq = $1, head = $2, received = $3, checkpoint = $4`,
      values: [seq, head, iso(time), checkpoint],
    });
    if (isKept) kept = { size: seq, time: now };
  };

  const attempt = async <T>(client: PoolClient, work: (writer: Writer) => Promise<T>): Promise<T> => {
    const { checkpoint, ...end } = await begin(client);
    let tip: Tip = tipIn(end);
    check.check(tip, checkpoint);
    // Not the chain's end: receivers that live shorter than it takes until the next is due would keep none.
    if (!kept.size) kept = lastKept((await client.query<{ checkpoint: string }>(LAST_KEPT)).rows[0]?.checkpoint);
    const lines: Line[] = [];
    const add: Writer['add'] = (content, beside) => {
      const link = linkTo(tip, content);
      lines.push({ link, ...beside });
      tip = link;
    };
    const note: Writer['note'] = (content, time) => {
      const id = uuidv7(time, builtin('node:crypto').randomBytes(16));
      add({ id, time, kind: 'note', body: writeNote(content) }, { subject: null, until: time });
    };
    const result = await work({ client, add, note });
    if (lines.length) await finish(client, lines);
    await client.query('COMMIT');
    return result;
  };

  const once = async <T>(work: (writer: Writer) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let fault: Error | undefined;
    try {
      return await attempt(client, work);
    } catch (error) {
      fault = error as Error;
      await client.query(ROLLBACK).then(
        () => (fault = undefined),
        () => undefined,
      );
      throw error;
    } finally {
      // A connection on which not even that works is let go.
      client.release(fault);
    }
  };

  return async (work) => {
    for (let tries = 1; ; tries++)
      try {
        return await once(work);
      } catch (error) {
        if (tries === TRIES || !AGAIN.includes((error as { code?: string }).code ?? '')) throw error;
      }
  };
};
