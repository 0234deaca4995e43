// Requests by file: the whole file is read and must be right, then it is answered piece by piece, each in a transaction of its
// own. A file that was cut off goes on where it stopped when it comes again with the same key; what was answered stays.
import { createHash } from "node:crypto";
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx } from "../../platform/index.ts";
import { inRegistry } from "../registry/as-registry.ts";
import { hashOfContent, shortestKey } from "../registry/ask.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { lockRegistry } from "../registry/locks.ts";
import { hashOfKey } from "../registry/seal-answer.ts";
import { tidy } from "../registry/tidy.ts";
import { askMany, keepCells, type Prepared, type SettledMany } from "./ask-many.ts";
import {
  advanceFile,
  beginFile,
  type Counts,
  countFile,
  findSentFile,
  keepSealedRows,
  type RequestFile,
} from "./file-store.ts";
import { hashed } from "./hashed.ts";
import { type FileRow, readStudents, type StudentFile } from "./read-students.ts";
import { hashOfFile, keyOfRow, sealRows } from "./seal-rows.ts";

export type FileProgress = { rows: number; done: number };

export type RequestFileInput = {
  district: number;
  fileName: string;
  source: AsyncIterable<Uint8Array>;
  /** Chosen by the asker, secret: it opens the answers, and the same file with it is the same request. */
  key: string;
  progress?: ((progress: FileProgress) => void) | undefined;
};

/** `again`: all of it was answered before. */
export type FileReceipt = { file: string; rows: number; match: number; near: number; new: number; again: boolean };

/** Rows answered in one transaction: others who ask wait so long. */
const piece = 2_000;

/** Throws `denied`, `key-too-short`, `request-file-refused`, `same-key-other-question`. */
export const requestFile = async (deps: RegistryDeps, actor: Actor, input: RequestFileInput): Promise<FileReceipt> => {
  const { district, fileName, key, progress } = input;
  authorize(actor, "identifier.request", { district });
  if (key.length < shortestKey) throw new Problem("key-too-short", { shortest: shortestKey });
  const digest = createHash("sha256");
  const { file: read, findings } = await readStudents(hashed(input.source, digest), {
    ...{ profile: deps.profile, choices: deps.choices(), places: await deps.places() },
    ...{ district, today: dayOf(deps.clock) },
  });
  const contentHash = hashOfFile(key, digest.digest());
  const known = await inRegistry(deps, (tx) => findSentFile(tx, district, hashOfKey(key)));
  if (known && !known.contentHash.equals(contentHash)) throw new Problem("same-key-other-question");
  if (known?.finishedAt) return { ...receiptOf(known), again: true };
  if (!read) throw new Problem("request-file-refused", { fileName, total: findings.total, findings: findings.kept });

  const begun = await inRegistry(deps, async (tx) => {
    const columns = read.columns;
    const { account } = actor;
    const rows = read.rows.length;
    const at = deps.clock.now();
    const file = await beginFile(tx, {
      district,
      account,
      fileName,
      keyHash: hashOfKey(key),
      contentHash,
      columns,
      rows,
      at,
    });
    await recordFileEvent(tx, actor, file, file.begun ? "begun" : "goes on");
    return file;
  });
  let now: RequestFile = begun;
  while (now.done < now.rows) {
    now = await answerPiece(deps, actor, { file: now, read, key });
    progress?.({ rows: now.rows, done: now.done });
  }
  await tidy(deps);
  return { ...receiptOf(now), again: false };
};

const receiptOf = ({ file, rows, match, near, new: created }: RequestFile): Omit<FileReceipt, "again"> => ({
  ...{ file, rows, match, near, new: created },
});

type Running = { file: RequestFile; read: StudentFile; key: string };

/** The next rows that nobody answered yet, another process that has the same file included. */
const answerPiece = async (deps: RegistryDeps, actor: Actor, { file, read, key }: Running): Promise<RequestFile> => {
  const prepared = prepareRows(deps, file, read.rows.slice(file.done, file.done + piece), file.done, key);
  await deps.keepStock(prepared.length);
  return inRegistry(deps, async (tx) => {
    await lockRegistry(tx);
    const now = await countFile(tx, file.file);
    if (now.done !== file.done) return now;
    const answers = await askMany(deps, tx, actor, prepared);
    const sealed = answers.map(({ settled }, at) => ({
      input: read.rows[file.done + at]!.input,
      number: deps.profile.custody === "split" ? settled.number : undefined,
    }));
    await keepSealedRows(tx, file.file, file.done + 1, sealRows(key, file.file, file.done + 1, sealed));
    const next = await advanceFile(tx, file.file, countOutcomes(answers), deps.clock.now());
    await recordFileEvent(tx, actor, next, "answered");
    return next;
  });
};

const prepareRows = (
  deps: RegistryDeps,
  { file, district }: RequestFile,
  rows: readonly FileRow[],
  before: number,
  fileKey: string,
): Prepared[] =>
  rows.map(({ school, localIdentifier, facts, cells }, at) => {
    const rowNumber = before + at + 1;
    const question = { district, school, localIdentifier, facts, key: keyOfRow(fileKey, rowNumber) };
    return { ...question, contentHash: hashOfContent(question), file, rowNumber, ...keepCells(deps, cells) };
  });

const countOutcomes = (answers: SettledMany): Counts => {
  const counts = { match: 0, near: 0, new: 0 };
  for (const { verdict } of answers) counts[verdict.outcome]++;
  return counts;
};

const recordFileEvent = (tx: Tx, actor: Actor, file: RequestFile, step: string): Promise<void> =>
  recordEvent(tx, {
    actor: actor.account,
    action: "identifier.request-file",
    organization: organizationOf(file.district),
    details: {
      ...{ file: file.file, step, rows: file.rows, done: file.done, match: file.match, near: file.near, new: file.new },
      role: actor.role,
    },
  });
