// The verb submission: where one district's submission stands, with its batches, steps and certified versions.
import { type Actor, authorize } from "../access/index.ts";
import { asReader } from "./as-reader.ts";
import { batchView } from "./batch-view.ts";
import { type Context, getCollection, getDistrict } from "./context.ts";
import type { Batch, CollectionWindow, SchoolRef, Submission, SubmissionKey } from "./model.ts";
import { noFindings, sumOpen } from "./open-counts.ts";
import { missingSchoolsOf } from "./readiness.ts";
import { getBatch, listBatches } from "./store/batches.ts";
import { certificationView, listCertifications } from "./store/certifications.ts";
import { countFindings } from "./store/findings.ts";
import { findSubmission, listSteps } from "./store/submissions.ts";
import { findWindow } from "./store/windows.ts";
import { windowOf } from "./year-day.ts";

export const windowFor = async (ctx: Context, key: { collection: string; year: number }): Promise<CollectionWindow> =>
  windowOf(getCollection(ctx, key.collection), key.year, await findWindow(ctx.db, key), ctx.clock);

export const submissionView = async (ctx: Context, actor: Actor, key: SubmissionKey): Promise<Submission> => {
  const { collection, year, district } = key;
  authorize(actor, "submission.view", { district });
  const title = getCollection(ctx, collection).name;
  const directory = await ctx.directoryOf(year);
  const districtName = getDistrict(directory, district).name;
  const window = await windowFor(ctx, key);
  return asReader(ctx, actor, async (tx) => {
    const row = await findSubmission(tx, key);
    const rows = row ? await listBatches(tx, row.id) : [];
    const batches = await Promise.all(rows.map((batch) => batchView(ctx, batch)));
    const current = batches.filter(({ status }) => status !== "Replaced");
    return {
      collection,
      year,
      district,
      id: row?.id,
      districtName,
      title,
      status: row?.status ?? "Not Submitted",
      version: row?.version ?? 1,
      window,
      batches: current,
      replaced: batches.filter(({ status }) => status === "Replaced"),
      records: current.reduce((sum, { records }) => sum + records, 0),
      findings: row ? sumOpen(await countFindings(tx, row.id, ["row", "batch", "district", "state"])) : noFindings(),
      missingSchools: await missingSchoolsOf(ctx, tx, key, row),
      certifications: row ? (await listCertifications(tx, row.id)).map(certificationView) : [],
      steps: row ? await listSteps(tx, row.id) : [],
    };
  });
};

export const missingSchools = async (ctx: Context, actor: Actor, key: SubmissionKey): Promise<SchoolRef[]> => {
  authorize(actor, "submission.view", { district: key.district });
  getDistrict(await ctx.directoryOf(key.year), key.district);
  return asReader(ctx, actor, async (tx) => missingSchoolsOf(ctx, tx, key, await findSubmission(tx, key)));
};

export const batch = async (ctx: Context, actor: Actor, batchId: string): Promise<Batch> => {
  const row = await asReader(ctx, actor, (tx) => getBatch(tx, batchId));
  authorize(actor, "submission.view", { district: row.district });
  return batchView(ctx, row);
};
