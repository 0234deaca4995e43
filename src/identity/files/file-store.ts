// The rows of identity.request_file: which files were sent, how far each is, and their sealed rows. As the registry.
import type { Tx } from "../../platform/index.ts";

export type RequestFile = {
  file: string;
  district: number;
  account: string;
  fileName: string;
  rows: number;
  done: number;
  match: number;
  near: number;
  new: number;
  askedAt: Date;
  finishedAt: Date | undefined;
};

const columns = `file, district, account, file_name AS "fileName", rows, done, matched AS match, near, created AS new,
  asked_at AS "askedAt", finished_at AS "finishedAt"`;

export type NewFile = {
  district: number;
  account: string;
  fileName: string;
  keyHash: Buffer;
  contentHash: Buffer;
  columns: readonly string[];
  rows: number;
  at: Date;
};

/** The file that was sent with this key, or the one that begins now. */
export const beginFile = async (
  tx: Tx,
  file: NewFile,
): Promise<RequestFile & { contentHash: Buffer; begun: boolean }> => {
  const { district, account, fileName, keyHash, contentHash, rows, at } = file;
  const inserted = await tx.query(
    `INSERT INTO identity.request_file (district, account, file_name, key_hash, content_hash, columns, rows, asked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (district, key_hash) DO NOTHING`,
    [district, account, fileName, keyHash, contentHash, file.columns, rows, at],
  );
  return { ...(await findSentFile(tx, district, keyHash))!, begun: inserted.rowCount === 1 };
};

export const findSentFile = async (
  tx: Tx,
  district: number,
  keyHash: Buffer,
): Promise<(RequestFile & { contentHash: Buffer }) | undefined> =>
  (
    await tx.query(
      `SELECT ${columns}, content_hash AS "contentHash" FROM identity.request_file WHERE district = $1 AND key_hash = $2`,
      [district, keyHash],
    )
  ).rows[0];

export const countFile = async (tx: Tx, file: string): Promise<RequestFile> =>
  (await tx.query(`SELECT ${columns} FROM identity.request_file WHERE file = $1`, [file])).rows[0];

export const findFile = async (tx: Tx, file: string): Promise<(RequestFile & FileSecrets) | undefined> =>
  (
    await tx.query(
      `SELECT ${columns}, columns, key_hash AS "keyHash", EXISTS (SELECT FROM identity.sealed_rows s WHERE s.file = f.file) AS open
       FROM identity.request_file f WHERE file = $1`,
      [file],
    )
  ).rows[0];

/** `open`: the sealed rows were not taken away yet. */
export type FileSecrets = { columns: string[]; keyHash: Buffer; open: boolean };

export const listFiles = async (tx: Tx, district: number | undefined, most: number): Promise<RequestFile[]> =>
  (
    await tx.query(
      `SELECT ${columns} FROM identity.request_file WHERE $1::integer IS NULL OR district = $1 ORDER BY asked_at DESC, file LIMIT $2`,
      [district, most],
    )
  ).rows;

export type Counts = { match: number; near: number; new: number };

export const advanceFile = async (tx: Tx, file: string, counts: Counts, at: Date): Promise<RequestFile> => {
  const { rows } = await tx.query(
    `UPDATE identity.request_file SET done = done + $2 + $3 + $4, matched = matched + $2, near = near + $3, created = created + $4,
       finished_at = CASE WHEN done + $2 + $3 + $4 = rows THEN $5::timestamptz END
     WHERE file = $1 RETURNING ${columns}`,
    [file, counts.match, counts.near, counts.new, at],
  );
  return rows[0];
};

export const keepSealedRows = async (tx: Tx, file: string, firstRow: number, sealed: Buffer): Promise<void> => {
  await tx.query("INSERT INTO identity.sealed_rows (file, first_row, sealed) VALUES ($1, $2, $3)", [
    file,
    firstRow,
    sealed,
  ]);
};
