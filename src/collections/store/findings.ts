// Reading findings: a page, groups by cause, one. A replaced batch's findings show only when that batch is asked for.
import { type Db, Problem, type SchoolYear, type Tx } from "../../platform/index.ts";
import type { FindingScope, FindingState, Severity } from "../model.ts";
import type { FindingQuery } from "../verbs.ts";

export type FindingRow = {
  id: string;
  submissionId: string;
  collection: string;
  year: SchoolYear;
  district: number;
  ruleId: string;
  scope: FindingScope;
  severity: Severity;
  state: FindingState;
  batchId: string | null;
  fileName: string | null;
  row: number | null;
  column: number;
  element: string;
  value: string;
  message: string;
  remedy: string;
  subject: string;
  valuesHash: string;
  detail: { others?: { district: number; school?: number }[]; [name: string]: unknown };
  explanationId: string | null;
  explanationText: string | null;
  explainedBy: string | null;
  explainedAt: Date | null;
};

const columns = `f.id::text AS id, f.submission_id AS "submissionId", f.collection, f.school_year AS year, f.district,
  f.rule_id AS "ruleId", f.scope, f.severity, f.state, f.batch_id AS "batchId", b.file_name AS "fileName",
  f.row_number AS "row", f.column_number AS "column", f.element, f.value, f.message, f.remedy, f.subject,
  f.values_hash AS "valuesHash", f.detail, e.id::text AS "explanationId", e.text AS "explanationText",
  e.by_name AS "explainedBy", e.at AS "explainedAt"`;
const joins = `LEFT JOIN collections.batch b ON b.id = f.batch_id
  LEFT JOIN collections.explanation e ON e.id = f.explanation_id`;

/** The shared value of a cause: where two or more findings of a rule and element agree on it; otherwise null. */
const cause = `CASE WHEN count(*) OVER (PARTITION BY f.rule_id, f.element, f.value) > 1 THEN f.value END`;

export type Cause = [ruleId: string, element: string, value: string | null];
export const causeKey = (key: Cause): string => Buffer.from(JSON.stringify(key)).toString("base64url");
const readCauseKey = (key: string): Cause | undefined => {
  try {
    const found: unknown = JSON.parse(Buffer.from(key, "base64url").toString());
    return Array.isArray(found) && found.length === 3 ? (found as Cause) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The findings of a submission that match, as a relation with their cause. Causes are formed over all that stand, before
 * filters, so that a group keeps its key. `schoolSql` keeps those of one school ($ is its number).
 */
const matching = (query: FindingQuery, schoolSql: string | undefined, withCause = false) => {
  const values: unknown[] = [query.collection, query.year, query.district];
  const put = (value: unknown) => `$${values.push(value)}`;
  const base = ["f.collection = $1", "f.school_year = $2", "f.district = $3"];
  if (query.batchId !== undefined) base.push(`f.batch_id = ${put(query.batchId)}`);
  else base.push("(b.status IS NULL OR b.status <> 'Replaced')");
  if (query.state !== "resolved") base.push("f.state <> 'resolved'");
  const where = ["true"];
  const same = (column: string, value: unknown) => {
    if (value !== undefined) where.push(`f.${column} = ${put(value)}`);
  };
  same("state", query.state);
  same("rule_id", query.ruleId);
  same("severity", query.severity);
  same("scope", query.scope);
  same("element", query.element);
  same("subject", query.subject);
  if (query.school !== undefined && schoolSql) where.push(schoolSql.replace("?", put(query.school)));
  if (query.group !== undefined) {
    const group = readCauseKey(query.group);
    if (!group) throw new Problem("not-found");
    const [rule, element, value] = group;
    where.push(`f.rule_id = ${put(rule)}`, `f.element = ${put(element)}`);
    where.push(`f.cause IS NOT DISTINCT FROM ${put(value)}::text`);
  }
  // Causes take a look at all findings: only who asks for them pays for it.
  const named = withCause || query.group !== undefined ? `, ${cause} AS cause` : "";
  const sql = `SELECT f.*${named} FROM collections.finding f
    LEFT JOIN collections.batch b ON b.id = f.batch_id WHERE ${base.join(" AND ")}`;
  return { hit: `(SELECT f.* FROM (${sql}) f WHERE ${where.join(" AND ")})`, values };
};

const order = `CASE f.severity WHEN 'error' THEN 0 WHEN 'confirm' THEN 1 ELSE 2 END, f.rule_id, f.batch_id, f.row_number, f.id`;

export const pageFindings = async (
  db: Db | Tx,
  query: FindingQuery,
  page: { offset: number; limit: number },
  schoolSql?: string,
): Promise<{ total: number; rows: FindingRow[] }> => {
  const { hit, values } = matching(query, schoolSql);
  const total = await db.query<{ n: number }>(`SELECT count(*) AS n FROM ${hit} f`, values);
  const rows = await db.query<FindingRow>(
    `SELECT ${columns} FROM ${hit} f ${joins} ORDER BY ${order} LIMIT ${page.limit} OFFSET ${page.offset}`,
    values,
  );
  return { total: total.rows[0]?.n ?? 0, rows: rows.rows };
};

/** Identifiers of all findings that match, in the order of the pages. */
export const orderedFindings = async (tx: Tx, query: FindingQuery, schoolSql?: string): Promise<string[]> => {
  const { hit, values } = matching(query, schoolSql);
  const found = await tx.query<{ id: string }>(`SELECT f.id::text AS id FROM ${hit} f ORDER BY ${order}`, values);
  return found.rows.map(({ id }) => id);
};

export type GroupRow = {
  ruleId: string;
  scope: FindingScope;
  severity: Severity;
  element: string;
  value: string | null;
  message: string;
  remedy: string;
  open: number;
  explained: number;
  firstIds: string[];
};

export const groupFindings = async (db: Db | Tx, query: FindingQuery, schoolSql?: string): Promise<GroupRow[]> => {
  const { hit, values } = matching(query, schoolSql, true);
  const found = await db.query<GroupRow>(
    `SELECT f.rule_id AS "ruleId", f.scope, f.severity, f.element, f.cause AS value, min(f.message) AS message,
       min(f.remedy) AS remedy, count(*) FILTER (WHERE f.state = 'open') AS open,
       count(*) FILTER (WHERE f.state = 'explained') AS explained,
       (array_agg(f.id::text ORDER BY f.batch_id, f.row_number, f.id))[1:5] AS "firstIds"
     FROM ${hit} f GROUP BY f.rule_id, f.scope, f.severity, f.element, f.cause
     ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'confirm' THEN 1 ELSE 2 END, count(*) DESC, f.rule_id, f.element, f.cause`,
    values,
  );
  return found.rows;
};

export const listFindings = async (db: Db | Tx, ids: string[]): Promise<FindingRow[]> =>
  (
    await db.query<FindingRow>(
      `SELECT ${columns} FROM collections.finding f ${joins} WHERE f.id = ANY($1::bigint[]) ORDER BY ${order}`,
      [ids],
    )
  ).rows;

export const getFinding = async (db: Db | Tx, id: string): Promise<FindingRow> => {
  const found = /^\d{1,18}$/.test(id) ? (await listFindings(db, [id]))[0] : undefined;
  if (!found) throw new Problem("not-found");
  return found;
};

export const findingsOfRow = async (db: Db | Tx, batchId: string, row: number): Promise<FindingRow[]> =>
  (
    await db.query<FindingRow>(
      `SELECT ${columns} FROM collections.finding f ${joins}
       WHERE f.batch_id = $1 AND f.row_number = $2 AND f.state <> 'resolved' ORDER BY ${order}`,
      [batchId, row],
    )
  ).rows;

/** Open conflicts between districts, of one district or of all. */
export const listConflicts = async (db: Db | Tx, year: SchoolYear, district: number | undefined, limit: number) =>
  (
    await db.query<FindingRow>(
      `SELECT ${columns} FROM collections.finding f ${joins}
       WHERE f.school_year = $1 AND f.scope = 'state' AND f.state = 'open' AND ($2::integer IS NULL OR f.district = $2)
       ORDER BY f.id DESC LIMIT $3`,
      [year, district ?? null, limit],
    )
  ).rows;

/** Findings of a batch by record number, in the order of the file; those of the whole file come as row 0. */
export const findingsByRow = async (db: Db | Tx, batchId: string): Promise<Map<number, string[]>> => {
  const found = await db.query<{ row: number; text: string[] }>(
    `SELECT coalesce(row_number, 0) AS row, array_agg(rule_id || ' ' || element || ': ' || message ORDER BY id) AS text
     FROM collections.finding WHERE batch_id = $1 AND state <> 'resolved' GROUP BY 1`,
    [batchId],
  );
  return new Map(found.rows.map(({ row, text }) => [row, text]));
};

/** Findings in one scope that still stand, by rule and in all. */
export const countFindings = async (db: Db | Tx, submissionId: string, scopes: FindingScope[]) =>
  (
    await db.query<{ ruleId: string; severity: Severity; state: FindingState; n: number }>(
      `SELECT f.rule_id AS "ruleId", f.severity, f.state, count(*) AS n
       FROM collections.finding f LEFT JOIN collections.batch b ON b.id = f.batch_id
       WHERE f.submission_id = $1 AND f.scope = ANY($2) AND f.state <> 'resolved'
         AND (b.status IS NULL OR b.status <> 'Replaced')
       GROUP BY 1, 2, 3 ORDER BY 1`,
      [submissionId, scopes],
    )
  ).rows;
