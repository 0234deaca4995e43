// Transactions: everything a verb does, its audit event included, is in one of these or did not happen.
import type { Db, Tx } from "./database.ts";

/** Runs `work` in one transaction; commits its result or rolls everything back. */
export const withTransaction = async <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const tx = await db.connect();
  let broken: Error | undefined;
  try {
    await tx.query("BEGIN");
    const result = await work(tx);
    await tx.query("COMMIT");
    return result;
  } catch (error) {
    await tx.query("ROLLBACK").catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    tx.release(broken);
  }
};
