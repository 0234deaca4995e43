// The verb overview: what is due, what is wrong, what came in last, for the person who signs in.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { dayOf, type SchoolYear } from "../platform/index.ts";
import { asReader } from "./as-reader.ts";
import { batchView } from "./batch-view.ts";
import type { Context } from "./context.ts";
import { findingView } from "./finding-view.ts";
import { nextStep } from "./next-step.ts";
import { listRecentBatches } from "./store/batches.ts";
import { listConflicts } from "./store/findings.ts";
import { submissionView } from "./submission.ts";
import type { Due, Overview } from "./verbs.ts";
import { daysBetween } from "./year-day.ts";

/** For a person of the state `due` is empty: progress says it for all districts. */
export const overview = async (ctx: Context, actor: Actor, year: SchoolYear): Promise<Overview> => {
  authorize(actor, "submission.view");
  const { district } = actor;
  const directory = await ctx.directoryOf(year);
  const due = district === undefined ? [] : await dueOf(ctx, actor, year, district);
  const { conflicts, recent } = await asReader(ctx, actor, async (tx) => {
    const conflicts = await listConflicts(tx, year, district, 50);
    // Conflicts name students.
    await recordEvent(tx, {
      ...{ actor: actor.account, action: "overview.read" },
      organization: district === undefined ? "state" : `district:${district}`,
      details: { year, students: [...new Set(conflicts.map(({ subject }) => subject))], role: actor.role },
    });
    return { conflicts, recent: await listRecentBatches(tx, year, district, 20) };
  });
  return {
    due,
    conflicts: conflicts.map((row) => findingView(directory, row)),
    recent: await Promise.all(recent.map((row) => batchView(ctx, row))),
  };
};

const dueOf = async (ctx: Context, actor: Actor, year: SchoolYear, district: number): Promise<Due[]> => {
  const today = dayOf(ctx.clock);
  const due: Due[] = [];
  for (const collection of ctx.dictionary.collections.keys()) {
    const key = { collection, year, district };
    const { districtName, title, status, window, findings, missingSchools } = await submissionView(ctx, actor, key);
    const daysLeft = window && daysBetween(today, window.closes);
    const when = { open: window?.open ?? true, over: daysLeft !== undefined && daysLeft < 0 };
    due.push({
      submission: key,
      districtName,
      title,
      status,
      window,
      daysLeft,
      findings,
      missingSchools: missingSchools.length,
      next: nextStep(status, findings, missingSchools.length, when),
    });
  }
  return due;
};
