// The registry's tables are open to one role of the database, taken for the length of a piece of work in a transaction.
import { type Db, type Tx, withTransaction } from "../../platform/index.ts";

/** A transaction that works as the registry from its beginning to its end. */
export const inRegistry = <T>({ db }: { db: Db }, work: (tx: Tx) => Promise<T>): Promise<T> =>
  withTransaction(db, work, { role: "rollbook_registry" });

/** Runs `work` as the registry in a transaction of the program; afterwards the transaction is the program's again. */
export const asRegistry = async <T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> => {
  await tx.query("SELECT set_config('role', 'rollbook_registry', true)");
  const result = await work(tx);
  await tx.query("SET LOCAL ROLE NONE");
  return result;
};
