// Records in their tables: read as sets of students and schools, and read and changed one at a time.
import type { ElementColumn } from "../../dictionary/index.ts";
import type { Db, SchoolYear, Tx } from "../../platform/index.ts";
import type { RecordShape } from "../context.ts";

export const distinctValues = async (
  db: Db | Tx,
  shape: RecordShape,
  batchIds: string[],
  year: SchoolYear,
  column: string,
): Promise<string[]> =>
  (
    await db.query<{ v: string }>(
      `SELECT DISTINCT ${column}::text AS v FROM ${shape.table} WHERE school_year = $1 AND batch_id = ANY($2) AND ${column} IS NOT NULL`,
      [year, batchIds],
    )
  ).rows.map((row) => row.v);

/** The different combinations of the columns' values in a batch, blank ones included. */
export const distinctRows = async (
  tx: Tx,
  shape: RecordShape,
  batchId: string,
  year: SchoolYear,
  columns: readonly string[],
): Promise<(string | null)[][]> => {
  // Without statistics, right after a load, PostgreSQL would sort every record to find the few different ones.
  await tx.query("SET LOCAL enable_sort = off");
  const found = await tx.query<{ v: (string | null)[] }>(
    `SELECT ARRAY[${columns.map((column) => `${column}::text`).join(", ")}] AS v
     FROM (SELECT ${columns.join(", ")} FROM ${shape.partition(year)} WHERE batch_id = $1 GROUP BY ${columns.join(", ")}) d`,
    [batchId],
  );
  await tx.query("SET LOCAL enable_sort = on");
  return found.rows.map((row) => row.v);
};

/** Students of a district's last year in another collection, for rules that look back. */
export const studentsOfDistrict = async (
  db: Db | Tx,
  shape: RecordShape,
  source: { collection: string; year: SchoolYear; district: number },
  column: string,
): Promise<string[]> =>
  (
    await db.query<{ v: string }>(
      `SELECT DISTINCT r.${column}::text AS v FROM ${shape.table} r JOIN collections.batch b ON b.id = r.batch_id
       WHERE r.school_year = $1 AND b.collection = $2 AND b.district = $3 AND b.status <> 'Replaced' AND r.${column} IS NOT NULL`,
      [source.year, source.collection, source.district],
    )
  ).rows.map((row) => row.v);

export type StoredRecord = { version: number; cells: Record<string, string | null>; raw: Record<string, string> };

/** One record with its typed cells as text (dates ISO) by element name, and the raw text of unreadable ones. */
export const findRecord = async (
  db: Db | Tx,
  shape: RecordShape,
  at: { year: SchoolYear; batchId: string; row: number },
  lock = false,
): Promise<StoredRecord | undefined> => {
  const cells = shape.columns.map((c) => `${c.sqlName}::text AS "${c.sqlName}"`).join(", ");
  const row = (
    await db.query<Record<string, unknown>>(
      `SELECT version, raw, ${cells} FROM ${shape.table} WHERE school_year = $1 AND batch_id = $2 AND row_number = $3${lock ? " FOR UPDATE" : ""}`,
      [at.year, at.batchId, at.row],
    )
  ).rows[0];
  if (!row) return undefined;
  const entries = shape.columns.map((c) => [c.name, row[c.sqlName] as string | null]);
  return {
    version: row.version as number,
    cells: Object.fromEntries(entries),
    raw: (row.raw ?? {}) as Record<string, string>,
  };
};

/** Writes a record's cells of `columns` anew (text of each column, cast by the database) and counts its version up. */
export const updateRecord = async (
  tx: Tx,
  shape: RecordShape,
  at: { year: SchoolYear; batchId: string; row: number },
  columns: readonly ElementColumn[],
  cells: (string | null)[],
  raw: string | null,
): Promise<number> => {
  const sets = columns.map((c, i) => `${c.sqlName} = $${i + 5}::${c.sqlType}`).join(", ");
  const changed = await tx.query<{ version: number }>(
    `UPDATE ${shape.table} SET version = version + 1, raw = $4::jsonb, ${sets}
     WHERE school_year = $1 AND batch_id = $2 AND row_number = $3 RETURNING version`,
    [at.year, at.batchId, at.row, raw, ...cells],
  );
  return changed.rows[0]?.version ?? 0;
};
