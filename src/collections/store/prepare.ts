// Record tables are made from the dictionary, by the owner's role: the program itself may not create anything.
import { type Dictionary, recordPartitionDdl, recordTable, recordTableDdl } from "../../dictionary/index.ts";
import { type Db, type SchoolYear, withTransaction } from "../../platform/index.ts";

/** Somebody of a district reads records through the parent table, and only those of the district's batches. */
const readerSql = (table: string): string => `
  GRANT SELECT ON ${table} TO rollbook_reader;
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  DROP POLICY IF EXISTS program ON ${table};
  DROP POLICY IF EXISTS own_district ON ${table};
  CREATE POLICY program ON ${table} TO rollbook_app USING (true) WITH CHECK (true);
  CREATE POLICY own_district ON ${table} FOR SELECT TO rollbook_reader
    USING (batch_id = ANY (ARRAY(SELECT id FROM collections.batch)));`;

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
      await tx.query(readerSql(table));
    }
  });
};
