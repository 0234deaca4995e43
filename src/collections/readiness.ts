// What a submission still needs before its superintendent can certify it. The list is what screens show and what certify asks.
import { type Actor, authorize } from "../access/index.ts";
import { requiredSchools } from "../directory/index.ts";
import { schoolYearLabel, type Tx } from "../platform/index.ts";
import { asReader } from "./as-reader.ts";
import { fillStatement, termsOf } from "./certification-profile.ts";
import { type Context, getCollection, getDistrict } from "./context.ts";
import type { SubmissionKey } from "./model.ts";
import { blocks, counted, sumOpen } from "./open-counts.ts";
import { reviewReports } from "./review.ts";
import { listBatches } from "./store/batches.ts";
import { listAttestations } from "./store/certifications.ts";
import { countFindings } from "./store/findings.ts";
import { findSubmission, type SubmissionRow } from "./store/submissions.ts";
import type { Readiness, ReadinessItem } from "./verbs.ts";

export const readiness = (ctx: Context, actor: Actor, key: SubmissionKey): Promise<Readiness> => {
  authorize(actor, "submission.view", { district: key.district });
  return asReader(ctx, actor, (tx) => readinessOf(ctx, tx, key));
};

export const readinessOf = async (ctx: Context, tx: Tx, key: SubmissionKey): Promise<Readiness> => {
  const submission = await findSubmission(tx, key);
  const attested = submission ? await listAttestations(tx, submission.id, submission.dataRevision) : [];
  const reports = reviewReports(ctx, key.collection, key.year)
    .filter(({ mustConfirm }) => mustConfirm)
    .map((report) => ({ report, attested: attested.find(({ reportId }) => reportId === report.id) }));
  const items = [
    await schoolsItem(ctx, tx, key, submission),
    ...(await findingItems(tx, submission)),
    verifiedItem(submission),
    reportsItem(reports.filter((report) => !report.attested).map(({ report }) => report.title)),
  ];
  const { name } = getDistrict(await ctx.directoryOf(key.year), key.district);
  const facts = { district: name, title: getCollection(ctx, key.collection).name, year: schoolYearLabel(key.year) };
  return {
    ready: items.every(({ done }) => done),
    items,
    reports,
    statement: fillStatement(termsOf(ctx.certificationProfile, key.collection), facts),
  };
};

const schoolsItem = async (ctx: Context, tx: Tx, key: SubmissionKey, submission: SubmissionRow | undefined) => {
  const missing = await missingSchoolsOf(ctx, tx, key, submission);
  return item("schools", missing.length, "Every school of the district is in", {
    open: `${counted(missing.length, "school has", "schools have")} no records: ${missing.map(({ name }) => name).join(", ")}`,
    remedy: "Upload the files of these schools.",
  });
};

export const missingSchoolsOf = async (
  ctx: Context,
  tx: Tx,
  key: SubmissionKey,
  submission: SubmissionRow | undefined,
) => {
  const batches = submission ? await listBatches(tx, submission.id) : [];
  const present = new Set(batches.filter(({ status }) => status !== "Replaced").flatMap(({ schools }) => schools));
  return requiredSchools(await ctx.directoryOf(key.year), key.district)
    .filter(({ number }) => !present.has(number))
    .map(({ number, name }) => ({ number, name }));
};

const findingItems = async (tx: Tx, submission: SubmissionRow | undefined): Promise<ReadinessItem[]> => {
  if (!submission) return [];
  const rows = sumOpen(await countFindings(tx, submission.id, ["row", "batch", "district"]));
  const state = blocks(sumOpen(await countFindings(tx, submission.id, ["state"])));
  return [
    item("errors", rows.error, "No error is open", {
      open: `${counted(rows.error, "error is", "errors are")} open`,
      remedy: "Correct them here or upload a corrected file.",
    }),
    item("questions", rows.confirm, "Every question is answered", {
      open: `${counted(rows.confirm, "finding asks", "findings ask")} for confirmation`,
      remedy: "Correct or explain each of them.",
    }),
    item("conflicts", state, "No conflict with another district is open", {
      open: `${counted(state, "conflict with another district or year is", "conflicts with other districts or years are")} open`,
      remedy: "Settle them with the other district, or ask the state to accept an explanation.",
    }),
  ];
};

const verifiedItem = (submission: SubmissionRow | undefined): ReadinessItem => {
  const done = submission?.status === "District Verified" || submission?.status === "Certified";
  return item("verified", done ? 0 : 1, "The district verification has run without errors", {
    open: "the district verification has not run without errors since the last change",
    remedy: "Run the verification across the district.",
  });
};

const reportsItem = (open: string[]): ReadinessItem =>
  item("reports", open.length, "The review reports are confirmed", {
    open: `${counted(open.length, "review report is", "review reports are")} not confirmed: ${open.join(", ")}`,
    remedy: "Look at each report and confirm it.",
  });

const item = (code: string, count: number, done: string, not: { open: string; remedy: string }): ReadinessItem => ({
  code,
  text: count === 0 ? done : not.open,
  done: count === 0,
  count,
  remedy: count === 0 ? "" : not.remedy,
});
