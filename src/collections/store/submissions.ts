// Rows of submissions and their steps: find, lock, change. Nothing is decided here.
import type { Db, SchoolYear, Tx } from "../../platform/index.ts";
import { Problem } from "../../platform/index.ts";
import type { StatusStep, SubmissionKey, SubmissionStatus } from "../model.ts";

export type SubmissionRow = {
  id: string;
  collection: string;
  year: SchoolYear;
  district: number;
  version: number;
  status: SubmissionStatus;
  certified: boolean;
  districtStepAt: Date | null;
  dataRevision: number;
};

const columns = `id, collection, school_year AS year, district, version, status, certified,
  district_step_at AS "districtStepAt", data_revision AS "dataRevision"`;
const byKey = "collection = $1 AND school_year = $2 AND district = $3";
const keyValues = (key: SubmissionKey) => [key.collection, key.year, key.district];

export const findSubmission = async (db: Db | Tx, key: SubmissionKey): Promise<SubmissionRow | undefined> =>
  (await db.query<SubmissionRow>(`SELECT ${columns} FROM collections.submission WHERE ${byKey}`, keyValues(key)))
    .rows[0];

/** Holds the submission against every other verb until the transaction ends. */
export const findSubmissionForChange = async (tx: Tx, key: SubmissionKey): Promise<SubmissionRow | undefined> =>
  (
    await tx.query<SubmissionRow>(
      `SELECT ${columns} FROM collections.submission WHERE ${byKey} FOR NO KEY UPDATE`,
      keyValues(key),
    )
  ).rows[0];

export const getSubmissionForChange = async (tx: Tx, key: SubmissionKey): Promise<SubmissionRow> => {
  const found = await findSubmissionForChange(tx, key);
  if (!found) throw new Problem("nothing-submitted", { ...key });
  return found;
};

export const openSubmission = async (tx: Tx, key: SubmissionKey): Promise<SubmissionRow> => {
  await tx.query(
    "INSERT INTO collections.submission (collection, school_year, district, status) VALUES ($1, $2, $3, 'Not Submitted') ON CONFLICT DO NOTHING",
    keyValues(key),
  );
  return getSubmissionForChange(tx, key);
};

/** The data changed: attestations and the district step no longer speak about it. */
export const markDataChanged = async (tx: Tx, submissionId: string, now: Date): Promise<void> => {
  await tx.query(
    "UPDATE collections.submission SET data_revision = data_revision + 1, district_step_at = NULL WHERE id = $1",
    [submissionId],
  );
  await tx.query(
    "UPDATE collections.finding SET state = 'resolved', resolved_at = $2 WHERE submission_id = $1 AND scope = 'district' AND state <> 'resolved'",
    [submissionId, now],
  );
};

export const markDistrictStep = async (tx: Tx, submissionId: string, now: Date): Promise<void> => {
  await tx.query("UPDATE collections.submission SET district_step_at = $2 WHERE id = $1", [submissionId, now]);
};

export const markCertified = async (
  tx: Tx,
  submissionId: string,
  certified: boolean,
  version: number,
): Promise<void> => {
  await tx.query("UPDATE collections.submission SET certified = $2, version = $3 WHERE id = $1", [
    submissionId,
    certified,
    version,
  ]);
};

export const writeStatus = async (
  tx: Tx,
  submission: Pick<SubmissionRow, "id" | "district" | "version">,
  step: { status: SubmissionStatus; by: string; at: Date; reason?: string },
): Promise<void> => {
  await tx.query("UPDATE collections.submission SET status = $2 WHERE id = $1", [submission.id, step.status]);
  await tx.query(
    "INSERT INTO collections.status_step (submission_id, district, version, status, by_name, at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [submission.id, submission.district, submission.version, step.status, step.by, step.at, step.reason ?? null],
  );
};

export const listSteps = async (db: Db | Tx, submissionId: string): Promise<StatusStep[]> =>
  (
    await db.query<StatusStep>(
      "SELECT status, at, by_name AS by, reason, version FROM collections.status_step WHERE submission_id = $1 ORDER BY id",
      [submissionId],
    )
  ).rows.map((row) => ({ ...row, reason: row.reason ?? undefined }));
