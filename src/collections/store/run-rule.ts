// Runs one SQL rule of the profile over the records in scope and reconciles its findings in the same statement:
// what no longer holds is resolved, what is new is inserted (with the explanation that fits), the rest is left alone.
import type { Directory } from "../../directory/index.ts";
import { requiredSchools } from "../../directory/index.ts";
import type { Tx } from "../../platform/index.ts";
import { type Context, getCollection, rolesOf, type SqlRule } from "../context.ts";
import type { RelationSpec } from "../profile-sql.ts";
import { yearDay } from "../year-day.ts";

/** Students named one by one, and all students of batches that are too large for that. */
export type Changed = { students: string[]; batches: string[] };

export type RuleRun = {
  collection: string;
  year: number;
  directory: Directory;
  now: Date;
} & (
  | { scope: "batch"; batchId: string; district: number }
  | { scope: "district"; submissionId: string; district: number }
  | { scope: "state"; changed: Changed }
);

const recordsOf = (table: string, where: string) => `
  SELECT r.*, b.district AS batch_district FROM ${table} r JOIN collections.batch b ON b.id = r.batch_id
  WHERE b.status <> 'Replaced' AND ${where}`;

const relationSql = (ctx: Context, run: RuleRun, spec: RelationSpec): string => {
  const collection = spec.collection === "same" ? run.collection : spec.collection;
  const { table } = ctx.shapeOf(collection);
  const conditions = [
    `b.collection = '${collection}'`,
    `r.school_year = $1 - ${spec.years_back}`,
    ...(spec.reach === "district" ? ["b.district = $3"] : []),
    ...(spec.certified ? ["b.status = 'Certified'"] : []),
  ];
  return recordsOf(table, conditions.join(" AND "));
};

const changedStudents = (
  partition: string,
  student: { sqlName: string; sqlType: string } | undefined,
  run: RuleRun,
) => {
  const named = `SELECT unnest($5::text[])::${student?.sqlType ?? "text"} AS student`;
  if (run.scope !== "state" || run.changed.batches.length === 0) return named;
  return `SELECT student FROM (${named}) named UNION ALL SELECT ${student?.sqlName} FROM ${partition}
    WHERE batch_id = ANY($15) AND ${student?.sqlName} IS NOT NULL`;
};

/**
 * All records, of all districts, of the changed students, from the year's partition. The fence (OFFSET 0) makes the
 * planner use the index on the student; without statistics, right after a load, it would read the year for every
 * upload, or (through the parent table) prefer the key's school year, which every record has: measured, 100 times slower.
 */
const changedRecords = (partition: string, student: string, run: RuleRun): string => {
  if (run.scope !== "state" || run.changed.batches.length > 0)
    return `${recordsOf(partition, "b.collection = $2")} AND r.${student} IN (SELECT student FROM changed)`;
  return `SELECT r.*, b.district AS batch_district FROM changed c
    CROSS JOIN LATERAL (SELECT * FROM ${partition} WHERE ${student} = c.student OFFSET 0) r
    JOIN collections.batch b ON b.id = r.batch_id WHERE b.status <> 'Replaced' AND b.collection = $2`;
};

/** `record` of a rule. Batches are named one by one, so that the key of the record table finds their rows. */
const recordsInScope = (table: string, partition: string, scope: RuleRun["scope"]): string => {
  if (scope === "batch") return `SELECT r.*, $3::integer AS batch_district FROM ${partition} r WHERE r.batch_id = $4`;
  const batches = "SELECT id FROM collections.batch WHERE submission_id = $4";
  const where = scope === "district" ? `b.submission_id = $4 AND r.batch_id = ANY(ARRAY(${batches}))` : "true";
  return recordsOf(table, `r.school_year = $1 AND b.collection = $2 AND ${where}`);
};

/** Findings of the rule that the run may resolve. */
const mine = {
  batch: "f.batch_id = $4",
  district: "f.submission_id = $4",
  state: "f.collection = $2 AND f.school_year = $1 AND f.subject IN (SELECT student::text FROM changed)",
} as const;

/** What the registry knows of the numbers in scope, asked for once: the function looks each of them up. */
const registryOf = (student: string, scope: RuleRun["scope"]): string =>
  `SELECT * FROM identity.number_state(ARRAY(SELECT DISTINCT ${student}::text
    FROM ${scope === "state" ? "changed_record" : "record"} WHERE ${student} IS NOT NULL))`;

const statement = (ctx: Context, run: RuleRun, { sql }: SqlRule): string => {
  const { table, partition, columns } = ctx.shapeOf(run.collection);
  const student = columns.find((column) => column.name === rolesOf(ctx, run.collection).student);
  const relations = Object.entries(sql.relations).map(
    ([name, spec]) => `${name} AS NOT MATERIALIZED (${relationSql(ctx, run, spec)})`,
  );
  if (sql.registry) relations.push(`registry AS MATERIALIZED (${registryOf(student?.sqlName ?? "", run.scope)})`);
  const same = `f.batch_id IS NOT DISTINCT FROM n.batch_id AND f.row_number IS NOT DISTINCT FROM n.row_number
      AND f.subject = n.subject AND f.value = n.value AND f.detail = n.detail`;
  const standing = `f.rule_id = $7 AND f.scope = '${run.scope}' AND f.state <> 'resolved' AND ${mine[run.scope]}`;
  return `
WITH parameter AS (
  SELECT $1::smallint AS year, $3::integer AS district, $13::date AS count_date, $2::text AS collection, $4::uuid AS scope_id, $15::uuid[] AS batches
),
record AS NOT MATERIALIZED (${recordsInScope(table, partition(run.year), run.scope)}),
changed AS (${changedStudents(partition(run.year), student, run)}),
changed_record AS NOT MATERIALIZED (${changedRecords(partition(run.year), student?.sqlName ?? "", run)}),
required_school AS (SELECT number, name FROM jsonb_to_recordset($14::jsonb) AS s(number integer, name text)),
${relations.map((text) => `${text},`).join("\n")}
rule AS (
${sql.sql}
),
found AS MATERIALIZED (
  SELECT rule.batch_id::uuid AS batch_id, rule.row_number::integer AS row_number, rule.subject::text AS subject,
    coalesce(rule.value::text, '') AS value, coalesce(rule.detail, '{}'::jsonb) AS detail
  FROM rule
),
n AS (
  SELECT found.*, s.id AS submission_id, s.district FROM found
  LEFT JOIN collections.batch b ON b.id = found.batch_id
  JOIN LATERAL (
    SELECT id, district FROM collections.submission WHERE id = b.submission_id
    UNION ALL
    SELECT id, district FROM collections.submission WHERE found.batch_id IS NULL AND collection = $2 AND school_year = $1
      AND district = coalesce((found.detail->>'district')::integer, $3)
  ) s ON true
),
gone AS (
  UPDATE collections.finding f SET state = 'resolved', resolved_at = $6
  WHERE ${standing} AND NOT EXISTS (SELECT FROM n WHERE ${same})
  RETURNING 1
),
added AS (
  INSERT INTO collections.finding (submission_id, batch_id, collection, school_year, district, scope, rule_id, severity,
    row_number, column_number, element, value, message, remedy, subject, values_hash, detail, state, explanation_id, found_at)
  SELECT n.submission_id, n.batch_id, $2, $1, n.district, '${run.scope}', $7, $8, n.row_number, $10::integer, $9, n.value,
    $11, $12, n.subject, md5(n.value), n.detail, CASE WHEN e.id IS NULL THEN 'open' ELSE 'explained' END, e.id, $6
  FROM n
  LEFT JOIN LATERAL (
    SELECT id FROM collections.explanation e
    WHERE e.collection = $2 AND e.school_year = $1 AND e.district = n.district AND e.rule_id = $7
      AND e.subject = n.subject AND e.values_hash = md5(n.value)
    ORDER BY id DESC LIMIT 1
  ) e ON true
  WHERE NOT EXISTS (SELECT FROM collections.finding f WHERE ${standing} AND ${same})
  RETURNING 1
)
SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM gone) AS gone`;
};

export const runRule = async (tx: Tx, ctx: Context, run: RuleRun, item: SqlRule): Promise<void> => {
  const { rule, sql } = item;
  const collection = getCollection(ctx, run.collection);
  const element = sql.element ?? rule.elements[0] ?? "";
  const column = ctx.shapeOf(run.collection).columns.find(({ name }) => name === element)?.position ?? 0;
  const required = run.scope === "district" ? requiredSchools(run.directory, run.district) : [];
  // Right after a load PostgreSQL has no statistics, takes a batch for one row, and would join it with itself in nested
  // loops: measured, 48 s for 10,000 records against 0.1 s. Whatever a profile's rule joins or groups is hashed instead.
  await tx.query("SET LOCAL enable_nestloop = off; SET LOCAL enable_sort = off");
  await tx.query(statement(ctx, run, item), [
    run.year,
    run.collection,
    run.scope === "state" ? null : run.district,
    run.scope === "batch" ? run.batchId : run.scope === "district" ? run.submissionId : null,
    run.scope === "state" ? run.changed.students : [],
    run.now,
    rule.id,
    rule.severity,
    element,
    column,
    rule.message,
    rule.remedy,
    collection.countDate ? yearDay(collection.countDate, run.year) : null,
    JSON.stringify(required.map(({ number, name }) => ({ number, name }))),
    run.scope === "state" ? run.changed.batches : [],
  ]);
  await tx.query("SET LOCAL enable_nestloop = on; SET LOCAL enable_sort = on");
};
