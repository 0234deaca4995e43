// The verb fix: one value of one record is corrected in place, by the checker that read the file, with its history.
// To undo is to fix back.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { type CheckResult, createChecker, type RowFinding } from "../dictionary/index.ts";
import { Problem, type Tx, withTransaction } from "../platform/index.ts";
import { type Context, rolesOf } from "./context.ts";
import type { RecordView } from "./model.ts";
import { recordView } from "./record.ts";
import { cellText, readCopyLine, recordLine } from "./render-record.ts";
import { settleStatus } from "./settle.ts";
import { runStateRules, studentColumn } from "./state-rules.ts";
import { type BatchRow, getBatch } from "./store/batches.ts";
import { insertChange } from "./store/changes.ts";
import { FindingSpool } from "./store/finding-spool.ts";
import { findRecord, type StoredRecord, updateRecord } from "./store/records.ts";
import { intakeRowFindings, resolveRow } from "./store/row-findings.ts";
import { getSubmissionForChange, markDataChanged } from "./store/submissions.ts";
import { explainableRules, runBatchRules } from "./submit.ts";
import type { FixRequest } from "./verbs.ts";

export const fix = async (ctx: Context, actor: Actor, request: FixRequest): Promise<RecordView> => {
  const batch = await getBatch(ctx.db, request.batchId);
  authorize(actor, "submission.fix", { district: batch.district });
  const { columns } = ctx.compiledOf(batch.collection, batch.year);
  const column = columns.find(({ name }) => name.toLowerCase() === request.element.toLowerCase());
  if (!column) throw new Problem("element-unknown", { element: request.element, collection: batch.collection });

  await withTransaction(ctx.db, async (tx) => {
    const submission = await getSubmissionForChange(tx, batch);
    const fresh = await getBatch(tx, batch.id);
    if (fresh.status === "Replaced") throw new Problem("batch-not-current", { batch: batch.id });
    if (submission.certified)
      throw new Problem("submission-certified", {
        collection: batch.collection,
        year: batch.year,
        district: batch.district,
      });
    const at = { year: batch.year, batchId: batch.id, row: request.row };
    const before = await findRecord(tx, ctx.shapeOf(batch.collection), at, true);
    if (!before) throw new Problem("not-found");
    const old = cellText(column, before);
    if (old === request.value) return;

    const cells = columns.map((each) => (each === column ? request.value : cellText(each, before)));
    const checked = await check(ctx, fresh, cells);
    if (!checked) throw new Problem("value-not-one-cell", { element: column.name });
    const version = await updateRecord(tx, ctx.shapeOf(batch.collection), at, columns, checked.cells, checked.raw);
    const now = ctx.clock.now();
    await insertChange(tx, {
      batchId: batch.id,
      row: request.row,
      district: batch.district,
      version,
      element: column.name,
      old,
      new: request.value,
      account: actor.account,
      name: actor.name,
      at: now,
      reason: request.reason ?? "",
    });
    await replaceRowFindings(ctx, tx, fresh, request.row, checked.findings);
    await markDataChanged(tx, submission.id, now);
    await runBatchRules(ctx, tx, batch, batch.id);
    await runStateRules(ctx, tx, batch, {
      students: await studentsOf(ctx, tx, batch, request.row, before),
      batches: [],
    });
    await recordEvent(tx, {
      actor: actor.account,
      action: "record.fix",
      organization: `district:${batch.district}`,
      subject: `batch:${batch.id}/${request.row}`,
      details: { element: column.name, old, new: request.value, version, reason: request.reason ?? "" },
    });
    await settleStatus(tx, batch, { by: actor.name, at: now });
  });
  return recordView(ctx, actor, { batchId: batch.id, row: request.row });
};

type Checked = { cells: (string | null)[]; raw: string | null; findings: RowFinding[] };

/** Undefined where the line would be read as anything but one record. */
const check = async (ctx: Context, batch: BatchRow, cells: string[]): Promise<Checked | undefined> => {
  const lines: string[] = [];
  const findings: RowFinding[] = [];
  const checker = createChecker(
    ctx.compiledOf(batch.collection, batch.year),
    await ctx.checkContextOf(batch.year),
    {
      finding: (finding) => findings.push({ ...finding }),
      copy: (bytes) => lines.push(Buffer.from(bytes).toString("utf8")),
    },
    { batch: batch.id },
  );
  checker.push(Buffer.from(recordLine(cells)));
  const result: CheckResult = checker.end();
  const line = lines.join("");
  if (!result.complete || result.records !== 1 || line.indexOf("\n") !== line.length - 1) return undefined;
  const copied = readCopyLine(line).slice(-(cells.length + 1));
  return { cells: copied.slice(0, cells.length), raw: copied[cells.length] ?? null, findings };
};

const replaceRowFindings = async (ctx: Context, tx: Tx, batch: BatchRow, row: number, found: RowFinding[]) => {
  const now = ctx.clock.now();
  await resolveRow(tx, batch.id, row, now);
  const spool = new FindingSpool();
  for (const finding of found) if (finding.row > 0) spool.add({ ...finding, row });
  if (spool.count === 0) return;
  await intakeRowFindings(
    tx,
    {
      ...batch,
      batchId: batch.id,
      now,
      shape: ctx.shapeOf(batch.collection),
      student: studentColumn(ctx, batch.collection),
      explainable: explainableRules(ctx, batch.collection),
    },
    spool.lines(),
  );
};

/** The student the record was about and the one it is about now. */
const studentsOf = async (ctx: Context, tx: Tx, batch: BatchRow, row: number, before: StoredRecord) => {
  const name = rolesOf(ctx, batch.collection).student;
  const after = await findRecord(tx, ctx.shapeOf(batch.collection), { year: batch.year, batchId: batch.id, row });
  return [...new Set([before.cells[name], after?.cells[name]])].filter((s) => s !== null && s !== undefined);
};
