// The history of records: what was changed in place, by whom, when and why.
import type { Db, Tx } from "../../platform/index.ts";
import type { RecordChange } from "../model.ts";

export type NewChange = Omit<RecordChange, "by"> & {
  batchId: string;
  row: number;
  district: number;
  account: string;
  name: string;
};

export const insertChange = async (tx: Tx, change: NewChange): Promise<void> => {
  await tx.query(
    `INSERT INTO collections.record_change
       (batch_id, row_number, district, version, element, old_value, new_value, by_account, by_name, at, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      change.batchId,
      change.row,
      change.district,
      change.version,
      change.element,
      change.old,
      change.new,
      change.account,
      change.name,
      change.at,
      change.reason,
    ],
  );
};

export const listChanges = async (db: Db | Tx, batchId: string, row: number): Promise<RecordChange[]> =>
  (
    await db.query<RecordChange>(
      `SELECT element, old_value AS old, new_value AS new, by_name AS by, at, reason, version
       FROM collections.record_change WHERE batch_id = $1 AND row_number = $2 ORDER BY id`,
      [batchId, row],
    )
  ).rows;
