// The verb difference: what a re-upload added, changed and left out, against the batches it replaced.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import type { Tx } from "../platform/index.ts";
import { asReader } from "./as-reader.ts";
import { batchView } from "./batch-view.ts";
import { changedFields } from "./changed-fields.ts";
import type { Context } from "./context.ts";
import { columnOf } from "./state-rules.ts";
import { type BatchRow, getBatch } from "./store/batches.ts";
import { type Compared, countDifference, pageDifference } from "./store/difference.ts";
import { findRecord } from "./store/records.ts";
import type { Difference, DifferenceRow } from "./verbs.ts";

export const difference = async (
  ctx: Context,
  actor: Actor,
  batchId: string,
  page: { offset?: number; limit?: number } = {},
): Promise<Difference> => {
  const batch = await asReader(ctx, actor, (tx) => getBatch(tx, batchId));
  authorize(actor, "submission.view", { district: batch.district });
  const { collection } = batch;
  const shape = ctx.shapeOf(collection);
  const key = {
    student: columnOf(ctx, collection, "student"),
    school: columnOf(ctx, collection, "school"),
    entryDate: columnOf(ctx, collection, "entryDate"),
  };
  const offset = Math.max(0, page.offset ?? 0);
  const limit = Math.max(1, Math.min(page.limit ?? 100, 1000));
  return asReader(ctx, actor, async (tx) => {
    await recordEvent(tx, {
      actor: actor.account,
      action: "batch.compare",
      organization: `district:${batch.district}`,
      subject: `batch:${batchId}`,
    });
    const sides = { year: batch.year, batchId, against: batch.replaces };
    const counts = await countDifference(tx, shape, key, sides);
    const rows: DifferenceRow[] = [];
    for (const found of await pageDifference(tx, shape, key, sides, { offset, limit }))
      rows.push(await withChanges(ctx, tx, batch, found));
    const against = await Promise.all(batch.replaces.map(async (id) => batchView(ctx, await getBatch(tx, id))));
    return { batch: await batchView(ctx, batch), against, ...counts, offset, rows };
  });
};

const withChanges = async (ctx: Context, tx: Tx, batch: BatchRow, found: Compared): Promise<DifferenceRow> => {
  const { oldBatch, row, oldRow, ...rest } = found;
  const view = { ...rest, row: row ?? undefined, oldRow: oldRow ?? undefined, changes: [] };
  if (found.kind !== "changed" || oldBatch === null || row === null || oldRow === null) return view;
  const shape = ctx.shapeOf(batch.collection);
  const before = await findRecord(tx, shape, { year: batch.year, batchId: oldBatch, row: oldRow });
  const after = await findRecord(tx, shape, { year: batch.year, batchId: batch.id, row });
  return before && after ? { ...view, changes: changedFields(shape.columns, before, after) } : view;
};
