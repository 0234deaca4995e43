// Puts the findings of rows into the table, with the student they are about and the explanation that still fits.
import { copyIn, type Tx } from "../../platform/index.ts";
import type { RecordShape } from "../context.ts";
import { findingColumns } from "./finding-spool.ts";

export type RowFindingTarget = {
  submissionId: string;
  batchId: string;
  collection: string;
  year: number;
  district: number;
  now: Date;
  shape: RecordShape;
  /** sqlName of the student identifier. */
  student: string;
  /** Rules whose findings a person may explain, with the sqlNames of the fields they are about. */
  explainable: { ruleId: string; fields: string[] }[];
};

/** MD5 over the values of a rule's fields as they stand in the record; over the finding's value for other rules. */
const valuesHash = (target: RowFindingTarget): string => {
  const cases = target.explainable
    .filter(({ fields }) => fields.length > 0)
    .map(
      ({ ruleId, fields }) =>
        `WHEN '${ruleId.replaceAll("'", "''")}' THEN md5(jsonb_build_array(${fields.map((field) => `r.${field}`).join(", ")})::text)`,
    );
  return cases.length === 0 ? "md5(i.value)" : `CASE i.rule_id ${cases.join(" ")} ELSE md5(i.value) END`;
};

export const intakeRowFindings = async (
  tx: Tx,
  target: RowFindingTarget,
  lines: AsyncIterable<Uint8Array>,
): Promise<void> => {
  await tx.query(`CREATE TEMP TABLE finding_intake (row_number integer, column_number integer, element text, rule_id text,
    severity text, value text, message text, remedy text) ON COMMIT DROP`);
  await copyIn(tx, `COPY finding_intake (${findingColumns}) FROM STDIN`, lines);
  await tx.query(
    `INSERT INTO collections.finding (submission_id, batch_id, collection, school_year, district, scope, rule_id, severity,
       row_number, column_number, element, value, message, remedy, subject, values_hash, state, explanation_id, found_at)
     SELECT $1, $2, $3, $4, $5, CASE WHEN h.row_number IS NULL THEN 'batch' ELSE 'row' END, h.rule_id, h.severity,
       h.row_number, h.column_number, h.element, h.value, h.message, h.remedy, h.subject, h.values_hash,
       CASE WHEN e.id IS NULL THEN 'open' ELSE 'explained' END, e.id, $6
     FROM (
       SELECT i.*, coalesce(r.${target.student}::text, '') AS subject, ${valuesHash(target)} AS values_hash
       FROM finding_intake i
       LEFT JOIN ${target.shape.table} r ON r.school_year = $4 AND r.batch_id = $2 AND r.row_number = i.row_number
     ) h
     LEFT JOIN LATERAL (
       SELECT id FROM collections.explanation e
       WHERE e.collection = $3 AND e.school_year = $4 AND e.district = $5 AND e.rule_id = h.rule_id
         AND e.subject = h.subject AND e.values_hash = h.values_hash AND h.severity = 'confirm'
       ORDER BY id DESC LIMIT 1
     ) e ON true
     ORDER BY h.row_number NULLS FIRST`,
    [target.submissionId, target.batchId, target.collection, target.year, target.district, target.now],
  );
  await tx.query("DROP TABLE finding_intake");
};

/** Row findings of one record end with the record's next version. */
export const resolveRow = async (tx: Tx, batchId: string, row: number, now: Date): Promise<void> => {
  await tx.query(
    `UPDATE collections.finding SET state = 'resolved', resolved_at = $3
     WHERE batch_id = $1 AND row_number = $2 AND scope = 'row' AND state <> 'resolved'`,
    [batchId, row, now],
  );
};
