// SQL of export requests, in the program's own role; and of the file's rows, in the requester's.
import { type Actor, type RecordTableName, viewName } from "../../access/index.ts";
import type { Tx } from "../../platform/index.ts";
import type { Conditions } from "../reading/list-query.ts";
import type { Value } from "../reading/store.ts";
import type { ExportRequest, NewExport } from "./model.ts";

const columns = `id, requested_by AS "requestedBy", requested_by_name AS "requestedByName", assignment_id AS assignment, role, district,
  schools, purpose, fields, filters, students_then AS "studentsThen", requested_at AS "requestedAt", decision,
  decided_by_name AS "decidedByName", decided_at AS "decidedAt", reason, expires_at AS "expiresAt",
  downloaded_at AS "downloadedAt", row_count AS "rowCount", file_sha256 AS "fileSha256"`;

const toRequest = (row: Record<string, unknown>): ExportRequest =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as ExportRequest;

export const insertRequest = async (
  tx: Tx,
  actor: Actor,
  asked: NewExport & { studentsThen: number; now: Date },
): Promise<string> => {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO students.export_request
       (requested_by, requested_by_name, assignment_id, role, district, schools, purpose, fields, filters, students_then, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
    [
      ...[
        actor.account,
        actor.name,
        actor.assignment,
        actor.role,
        actor.district ?? null,
        actor.schools,
        asked.purpose,
      ],
      ...[asked.fields, JSON.stringify(asked.filters), asked.studentsThen, asked.now],
    ],
  );
  return rows[0]!.id;
};

export const selectRequest = async (q: Tx, id: string, lock = false): Promise<ExportRequest | undefined> => {
  const { rows } = await q.query(
    `SELECT ${columns} FROM students.export_request WHERE id = $1 ${lock ? "FOR UPDATE" : ""}`,
    [id],
  );
  return rows[0] && toRequest(rows[0]);
};

export const selectOwn = async (tx: Tx, account: string): Promise<ExportRequest[]> => {
  const { rows } = await tx.query(
    `SELECT ${columns} FROM students.export_request WHERE requested_by = $1 ORDER BY requested_at DESC, id LIMIT 200`,
    [account],
  );
  return rows.map(toRequest);
};

/** Undecided ones of others; of one district where given. */
export const selectOpen = async (tx: Tx, account: string, district: number | undefined): Promise<ExportRequest[]> => {
  const { rows } = await tx.query(
    `SELECT ${columns} FROM students.export_request
     WHERE decision IS NULL AND requested_by <> $1 AND ($2::int IS NULL OR district = $2)
     ORDER BY requested_at, id LIMIT 200`,
    [account, district ?? null],
  );
  return rows.map(toRequest);
};

export type Decision = { decision: "approved" | "refused"; by: Actor; at: Date; reason?: string; expiresAt?: Date };

export const updateDecision = async (
  tx: Tx,
  id: string,
  { decision, by, at, reason, expiresAt }: Decision,
): Promise<void> => {
  await tx.query(
    `UPDATE students.export_request
     SET decision = $2, decided_by = $3, decided_by_name = $4, decided_at = $5, reason = $6, expires_at = $7 WHERE id = $1`,
    [id, decision, by.account, by.name, at, reason ?? null, expiresAt ?? null],
  );
};

export const updateDownloaded = async (tx: Tx, id: string, at: Date, rows: number, sha256: string): Promise<void> => {
  await tx.query(
    "UPDATE students.export_request SET downloaded_at = $2, row_count = $3, file_sha256 = $4 WHERE id = $1",
    [id, at, rows, sha256],
  );
};

/** Columns as `s.last_name` (of the student) and `t.grade` (of the one other table). */
export const selectFile = async (
  tx: Tx,
  role: string,
  { where, values }: Conditions,
  file: { columns: string[]; table?: RecordTableName | undefined; order: string },
): Promise<{ student: number; cells: Value[] }[]> => {
  const other = file.table ? `JOIN seen.${viewName(role, file.table)} t ON t.student_id = s.student_id` : "";
  const { rows } = await tx.query<Value[]>({
    text: `SELECT ${file.columns.join(", ")}, s.student_id
      FROM (SELECT * FROM seen.${viewName(role, "student")} ${where}) s ${other} ${file.order}`,
    values,
    rowMode: "array",
  });
  return rows.map((row) => ({ student: Number(row.at(-1)), cells: row.slice(0, -1) }));
};
