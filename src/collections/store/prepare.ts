// Record tables are made from the dictionary, by the owner's role: the program itself may not create anything.
import { type Dictionary, recordPartitionDdl, recordTable, recordTableDdl } from "../../dictionary/index.ts";
import { type Db, type SchoolYear, withTransaction } from "../../platform/index.ts";

/**
 * Makes (or leaves as they are) the record tables of every collection and their partition of `year`, with the grants
 * of the program. Any number of processes may do so at once.
 */
export const prepareCollections = async (owner: Db, dictionary: Dictionary, year: SchoolYear): Promise<void> => {
  await withTransaction(owner, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('collections.prepare'))");
    for (const id of dictionary.collections.keys()) {
      const { table, partition } = recordTable(dictionary, id);
      await tx.query(recordTableDdl(dictionary, id));
      await tx.query(recordPartitionDdl(dictionary, id, year));
      await tx.query(`GRANT SELECT, INSERT, UPDATE ON ${table}, ${partition(year)} TO rollbook_app`);
    }
  });
};
