// The canonical form of a submission's records: CSV with a header, days ISO, in an order that no file or batch decides.
// The data hash of a certification is taken over just these bytes.
import type { Context } from "../context.ts";
import { columnOf } from "../state-rules.ts";
import type { SubmissionRow } from "./submissions.ts";

export const canonicalSql = (ctx: Context, submission: SubmissionRow): string => {
  const { table, columns } = ctx.shapeOf(submission.collection);
  const first = (["student", "school", "entryDate"] as const).map((role) => columnOf(ctx, submission.collection, role));
  const names = columns.map(({ sqlName }) => sqlName);
  const order = [...first, ...names.filter((name) => !first.includes(name))].map(
    (name) => `r.${name}::text COLLATE "C"`,
  );
  return `COPY (
    SELECT ${names.map((name) => `r.${name}`).join(", ")} FROM ${table} r JOIN collections.batch b ON b.id = r.batch_id
    WHERE r.school_year = ${submission.year} AND b.submission_id = '${submission.id}' AND b.status <> 'Replaced'
      AND r.batch_id = ANY(ARRAY(SELECT id FROM collections.batch WHERE submission_id = '${submission.id}'))
    ORDER BY ${order.join(", ")}
  ) TO STDOUT (FORMAT csv, HEADER)`;
};
