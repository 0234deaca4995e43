// Compares the records of a batch with those of the batches it replaced, by student, school and entry date.
import type { Db, SchoolYear, Tx } from "../../platform/index.ts";
import type { RecordShape } from "../context.ts";
import type { DifferenceRow } from "../verbs.ts";

export type KeyColumns = { student: string; school: string; entryDate: string };
export type Compared = Omit<DifferenceRow, "changes" | "row" | "oldRow"> & {
  row: number | null;
  oldRow: number | null;
  oldBatch: string | null;
};

/** Records that share a key are paired in the order of their files. */
const pairs = (shape: RecordShape, key: KeyColumns): string => {
  const side = (where: string) => `SELECT r.*, concat_ws('|', coalesce(${key.student}::text, ''),
      coalesce(${key.school}::text, ''), coalesce(${key.entryDate}::text, '')) AS record_key,
      row_number() OVER (PARTITION BY ${key.student}, ${key.school}, ${key.entryDate} ORDER BY batch_id, row_number) AS nth
    FROM ${shape.table} r WHERE school_year = $1 AND ${where}`;
  const cells = (alias: string) => [...shape.columns.map((c) => `${alias}.${c.sqlName}`), `${alias}.raw`].join(", ");
  return `SELECT CASE WHEN o.batch_id IS NULL THEN 'added' WHEN n.batch_id IS NULL THEN 'gone'
      WHEN (${cells("n")}) IS DISTINCT FROM (${cells("o")}) THEN 'changed' ELSE 'same' END AS kind,
      coalesce(n.${key.student}, o.${key.student})::text AS student, coalesce(n.${key.school}, o.${key.school})::text AS school,
      coalesce(n.${key.entryDate}, o.${key.entryDate})::text AS entry_date, n.row_number AS row, o.row_number AS old_row,
      o.batch_id AS old_batch
    FROM (${side("batch_id = $2")}) n FULL JOIN (${side("batch_id = ANY($3)")}) o ON n.record_key = o.record_key AND n.nth = o.nth`;
};

type Sides = { year: SchoolYear; batchId: string; against: string[] };

export const countDifference = async (db: Db | Tx, shape: RecordShape, key: KeyColumns, sides: Sides) => {
  const found = await db.query<{ kind: DifferenceRow["kind"] | "same"; n: number }>(
    `SELECT kind, count(*) AS n FROM (${pairs(shape, key)}) p GROUP BY kind`,
    [sides.year, sides.batchId, sides.against],
  );
  const counts = { added: 0, changed: 0, gone: 0, same: 0 };
  for (const { kind, n } of found.rows) counts[kind] = n;
  return counts;
};

export const pageDifference = async (
  db: Db | Tx,
  shape: RecordShape,
  key: KeyColumns,
  sides: Sides,
  page: { offset: number; limit: number },
): Promise<Compared[]> =>
  (
    await db.query<Compared>(
      `SELECT kind, coalesce(student, '') AS student, coalesce(school, '') AS school,
         coalesce(entry_date, '') AS "entryDate", row, old_row AS "oldRow", old_batch AS "oldBatch"
       FROM (${pairs(shape, key)}) p WHERE kind <> 'same'
       ORDER BY CASE kind WHEN 'gone' THEN 0 WHEN 'changed' THEN 1 ELSE 2 END, student, school, entry_date, row
       LIMIT $4 OFFSET $5`,
      [sides.year, sides.batchId, sides.against, page.limit, page.offset],
    )
  ).rows;
