// Who asks for the same child at the same instant waits for each other: a question locks all keys under which it could be found.
// A file locks the whole registry for one piece of its work, so that it needs no thousands of locks.
import type { Tx } from "../../platform/index.ts";

const registry = 7301;

/** For one question. `keys`: signed 64-bit numbers; always taken in their order, so that nobody waits in a circle. */
export const lockKeys = async (tx: Tx, keys: readonly string[]): Promise<void> => {
  await tx.query({
    name: "identity.lock-keys",
    text: `SELECT pg_advisory_xact_lock_shared(${registry}, 1), count(*) FROM (
      SELECT pg_advisory_xact_lock(key) FROM (SELECT unnest($1::bigint[]) AS key ORDER BY 1) sorted OFFSET 0) locked`,
    values: [keys],
  });
};

/** For a file, a merge, a split: nobody else asks meanwhile. */
export const lockRegistry = async (tx: Tx): Promise<void> => {
  await tx.query(`SELECT pg_advisory_xact_lock(${registry}, 1)`);
};
