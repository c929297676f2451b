/** Brings a PostgreSQL journal's tables up to what this version writes. */
import type { ClientBase } from 'pg';
import { GRANTS, STEPS } from './tables.js';

/** Any number: two that start at once must not both make the tables. */
const LOCK = 7_726_498_012;

/** A name that needs no quotes. */
const NAME = /^[a-z_][a-z\d_]{0,40}$/;

/** Returns the name. Throws a TypeError if it would need quotes. */
export const nameIn = (name: string): string => {
  if (!NAME.test(name)) throw new TypeError(`"${name}" is no plain name. Write a-z, digits and _ alone.`);
  return name;
};

/** Resolves to how many steps have been made, or `undefined` if the schema is not there. */
const stepsDone = async (client: ClientBase, schema: string): Promise<number | undefined> => {
  const { rows } = await client.query<{ found: string | null }>('SELECT to_regclass($1) AS found', [
    `${schema}.version`,
  ]);
  if (!rows[0]!.found) return undefined;
  const { rows: versions } = await client.query<{ steps: number }>(`SELECT max(steps) AS steps FROM ${schema}.version`);
  return versions[0]!.steps;
};

/**
 * Makes the tables in the schema, or adds what they lack, and lets `writer` use them if one is named. Who may not change
 * them needs to find them as they should be. Rejects if a later version made them.
 */
export const migrate = async (client: ClientBase, schema: string, writer?: string): Promise<void> => {
  const done = await stepsDone(client, schema);
  if (done !== undefined && done > STEPS.length)
    throw new Error('A later version of samtycke made this journal. Update samtycke.');
  if (done === STEPS.length && !writer) return;
  await client.query(`BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(${LOCK})`);
  try {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}; SET LOCAL search_path = ${schema}, pg_temp`);
    await client.query('CREATE TABLE IF NOT EXISTS version (steps integer PRIMARY KEY)');
    // Asked again behind the lock: another may have been quicker.
    const behind = (await stepsDone(client, schema)) ?? 0;
    for (const step of STEPS.slice(behind)) await client.query(step);
    if (behind < STEPS.length) {
      await client.query('INSERT INTO version VALUES ($1)', [STEPS.length]);
      // PostgreSQL lets everybody run a new function.
      await client.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC`);
    }
    if (writer) await client.query(GRANTS(schema, nameIn(writer)));
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};
