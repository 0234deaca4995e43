// The verbs of the superintendent: confirm the review reports, then certify. Certified data are locked, hashed and kept.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { copyOut, Problem, type Tx, withTransaction } from "../platform/index.ts";
import { termsOf } from "./certification-profile.ts";
import { type Context, getCollection } from "./context.ts";
import type { Certification, SubmissionKey } from "./model.ts";
import { readinessOf } from "./readiness.ts";
import { reviewReports } from "./review.ts";
import { settleStatus } from "./settle.ts";
import { canonicalSql } from "./store/canonical.ts";
import {
  type CountTable,
  certificationView,
  getCertification,
  insertAttestation,
  insertCertification,
} from "./store/certifications.ts";
import { runReview } from "./store/review.ts";
import { getSubmissionForChange, markCertified, type SubmissionRow } from "./store/submissions.ts";
import type { Readiness } from "./verbs.ts";

/** A person of the district confirms having read the reports; the confirmation ends with the next change of the data. */
export const attest = async (
  ctx: Context,
  actor: Actor,
  key: SubmissionKey,
  reportIds: string[],
  recordedBy = actor.account,
): Promise<Readiness> => {
  authorize(actor, "submission.verify", { district: key.district });
  const known = new Set(reviewReports(ctx, key.collection, key.year).map(({ id }) => id));
  for (const id of reportIds) if (!known.has(id)) throw new Problem("not-found");
  return withTransaction(ctx.db, async (tx) => {
    const submission = await getSubmissionForChange(tx, key);
    const said = { account: actor.account, name: actor.name, at: ctx.clock.now() };
    for (const reportId of reportIds)
      await insertAttestation(tx, {
        ...said,
        submissionId: submission.id,
        district: key.district,
        reportId,
        revision: submission.dataRevision,
      });
    await recordEvent(tx, {
      actor: actor.account,
      action: "review.attest",
      organization: `district:${key.district}`,
      subject: `submission:${submission.id}`,
      details: { reports: reportIds, revision: submission.dataRevision, recordedBy },
    });
    return readinessOf(ctx, tx, key);
  });
};

/** Certifying what is certified gives the same certification again. Throws `not-ready-to-certify` with the open items. */
export const certify = async (ctx: Context, actor: Actor, key: SubmissionKey): Promise<Certification> => {
  authorize(actor, "submission.certify", { district: key.district });
  if (actor.district !== key.district)
    throw new Problem("only-the-superintendent", { name: actor.name, district: key.district });
  getCollection(ctx, key.collection);
  return withTransaction(ctx.db, async (tx) => {
    const submission = await getSubmissionForChange(tx, key);
    if (submission.certified) return certificationView(await getCertification(tx, key));
    const readiness = await readinessOf(ctx, tx, key);
    if (!readiness.ready) {
      const open = readiness.items.filter(({ done }) => !done);
      throw new Problem("not-ready-to-certify", { open: open.map(({ text }) => text).join("; "), items: open });
    }
    await keepCertified(ctx, tx, actor, submission, readiness.statement);
    await settleStatus(tx, key, { by: actor.name, at: ctx.clock.now() });
    return certificationView(await getCertification(tx, key));
  });
};

const keepCertified = async (ctx: Context, tx: Tx, actor: Actor, submission: SubmissionRow, statement: string) => {
  const { collection, year, district, version } = submission;
  let lines = -1; // the header is not a record
  const canonical = async function* () {
    for await (const chunk of copyOut(tx, canonicalSql(ctx, submission))) {
      for (const byte of chunk) if (byte === 10) lines += 1;
      yield chunk;
    }
  };
  const { sha256: dataHash } = await ctx.files.put(canonical());
  const records = async function* () {
    for await (const chunk of ctx.files.read(dataHash)) yield Buffer.from(chunk);
  };
  const { version: dictionaryVersion } = ctx.dictionary;
  const certified = { collection, year, district, version, dataHash, dictionaryVersion };
  const snapshot = await ctx.onCertified?.(tx, {
    ...certified,
    submissionId: submission.id,
    records,
    recordCount: lines,
  });
  await insertCertification(tx, {
    ...certified,
    submissionId: submission.id,
    certifiedBy: actor.account,
    certifiedByName: actor.name,
    certifiedAt: ctx.clock.now(),
    records: lines,
    counts: await countsOf(ctx, tx, submission),
    statement,
    snapshot: snapshot?.id ?? null,
  });
  await markCertified(tx, submission.id, true, version);
  await recordEvent(tx, {
    actor: actor.account,
    action: "submission.certify",
    organization: `district:${district}`,
    subject: `submission:${submission.id}`,
    details: { collection, year, version, dataHash, records: lines, snapshot: snapshot?.id },
  });
};

const countsOf = async (ctx: Context, tx: Tx, submission: SubmissionRow): Promise<CountTable> => {
  const { counts } = termsOf(ctx.certificationProfile, submission.collection);
  const report = counts === undefined ? undefined : ctx.reviews.get(counts);
  if (!report) return { header: [], rows: [] };
  return { header: report.columns, rows: (await runReview(tx, ctx, report, submission, undefined)).rows };
};
