// The verb record: one record as it stands, what is wrong with it and what was changed in it.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem } from "../platform/index.ts";
import { asReader } from "./as-reader.ts";
import { batchView } from "./batch-view.ts";
import { type Context, rolesOf } from "./context.ts";
import { findingView } from "./finding-view.ts";
import type { RecordView } from "./model.ts";
import { cellText } from "./render-record.ts";
import { getBatch } from "./store/batches.ts";
import { listChanges } from "./store/changes.ts";
import { findingsOfRow } from "./store/findings.ts";
import { findRecord } from "./store/records.ts";

export const recordView = async (
  ctx: Context,
  actor: Actor,
  { batchId, row }: { batchId: string; row: number },
): Promise<RecordView> => {
  const batch = await asReader(ctx, actor, (tx) => getBatch(tx, batchId));
  authorize(actor, "submission.view", { district: batch.district });
  const { columns } = ctx.compiledOf(batch.collection, batch.year);
  const directory = await ctx.directoryOf(batch.year);
  return asReader(ctx, actor, async (tx) => {
    const record = await findRecord(tx, ctx.shapeOf(batch.collection), { year: batch.year, batchId, row });
    if (!record) throw new Problem("not-found");
    await recordEvent(tx, {
      actor: actor.account,
      action: "record.read",
      organization: `district:${batch.district}`,
      subject: `student:${record.cells[rolesOf(ctx, batch.collection).student] ?? ""}`,
      details: { batch: batchId, row },
    });
    return {
      batch: await batchView(ctx, batch),
      row,
      version: record.version,
      cells: columns.map((column) => ({
        element: column.name,
        longName: column.longName,
        column: column.position,
        value: cellText(column, record),
        unreadable: column.sqlName in record.raw || column.name in record.raw,
      })),
      findings: (await findingsOfRow(tx, batchId, row)).map((found) => findingView(directory, found)),
      changes: await listChanges(tx, batchId, row),
      editable: batch.status !== "Replaced" && batch.status !== "Certified",
    };
  });
};
