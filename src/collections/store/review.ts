// Runs a review report's SELECT over the current records of one submission.
import { GRADES, type Grade } from "../../directory/index.ts";
import type { Db, Tx } from "../../platform/index.ts";
import { type Context, getCollection } from "../context.ts";
import type { SubmissionKey } from "../model.ts";
import type { ReviewSql } from "../profile-sql.ts";
import { studentColumn } from "../state-rules.ts";
import { yearDay } from "../year-day.ts";

export type ReviewRows = { rows: (string | number | null)[][]; total: number };

/** Grade codes of the files with the directory's names and their order; a code for several grades names them all. */
const gradeLabels = (ctx: Context) =>
  Object.entries(ctx.dictionary.gradeCodes).map(([code, grades]) => ({
    code,
    grade: grades.join("-"),
    position: GRADES.indexOf(grades[0] as Grade),
  }));

const registryOf = (student: string): string => `registry AS MATERIALIZED (
      SELECT * FROM identity.number_group(ARRAY(SELECT DISTINCT ${student}::text FROM record WHERE ${student} IS NOT NULL))
    ),`;

export const runReview = async (
  db: Db | Tx,
  ctx: Context,
  report: ReviewSql,
  key: SubmissionKey,
  page: { offset: number; limit: number } | undefined,
): Promise<ReviewRows> => {
  const { table } = ctx.shapeOf(key.collection);
  const { countDate } = getCollection(ctx, key.collection);
  const directory = await ctx.directoryOf(key.year);
  const schools = directory.schools.map(({ number, name }) => ({ number, name }));
  const codes = ctx.dictionary.codes.map(({ codeSet, code, label }) => ({ code_set: codeSet, code, label }));
  const relations = `WITH parameter AS (
      SELECT $1::smallint AS year, $2::text AS collection, $3::integer AS district, $4::date AS count_date
    ),
    school AS (SELECT number, name FROM jsonb_to_recordset($5::jsonb) AS s(number integer, name text)),
    code_label AS (SELECT DISTINCT ON (code_set, code) code_set, code, label
      FROM jsonb_to_recordset($6::jsonb) AS c(code_set text, code text, label text)),
    grade_label AS (SELECT code, grade, position
      FROM jsonb_to_recordset($7::jsonb) AS g(code text, grade text, position integer)),
    record AS NOT MATERIALIZED (
      SELECT r.* FROM ${table} r JOIN collections.batch b ON b.id = r.batch_id
      WHERE r.school_year = $1 AND b.collection = $2 AND b.district = $3 AND b.status <> 'Replaced'
        AND r.batch_id = ANY(ARRAY(SELECT id FROM collections.batch
          WHERE collection = $2 AND school_year = $1 AND district = $3))
    ),
    ${report.registry ? registryOf(studentColumn(ctx, key.collection)) : ""}
    review AS (${report.sql})`;
  const values = [
    key.year,
    key.collection,
    key.district,
    countDate ? yearDay(countDate, key.year) : null,
    JSON.stringify(schools),
    JSON.stringify(codes),
    JSON.stringify(gradeLabels(ctx)),
  ];
  const limit = page ? `LIMIT ${page.limit} OFFSET ${page.offset}` : "";
  const found = await db.query({ text: `${relations} SELECT * FROM review ${limit}`, values, rowMode: "array" });
  if (!page) return { rows: found.rows, total: found.rows.length };
  const total = await db.query<{ n: number }>(`${relations} SELECT count(*) AS n FROM review`, values);
  return { rows: found.rows, total: total.rows[0]?.n ?? 0 };
};
