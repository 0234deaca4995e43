// The uploaded file as it came, with one more column that says what is wrong in each row.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { asReader } from "./as-reader.ts";
import type { Context } from "./context.ts";
import { originalRows } from "./original-rows.ts";
import { type BatchRow, getBatch } from "./store/batches.ts";
import { findingsByRow } from "./store/findings.ts";

export const originalWithFindings = async (
  ctx: Context,
  actor: Actor,
  batchId: string,
): Promise<{ fileName: string; content: AsyncIterable<Buffer> }> => {
  const batch = await asReader(ctx, actor, (tx) => getBatch(tx, batchId));
  authorize(actor, "submission.view", { district: batch.district });
  const found = await asReader(ctx, actor, async (tx) => {
    await recordEvent(tx, {
      actor: actor.account,
      action: "batch.download",
      organization: `district:${batch.district}`,
      subject: `batch:${batchId}`,
    });
    return findingsByRow(tx, batchId);
  });
  const dot = batch.fileName.lastIndexOf(".");
  const stem = dot > 0 ? batch.fileName.slice(0, dot) : batch.fileName;
  return { fileName: `${stem}-findings.csv`, content: withColumn(ctx, batch, found) };
};

async function* withColumn(ctx: Context, batch: BatchRow, found: Map<number, string[]>): AsyncGenerator<Buffer> {
  const hasHeader = await startsWithHeader(ctx, batch);
  let row = hasHeader ? -1 : 0;
  for await (const { text, lineEnd, blank } of originalRows(ctx.files.read(batch.sha256))) {
    if (blank) {
      yield Buffer.concat([text, lineEnd]);
      continue;
    }
    row += 1;
    // What concerns the whole file stands beside its first row.
    const said = [...(row === 1 ? (found.get(0) ?? []) : []), ...(found.get(row) ?? [])];
    const cell = row === 0 ? "findings" : said.join("; ");
    yield Buffer.concat([text, Buffer.from(`,${quoted(cell)}`), lineEnd]);
  }
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The checker counted the rows without a heading row: one row more in the file is the heading. */
const startsWithHeader = async (ctx: Context, batch: BatchRow): Promise<boolean> => {
  let rows = 0;
  for await (const { blank } of originalRows(ctx.files.read(batch.sha256))) if (!blank) rows += 1;
  return rows === batch.check.rows + 1;
};
