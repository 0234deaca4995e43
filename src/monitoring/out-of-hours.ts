// Out of hours: what people did at night, at weekends and on holidays. The program's own work is left out.

import type { Actor } from "../access/index.ts";
import { logReader } from "../audit/index.ts";
import { nameOf } from "./event-page.ts";
import { localHourOf, outOfHours } from "./hours.ts";
import type { MonitoringSettings } from "./settings.ts";
import { selectPeople } from "./store.ts";
import { type Days, type MonitoringDeps, spanOf, type Taking, viewLog, zoneOf } from "./view-log.ts";

export type LateLine = {
  day: string;
  account: string;
  name: string;
  why: string;
  /** First and last hour of the day with an event, 0 to 23. */
  first: number;
  last: number;
  events: number;
};
export type LateList = {
  from: string;
  to: string;
  share: string | undefined;
  hours: MonitoringSettings["hours"];
  holidays: string[];
  lines: LateLine[];
};

const usualDays = 14;
const noPeople = new Set(["system", "anonymous"]);

export const late = (deps: MonitoringDeps, actor: Actor, asked: Days, taking?: Taking): Promise<LateList> => {
  const span = spanOf(deps, asked, usualDays);
  const { settings } = deps;
  return viewLog(deps, actor, { view: "out-of-hours", filter: { ...asked }, taking }, async (tx, share) => {
    const counts = await logReader.countByHour(tx, { ...span, organization: share });
    const local = localHourOf(zoneOf(deps.clock));
    const lines = new Map<string, Omit<LateLine, "name">>();
    for (const { actor: account, hour: at, events } of counts) {
      const { hour, ...when } = local(at);
      const why = noPeople.has(account) ? undefined : outOfHours({ hour, ...when }, settings);
      if (why === undefined) continue;
      const key = `${when.day} ${account} ${why}`;
      const line = lines.get(key) ?? { day: when.day, account, why, first: hour, last: hour, events: 0 };
      lines.set(key, { ...line, last: hour, events: line.events + events });
    }
    const names = await selectPeople(
      tx,
      [...lines.values()].map((line) => line.account),
    );
    return {
      ...{ from: span.from, to: span.to, share, hours: settings.hours },
      holidays: settings.holidays.filter((day) => day >= span.from && day <= span.to),
      lines: [...lines.values()]
        .map((line) => ({ ...line, name: nameOf(names, line.account) }))
        .sort((one, other) => other.day.localeCompare(one.day) || other.events - one.events),
    };
  });
};
