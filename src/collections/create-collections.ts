// Puts the verbs together. Each takes an actor, asks the policy, and acts in one transaction with its audit event.
import { attest, certify } from "./certify.ts";
import { type CollectionsOptions, openContext } from "./context.ts";
import { difference } from "./difference.ts";
import { explain, explainGroup } from "./explain.ts";
import { everyFinding, finding, findingGroups, findings, findingsCsv } from "./findings.ts";
import { fix } from "./fix.ts";
import { originalWithFindings } from "./original.ts";
import { overview } from "./overview.ts";
import { progress } from "./progress.ts";
import { readiness } from "./readiness.ts";
import { recordView } from "./record.ts";
import { markSigned, reopen } from "./reopen.ts";
import { review, reviewReports } from "./review.ts";
import { signOff } from "./sign-off.ts";
import { batch, missingSchools, submissionView } from "./submission.ts";
import { submit } from "./submit.ts";
import type { Collections } from "./verbs.ts";
import { verify } from "./verify.ts";
import { openWindow, windows } from "./windows.ts";
import { withdraw } from "./withdraw.ts";

/** Reads the profile's rules and reports; throws ProfileError where they are wrong. */
export const createCollections = (options: CollectionsOptions): Collections => {
  const ctx = openContext(options);
  return {
    submit: (...args) => submit(ctx, ...args),
    verify: (...args) => verify(ctx, ...args),
    overview: (...args) => overview(ctx, ...args),
    submission: (...args) => submissionView(ctx, ...args),
    batch: (...args) => batch(ctx, ...args),
    progress: (...args) => progress(ctx, ...args),
    missingSchools: (...args) => missingSchools(ctx, ...args),
    findings: (...args) => findings(ctx, ...args),
    everyFinding: (...args) => everyFinding(ctx, ...args),
    findingGroups: (...args) => findingGroups(ctx, ...args),
    finding: (...args) => finding(ctx, ...args),
    findingsCsv: (...args) => findingsCsv(ctx, ...args),
    originalWithFindings: (...args) => originalWithFindings(ctx, ...args),
    explain: (...args) => explain(ctx, ...args),
    explainGroup: (...args) => explainGroup(ctx, ...args),
    record: (...args) => recordView(ctx, ...args),
    fix: (...args) => fix(ctx, ...args),
    difference: (...args) => difference(ctx, ...args),
    reviewReports: (...args) => reviewReports(ctx, ...args),
    review: (...args) => review(ctx, ...args),
    readiness: (...args) => readiness(ctx, ...args),
    attest: (...args) => attest(ctx, ...args),
    certify: (...args) => certify(ctx, ...args),
    signOff: (...args) => signOff(ctx, ...args),
    markSigned: (...args) => markSigned(ctx, ...args),
    reopen: (...args) => reopen(ctx, ...args),
    withdraw: (...args) => withdraw(ctx, ...args),
    windows: (...args) => windows(ctx, ...args),
    openWindow: (...args) => openWindow(ctx, ...args),
  };
};
