// Transactions: everything a verb does, its audit event included, is in one of these or did not happen.
import { Problem } from "../problem.ts";
import type { Db, Tx } from "./database.ts";

/**
 * Runs `work` in one transaction; commits its result or rolls everything back. `snapshot`: every statement sees the same
 * moment. `role`: a role of the database that the whole transaction works as.
 */
export const withTransaction = async <T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  { snapshot = false, role }: { snapshot?: boolean; role?: `rollbook_${string}` } = {},
): Promise<T> => {
  const tx = await db.connect();
  let broken: Error | undefined;
  // A connection that breaks between two statements says so by an event: unheard, it would end the whole program.
  const note = (error: Error): void => {
    broken = error;
  };
  tx.on("error", note);
  try {
    const begin = snapshot ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN";
    await tx.query(role ? `${begin}; SET LOCAL ROLE ${role}` : begin);
    const result = await work(tx);
    await tx.query("COMMIT");
    return result;
  } catch (error) {
    await tx.query("ROLLBACK").catch((lost: Error) => {
      broken = lost;
    });
    if (broken === undefined || error instanceof Problem) throw error;
    const log = "postgres.log in the data folder, or the server's own log";
    throw new Problem("database-unreachable", { detail: broken.message, log }, { cause: error });
  } finally {
    tx.off("error", note);
    tx.release(broken);
  }
};
