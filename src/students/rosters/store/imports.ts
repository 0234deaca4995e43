// Which files were imported, with what they changed. No student in it.
import type { Tx } from "../../../platform/index.ts";
import type { RosterCounts } from "../import-roster.ts";

export type RosterImport = {
  id: number;
  district: number;
  fileName: string;
  at: Date;
  by: string;
  counts: RosterCounts;
  notLinked: Record<string, number>;
};

export type NewImport = Omit<RosterImport, "id" | "by"> & { sha256: string; account: string; name: string };

export const insertImport = async (tx: Tx, one: NewImport): Promise<void> => {
  await tx.query(
    `INSERT INTO students.roster_import (district, file_name, sha256, imported_at, imported_by, imported_by_name, counts, not_linked)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      one.district,
      one.fileName,
      one.sha256,
      one.at,
      one.account,
      one.name,
      JSON.stringify(one.counts),
      JSON.stringify(one.notLinked),
    ],
  );
};

/** The latest first; of one district where given. */
export const selectImports = async (tx: Tx, district: number | undefined, limit: number): Promise<RosterImport[]> => {
  const { rows } = await tx.query<RosterImport>(
    `SELECT import_id AS id, district, file_name AS "fileName", imported_at AS at, imported_by_name AS by, counts,
       not_linked AS "notLinked"
     FROM students.roster_import WHERE $1::int IS NULL OR district = $1 ORDER BY import_id DESC LIMIT $2`,
    [district ?? null, limit],
  );
  return rows;
};

/** Serializes imports of one district until the end of the transaction. */
export const lockRoster = async (tx: Tx, district: number): Promise<void> => {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('students.roster'), $1)", [district]);
};
