// The rows of identity.import: which files of numbers came and how far each is. As the registry.
import type { Tx } from "../../platform/index.ts";

export type ImportRun = {
  import: string;
  rows: number;
  numbersIn: boolean;
  done: number;
  known: number;
  finishedAt: Date | null;
};

const columns = `import, rows, numbers_in AS "numbersIn", done, known, finished_at AS "finishedAt"`;

export const findImport = async (tx: Tx, contentHash: Buffer): Promise<ImportRun | undefined> =>
  (await tx.query(`SELECT ${columns} FROM identity.import WHERE content_hash = $1`, [contentHash])).rows[0];

/** The import of this file that was begun before, or one that begins now. */
export const beginImport = async (
  tx: Tx,
  { account, contentHash, rows, at }: { account: string; contentHash: Buffer; rows: number; at: Date },
): Promise<ImportRun> => {
  await tx.query(
    `INSERT INTO identity.import (account, content_hash, rows, begun_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (content_hash) DO NOTHING`,
    [account, contentHash, rows, at],
  );
  return (await findImport(tx, contentHash))!;
};

export const getImport = async (tx: Tx, id: string): Promise<ImportRun> =>
  (await tx.query(`SELECT ${columns} FROM identity.import WHERE import = $1`, [id])).rows[0];

export const markNumbersIn = async (tx: Tx, id: string): Promise<void> => {
  await tx.query("UPDATE identity.import SET numbers_in = true WHERE import = $1", [id]);
};

export const advanceImport = async (
  tx: Tx,
  id: string,
  { rows, known }: { rows: number; known: number },
): Promise<ImportRun> =>
  (
    await tx.query(
      `UPDATE identity.import SET done = done + $2, known = known + $3 WHERE import = $1 RETURNING ${columns}`,
      [id, rows, known],
    )
  ).rows[0];

export const finishImport = async (tx: Tx, id: string, at: Date): Promise<ImportRun> =>
  (await tx.query(`UPDATE identity.import SET finished_at = $2 WHERE import = $1 RETURNING ${columns}`, [id, at]))
    .rows[0];
