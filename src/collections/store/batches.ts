// Rows of batches, with the counts of what still stands against them.
import type { CheckResult } from "../../dictionary/index.ts";
import { type Db, Problem, type SchoolYear, type Tx } from "../../platform/index.ts";
import type { OpenCounts, Status } from "../model.ts";

export type BatchRow = {
  id: string;
  submissionId: string;
  collection: string;
  year: SchoolYear;
  district: number;
  fileName: string;
  sha256: string;
  bytes: number;
  records: number;
  status: Status;
  uploadedBy: string;
  uploadedAt: Date;
  schools: number[];
  replaces: string[];
  replacedBy: string | null;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawalReason: string | null;
  batchStepAt: Date | null;
  check: CheckResult;
  findings: OpenCounts;
};

/** Counts of findings `f` as an OpenCounts object. */
export const openCounts = `jsonb_build_object(
    'error', count(*) FILTER (WHERE f.state = 'open' AND f.severity = 'error'),
    'confirm', count(*) FILTER (WHERE f.state = 'open' AND f.severity = 'confirm'),
    'warning', count(*) FILTER (WHERE f.state = 'open' AND f.severity = 'warning'),
    'explained', count(*) FILTER (WHERE f.state = 'explained'))`;

const select = `SELECT b.id, b.submission_id AS "submissionId", b.collection, b.school_year AS year, b.district,
    b.file_name AS "fileName", b.sha256, b.bytes, b.records, b.status, b.uploaded_by_name AS "uploadedBy",
    b.uploaded_at AS "uploadedAt", b.schools, b.replaces, b.replaced_by AS "replacedBy",
    b.batch_step_at AS "batchStepAt", b.check_result AS "check",
    b.withdrawn_at AS "withdrawnAt", b.withdrawn_by_name AS "withdrawnBy", b.withdrawal_reason AS "withdrawalReason",
    (SELECT ${openCounts} FROM collections.finding f WHERE f.batch_id = b.id) AS findings
  FROM collections.batch b`;

const findBatch = async (db: Db | Tx, id: string): Promise<BatchRow | undefined> =>
  /^[0-9a-f-]{36}$/i.test(id) ? (await db.query<BatchRow>(`${select} WHERE b.id = $1`, [id])).rows[0] : undefined;

export const getBatch = async (db: Db | Tx, id: string): Promise<BatchRow> => {
  const found = await findBatch(db, id);
  if (!found) throw new Problem("not-found");
  return found;
};

/** Oldest first, replaced ones included. */
export const listBatches = async (db: Db | Tx, submissionId: string): Promise<BatchRow[]> =>
  (await db.query<BatchRow>(`${select} WHERE b.submission_id = $1 ORDER BY b.uploaded_at, b.id`, [submissionId])).rows;

export const listRecentBatches = async (db: Db | Tx, year: SchoolYear, district: number | undefined, limit: number) =>
  (
    await db.query<BatchRow>(
      `${select} WHERE b.school_year = $1 AND ($2::integer IS NULL OR b.district = $2) ORDER BY b.uploaded_at DESC LIMIT $3`,
      [year, district ?? null, limit],
    )
  ).rows;

export const findSameBytes = async (db: Db | Tx, submissionId: string, sha256: string): Promise<string | undefined> =>
  (
    await db.query<{ id: string }>(
      "SELECT id FROM collections.batch WHERE submission_id = $1 AND sha256 = $2 AND status <> 'Replaced'",
      [submissionId, sha256],
    )
  ).rows[0]?.id;

export type NewBatch = Omit<
  BatchRow,
  "status" | "findings" | "replacedBy" | "uploadedBy" | "withdrawnAt" | "withdrawnBy" | "withdrawalReason"
> & {
  account: string;
  accountName: string;
};

export const insertBatch = async (tx: Tx, batch: NewBatch): Promise<void> => {
  await tx.query(
    `INSERT INTO collections.batch (id, submission_id, collection, school_year, district, file_name, sha256, bytes, records,
       status, uploaded_by, uploaded_by_name, uploaded_at, schools, replaces, check_result, batch_step_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'Uploaded', $10, $11, $12, $13, $14, $15, $16)`,
    [
      batch.id,
      batch.submissionId,
      batch.collection,
      batch.year,
      batch.district,
      batch.fileName,
      batch.sha256,
      batch.bytes,
      batch.records,
      batch.account,
      batch.accountName,
      batch.uploadedAt,
      batch.schools,
      batch.replaces,
      JSON.stringify(batch.check),
      batch.batchStepAt,
    ],
  );
};

export const replaceBatches = async (tx: Tx, ids: string[], replacement: string): Promise<void> => {
  if (ids.length === 0) return;
  await tx.query("UPDATE collections.batch SET status = 'Replaced', replaced_by = $2 WHERE id = ANY($1)", [
    ids,
    replacement,
  ]);
};

export const withdrawBatch = async (
  tx: Tx,
  id: string,
  { by, at, reason }: { by: string; at: Date; reason: string },
): Promise<void> => {
  await tx.query(
    `UPDATE collections.batch SET status = 'Replaced', withdrawn_at = $2, withdrawn_by_name = $3, withdrawal_reason = $4
     WHERE id = $1`,
    [id, at, by, reason],
  );
};

export const writeBatchStatus = async (tx: Tx, id: string, status: Status): Promise<void> => {
  await tx.query("UPDATE collections.batch SET status = $2 WHERE id = $1 AND status <> $2", [id, status]);
};

export const markBatchStep = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await tx.query("UPDATE collections.batch SET batch_step_at = $2 WHERE id = $1", [id, now]);
};

/** What keeps each batch of a submission from being verified: open errors and confirms of its rows and file. */
export const batchFacts = async (tx: Tx, submissionId: string) =>
  (
    await tx.query<{ id: string; status: Status; replaced: boolean; batchStepRan: boolean; blocking: number }>(
      `SELECT b.id, b.status, (b.replaced_by IS NOT NULL OR b.withdrawn_at IS NOT NULL) AS replaced, b.batch_step_at IS NOT NULL AS "batchStepRan",
         count(f.id) AS blocking
       FROM collections.batch b
       LEFT JOIN collections.finding f ON f.batch_id = b.id AND f.scope IN ('row', 'batch') AND f.state = 'open'
         AND f.severity IN ('error', 'confirm')
       WHERE b.submission_id = $1 GROUP BY b.id`,
      [submissionId],
    )
  ).rows;

export const districtBlocking = async (tx: Tx, submissionId: string): Promise<number> =>
  (
    await tx.query<{ n: number }>(
      `SELECT count(*) AS n FROM collections.finding WHERE submission_id = $1 AND scope = 'district' AND state = 'open'
       AND severity IN ('error', 'confirm')`,
      [submissionId],
    )
  ).rows[0]?.n ?? 0;

export const countRecords = async (tx: Tx, ids: string[]): Promise<number> =>
  (
    await tx.query<{ n: number }>(
      "SELECT coalesce(sum(records), 0)::integer AS n FROM collections.batch WHERE id = ANY($1)",
      [ids],
    )
  ).rows[0]?.n ?? 0;
