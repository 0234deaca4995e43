// The verb submit: one uploaded file becomes one batch, whole, checked and kept, or nothing at all.
import { randomUUID } from "node:crypto";
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../platform/index.ts";
import { batchView } from "./batch-view.ts";
import { type Context, getCollection, getDistrict, sqlRulesOf } from "./context.ts";
import { type FileContents, readContents, refuseOtherDistrict } from "./file-contents.ts";
import { hashOf, type LoadedFile, loadFile, NotWholeError } from "./load-file.ts";
import type { SubmissionKey } from "./model.ts";
import { replacedBy } from "./replacement.ts";
import { settleStatus } from "./settle.ts";
import { sharedSchools } from "./shared-schools.ts";
import { changedStudents, runStateRules, studentColumn } from "./state-rules.ts";
import { findSameBytes, getBatch, insertBatch, listBatches, replaceBatches } from "./store/batches.ts";
import { intakeRowFindings } from "./store/row-findings.ts";
import { runRule } from "./store/run-rule.ts";
import { findSubmission, markDataChanged, openSubmission } from "./store/submissions.ts";
import { findWindow } from "./store/windows.ts";
import type { BatchReceipt, SubmitProgress, SubmitRequest } from "./verbs.ts";
import { windowOf } from "./year-day.ts";

type Report = (progress: SubmitProgress) => void;

export const submit = async (
  ctx: Context,
  actor: Actor,
  request: SubmitRequest,
  report: Report = () => {},
): Promise<BatchReceipt> => {
  const { collection, year, district } = request;
  authorize(actor, "submission.upload", { district });
  const key = { collection, year, district };
  getCollection(ctx, collection);
  getDistrict(await ctx.directoryOf(year), district);
  const refusal = await findRefusal(ctx, key);
  if (refusal) return repeatOrRefuse(ctx, key, request.source, refusal);

  await ctx.prepare(year);
  const batchId = randomUUID();
  try {
    const outcome = await withTransaction(ctx.db, async (tx) => {
      let contents: FileContents = { schools: [], districts: [] };
      const loaded = await loadFile(ctx, tx, {
        ...request,
        batchId,
        onBytes: (bytes) => report({ stage: "reading", bytes }),
        accept: async () => {
          contents = await readContents(ctx, tx, key, batchId);
          await refuseOtherDistrict(ctx, request, contents);
        },
      });
      try {
        report({ stage: "storing", bytes: loaded.bytes });
        return await keepBatch(ctx, tx, actor, { ...request, batchId, schools: contents.schools }, loaded, report);
      } finally {
        loaded.findings.close();
      }
    });
    return await receipt(ctx, key, outcome, false);
  } catch (error) {
    if (error instanceof SameBytes) return receipt(ctx, key, error.batchId, true);
    if (!(error instanceof NotWholeError)) throw error;
    error.findings.close();
    throw new Problem("upload-not-whole", { fileName: request.fileName, findings: error.findings.first });
  }
};

/** Leaves the transaction: everything loaded a second time is rolled back. */
class SameBytes extends Error {
  readonly batchId: string;
  constructor(batchId: string) {
    super("these bytes are a batch already");
    this.batchId = batchId;
  }
}

const keepBatch = async (
  ctx: Context,
  tx: Tx,
  actor: Actor,
  request: SubmitRequest & { batchId: string; schools: number[] },
  loaded: LoadedFile,
  report: Report,
): Promise<string> => {
  const { collection, year, district, fileName, batchId, schools } = request;
  const now = ctx.clock.now();
  const shape = ctx.shapeOf(collection);
  const submission = await openSubmission(tx, { collection, year, district });
  const same = await findSameBytes(tx, submission.id, loaded.sha256);
  if (same) throw new SameBytes(same);
  if (submission.certified) throw new Problem("submission-certified", { collection, year, district });

  const current = (await listBatches(tx, submission.id)).filter((batch) => batch.status !== "Replaced");
  const replaces = replacedBy({ fileName, schools }, current, request.replaces);
  if (!replaces) throw new Problem("batch-not-current", { batch: request.replaces });

  await insertBatch(tx, {
    id: batchId,
    submissionId: submission.id,
    collection,
    year,
    district,
    fileName,
    sha256: loaded.sha256,
    bytes: loaded.bytes,
    records: loaded.check.records,
    account: actor.account,
    accountName: actor.name,
    uploadedAt: now,
    schools,
    replaces,
    check: loaded.check,
    batchStepAt: now,
  });
  await replaceBatches(tx, replaces, batchId);
  await markDataChanged(tx, submission.id, now);
  if (loaded.findings.count > 0)
    await intakeRowFindings(
      tx,
      {
        submissionId: submission.id,
        batchId,
        collection,
        year,
        district,
        now,
        shape,
        student: studentColumn(ctx, collection),
        explainable: explainableRules(ctx, collection),
      },
      loaded.findings.lines(),
    );
  report({ stage: "rules", bytes: loaded.bytes });
  await runBatchRules(ctx, tx, { collection, year, district }, batchId);
  await runStateRules(ctx, tx, request, await changedStudents(ctx, tx, request, [batchId, ...replaces]));
  await recordEvent(tx, {
    actor: actor.account,
    action: "batch.submit",
    organization: `district:${district}`,
    subject: `batch:${batchId}`,
    details: { collection, year, fileName, sha256: loaded.sha256, records: loaded.check.records, replaces },
  });
  await settleStatus(tx, request, { by: actor.name, at: now });
  return batchId;
};

export const runBatchRules = async (ctx: Context, tx: Tx, key: SubmissionKey, batchId: string): Promise<void> => {
  const directory = await ctx.directoryOf(key.year);
  for (const rule of sqlRulesOf(ctx, key.collection, key.year, "batch"))
    await runRule(tx, ctx, { ...key, scope: "batch", batchId, directory, now: ctx.clock.now() }, rule);
};

/** Row rules that a person may explain, with the columns whose values the explanation is about. */
export const explainableRules = (ctx: Context, collection: string) => {
  const { columns } = ctx.shapeOf(collection);
  return ctx.dictionary.rules
    .filter((rule) => rule.scope === "row" && rule.severity === "confirm" && rule.collections.includes(collection))
    .map((rule) => ({
      ruleId: rule.id,
      fields: columns.filter((column) => rule.elements.includes(column.name)).map((column) => column.sqlName),
    }));
};

const findRefusal = async (ctx: Context, key: SubmissionKey): Promise<Problem | undefined> => {
  const submission = await findSubmission(ctx.db, key);
  if (submission?.certified) return new Problem("submission-certified", { ...key });
  const set = await findWindow(ctx.db, key);
  const window = windowOf(getCollection(ctx, key.collection), key.year, set, ctx.clock);
  return window.open ? undefined : new Problem("window-closed", { ...key, opens: window.opens, closes: window.closes });
};

/** A retry of an upload that already succeeded gets its receipt, whatever happened to the submission since. */
const repeatOrRefuse = async (
  ctx: Context,
  key: SubmissionKey,
  source: AsyncIterable<Uint8Array>,
  refusal: Problem,
): Promise<BatchReceipt> => {
  const submission = await findSubmission(ctx.db, key);
  const sha256 = await hashOf(source);
  const same = submission && (await findSameBytes(ctx.db, submission.id, sha256));
  if (!same) throw refusal;
  return receipt(ctx, key, same, true);
};

const receipt = async (ctx: Context, key: SubmissionKey, batchId: string, repeated: boolean): Promise<BatchReceipt> => {
  const row = await getBatch(ctx.db, batchId);
  const { rows, records, bytes, byRule, findings } = row.check;
  const batch = await batchView(ctx, row);
  const all = await Promise.all((await listBatches(ctx.db, row.submissionId)).map((each) => batchView(ctx, each)));
  return {
    batch,
    shared: sharedSchools(batch, all),
    repeated,
    submissionStatus: (await findSubmission(ctx.db, key))?.status ?? "Not Submitted",
    byRule,
    findings,
    check: { rows, records, bytes },
  };
};
