// Unusual volume: people who on one day looked at more students than they, or others of their role, usually do.

import type { Actor } from "../access/index.ts";
import { logReader } from "../audit/index.ts";
import { dayOf } from "../platform/index.ts";
import { nameOf } from "./event-page.ts";
import { habitOf, type Judgement, judgeVolume } from "./habit.ts";
import type { MonitoringSettings } from "./settings.ts";
import { selectPeople } from "./store.ts";
import { daysBefore, type MonitoringDeps, spanOf, type Taking, viewLog } from "./view-log.ts";

export type UnusualLine = Judgement & { account: string; name: string; role: string; students: number };
export type UnusualList = {
  day: string;
  share: string | undefined;
  rule: MonitoringSettings["unusual"];
  /** People with readings on the day, those below included. */
  people: number;
  lines: UnusualLine[];
};

/** Today, or the day asked for. */
export const unusual = (
  deps: MonitoringDeps,
  actor: Actor,
  asked: { day?: string | undefined },
  taking?: Taking,
): Promise<UnusualList> => {
  const rule = deps.settings.unusual;
  const day = asked.day ?? dayOf(deps.clock);
  const span = spanOf(deps, { from: daysBefore(day, rule.habit_days), to: day }, 1);
  return viewLog(deps, actor, { view: "unusual", filter: { ...asked }, taking }, async (tx, share) => {
    const counts = await logReader.countStudentsByDay(tx, { ...span, organization: share });
    const ofDay = counts.filter((count) => count.day === day);
    const before = counts.filter((count) => count.day !== day);
    const names = await selectPeople(
      tx,
      ofDay.map((count) => count.actor),
    );
    const lines = ofDay.flatMap(({ actor: account, role, students }) => {
      const same = before.filter((count) => count.role === role);
      const own = habitOf(
        same.filter((count) => count.actor === account).map((count) => count.students),
        rule,
      );
      const others = same.filter((count) => count.actor !== account).map((count) => count.students);
      const judged = judgeVolume(students, { own, role: habitOf(others, rule) }, rule);
      return judged ? [{ ...judged, account, name: nameOf(names, account), role, students }] : [];
    });
    const rank = { own: 0, unknown: 1, role: 2 };
    lines.sort((one, other) => rank[one.level] - rank[other.level] || other.students - one.students);
    return { day, share, rule, people: new Set(ofDay.map((count) => count.actor)).size, lines };
  });
};
