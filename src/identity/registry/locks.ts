// Who asks for the same child at the same instant waits for each other: a question locks all keys under which it could be found.
// A file locks the whole registry for one piece of its work, so that it needs no thousands of locks.
import type { Tx } from "../../platform/index.ts";

const registry = 7301;

export type NextIds = { record: number; person: number };

/**
 * For one question. `keys`: signed 64-bit numbers; always taken in their order, so that nobody waits in a circle. Draws the ids
 * that its record, and the student if it is new, will have.
 */
export const lockKeys = async (tx: Tx, keys: readonly string[]): Promise<NextIds> => {
  const { rows } = await tx.query<NextIds>({
    name: "identity.lock-keys",
    text: `SELECT pg_advisory_xact_lock_shared(${registry}, 1), count(*), nextval('identity.source_record_record_seq') AS record,
        nextval('identity.person_person_seq') AS person
      FROM (SELECT pg_advisory_xact_lock(key) FROM (SELECT unnest($1::bigint[]) AS key ORDER BY 1) sorted OFFSET 0) locked`,
    values: [keys],
  });
  return rows[0]!;
};

/** For a file, a merge, a split: nobody else asks meanwhile. */
export const lockRegistry = async (tx: Tx): Promise<void> => {
  await tx.query(`SELECT pg_advisory_xact_lock(${registry}, 1)`);
};
