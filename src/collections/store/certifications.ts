// Certified versions and the attestations that came before them.
import type { Db, Tx } from "../../platform/index.ts";
import { Problem } from "../../platform/index.ts";
import type { Certification, SubmissionKey } from "../model.ts";

export type CountTable = { header: string[]; rows: (string | number | null)[][] };
export type CertificationRow = {
  submissionId: string;
  version: number;
  collection: string;
  year: number;
  district: number;
  certifiedByName: string;
  certifiedAt: Date;
  records: number;
  dataHash: string;
  dictionaryVersion: string;
  counts: CountTable;
  statement: string;
  snapshot: string | null;
  signedByName: string | null;
  signedAt: Date | null;
  reopenedByName: string | null;
  reopenedAt: Date | null;
  reopenReason: string | null;
};

const select = `SELECT submission_id AS "submissionId", version, collection, school_year AS year, district,
    certified_by_name AS "certifiedByName", certified_at AS "certifiedAt", records, data_hash AS "dataHash",
    dictionary_version AS "dictionaryVersion", counts, statement, snapshot, signed_by_name AS "signedByName",
    signed_at AS "signedAt", reopened_by_name AS "reopenedByName", reopened_at AS "reopenedAt",
    reopen_reason AS "reopenReason"
  FROM collections.certification`;

export const listCertifications = async (db: Db | Tx, submissionId: string): Promise<CertificationRow[]> =>
  (await db.query<CertificationRow>(`${select} WHERE submission_id = $1 ORDER BY version`, [submissionId])).rows;

/** The given version, or the last one. */
export const getCertification = async (
  db: Db | Tx,
  key: SubmissionKey & { version?: number },
): Promise<CertificationRow> => {
  const found = await db.query<CertificationRow>(
    `${select} WHERE collection = $1 AND school_year = $2 AND district = $3 AND ($4::integer IS NULL OR version = $4)
     ORDER BY version DESC LIMIT 1`,
    [key.collection, key.year, key.district, key.version ?? null],
  );
  if (!found.rows[0]) throw new Problem("submission-not-certified", { ...key });
  return found.rows[0];
};

export const certificationView = (row: CertificationRow): Certification => ({
  version: row.version,
  certifiedBy: row.certifiedByName,
  certifiedAt: row.certifiedAt,
  records: row.records,
  dataHash: row.dataHash,
  signed: row.signedAt ? { by: row.signedByName ?? "", at: row.signedAt } : undefined,
  reopened: row.reopenedAt
    ? { by: row.reopenedByName ?? "", at: row.reopenedAt, reason: row.reopenReason ?? "" }
    : undefined,
});

export type NewCertification = Omit<
  CertificationRow,
  "signedByName" | "signedAt" | "reopenedByName" | "reopenedAt" | "reopenReason"
> & { certifiedBy: string };

export const insertCertification = async (tx: Tx, row: NewCertification): Promise<void> => {
  await tx.query(
    `INSERT INTO collections.certification (submission_id, version, collection, school_year, district, certified_by,
       certified_by_name, certified_at, records, data_hash, dictionary_version, counts, statement, snapshot)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      row.submissionId,
      row.version,
      row.collection,
      row.year,
      row.district,
      row.certifiedBy,
      row.certifiedByName,
      row.certifiedAt,
      row.records,
      row.dataHash,
      row.dictionaryVersion,
      JSON.stringify(row.counts),
      row.statement,
      row.snapshot,
    ],
  );
};

type At = { submissionId: string; version: number };

/** The first record of the signed paper stays. */
export const writeSigned = async (tx: Tx, { submissionId, version }: At, by: string, at: Date): Promise<void> => {
  await tx.query(
    `UPDATE collections.certification SET signed_by_name = $3, signed_at = $4
     WHERE submission_id = $1 AND version = $2 AND signed_at IS NULL`,
    [submissionId, version, by, at],
  );
};

export const writeReopened = async (
  tx: Tx,
  { submissionId, version }: At,
  change: { by: string; at: Date; reason: string },
): Promise<void> => {
  await tx.query(
    `UPDATE collections.certification SET reopened_by_name = $3, reopened_at = $4, reopen_reason = $5
     WHERE submission_id = $1 AND version = $2`,
    [submissionId, version, change.by, change.at, change.reason],
  );
};

export const insertAttestation = async (
  tx: Tx,
  row: {
    submissionId: string;
    district: number;
    reportId: string;
    revision: number;
    account: string;
    name: string;
    at: Date;
  },
): Promise<void> => {
  await tx.query(
    `INSERT INTO collections.attestation (submission_id, district, report_id, data_revision, by_account, by_name, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [row.submissionId, row.district, row.reportId, row.revision, row.account, row.name, row.at],
  );
};

export const listAttestations = async (db: Db | Tx, submissionId: string, revision: number) =>
  (
    await db.query<{ reportId: string; by: string; at: Date }>(
      `SELECT report_id AS "reportId", by_name AS by, at FROM collections.attestation
       WHERE submission_id = $1 AND data_revision = $2`,
      [submissionId, revision],
    )
  ).rows;
