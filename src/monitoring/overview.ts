// The log at a glance: how much by day and by kind, whether it is sealed and exported, what was refused today.

import { type Actor, can } from "../access/index.ts";
import { logReader, type SealingState } from "../audit/index.ts";
import { dayOf } from "../platform/index.ts";
import { type Days, type MonitoringDeps, spanOf, type Taking, viewLog } from "./view-log.ts";

export type Overview = {
  from: string;
  to: string;
  /** Whose events: all, or one district's. */
  share: string | undefined;
  days: { day: string; events: number }[];
  kinds: { action: string; events: number }[];
  events: number;
  refusedToday: number;
  sealing: SealingState;
  /** Proving the log names events of every district. */
  mayVerify: boolean;
};

const usualDays = 14;

export const overview = (deps: MonitoringDeps, actor: Actor, days: Days, taking?: Taking): Promise<Overview> => {
  const span = spanOf(deps, days, usualDays);
  return viewLog(deps, actor, { view: "overview", filter: { ...days }, taking }, async (tx, share) => {
    const counts = await logReader.countByDay(tx, { ...span, organization: share });
    const today = dayOf(deps.clock);
    const ofToday = await logReader.countByDay(tx, { ...span, from: today, to: today, organization: share });
    const refused = ofToday.filter(({ action }) => action.endsWith(".refused"));
    return {
      ...{ from: span.from, to: span.to, share },
      days: summed(counts, ({ day }) => day).map(([day, events]) => ({ day, events })),
      kinds: summed(counts, ({ action }) => action)
        .map(([action, events]) => ({ action, events }))
        .sort((one, other) => other.events - one.events),
      events: counts.reduce((sum, { events }) => sum + events, 0),
      refusedToday: refused.reduce((sum, { events }) => sum + events, 0),
      sealing: await logReader.readSealingState(tx),
      mayVerify: mayVerify(actor),
    };
  });
};

export const mayVerify = (actor: Actor): boolean => can(actor, "audit.view") && actor.grants.reach === "state";

const summed = <T extends { events: number }>(counts: T[], keyOf: (count: T) => string): [string, number][] => {
  const sums = new Map<string, number>();
  for (const count of counts) sums.set(keyOf(count), (sums.get(keyOf(count)) ?? 0) + count.events);
  return [...sums];
};
