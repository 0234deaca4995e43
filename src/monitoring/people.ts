// By person: who did how much, and of one person the sessions, the events, and today's count against the own habit.

import type { Actor } from "../access/index.ts";
import { logReader } from "../audit/index.ts";
import { dayOf, Problem } from "../platform/index.ts";
import { type EventPage, eventPage, nameOf, readKey } from "./event-page.ts";
import { type Habit, habitOf } from "./habit.ts";
import { findPerson, type Person, selectPeople, selectSessions, wasAssignedIn } from "./store.ts";
import { type Days, daysBefore, type MonitoringDeps, shareOf, spanOf, type Taking, viewLog } from "./view-log.ts";

export type PersonLine = {
  account: string;
  name: string;
  email: string | undefined;
  events: number;
  students: number;
  refused: number;
  last: Date;
};
export type PeopleList = {
  from: string;
  to: string;
  share: string | undefined;
  people: PersonLine[];
  next: string | undefined;
};
export type Paged = Days & { after?: string | undefined };

const usualDays = 30;
const pageSize = 50;
/** Lines of a file that is taken away. */
export const fileLimit = 100_000;

const sizeOf = (taking: Taking | undefined): number => (taking === "downloaded" ? fileLimit : pageSize);

const readPersonKey = (text: string | undefined) => {
  const [, students, actor] = /^(\d{1,9})-(.{1,80})$/.exec(text ?? "") ?? [];
  return actor === undefined ? undefined : { students: Number(students), actor };
};

export const people = (deps: MonitoringDeps, actor: Actor, asked: Paged, taking?: Taking): Promise<PeopleList> => {
  const span = spanOf(deps, asked, usualDays);
  const size = sizeOf(taking);
  return viewLog(deps, actor, { view: "people", filter: { ...asked }, taking }, async (tx, share) => {
    const page = { after: readPersonKey(asked.after), limit: size + 1 };
    const rows = await logReader.countByPerson(tx, { ...span, organization: share }, page);
    const shown = rows.slice(0, size);
    const names = await selectPeople(
      tx,
      shown.map((row) => row.actor),
    );
    const last = rows.length > size ? shown.at(-1) : undefined;
    return {
      ...{ from: span.from, to: span.to, share },
      people: shown.map(({ actor: account, ...counts }) => ({
        ...{ account, name: nameOf(names, account), email: names.get(account)?.email ?? undefined },
        ...counts,
      })),
      next: last && `${last.students}-${last.actor}`,
    };
  });
};

export type PersonView = EventPage & {
  person: Person;
  from: string;
  to: string;
  share: string | undefined;
  kinds: { action: string; events: number }[];
  students: number;
  today: number;
  /** Different students on a day with readings, of the thirty days before today. */
  habit: Habit | undefined;
  sessions: { from: Date; to: Date | null }[];
};
export type PersonQuery = Paged & { action?: string | undefined };

/** Throws `not-found` for an account that there is not, or that the viewer's district never had to do with. */
export const person = async (
  deps: MonitoringDeps,
  actor: Actor,
  key: string,
  asked: PersonQuery,
  taking?: Taking,
): Promise<PersonView> => {
  const span = spanOf(deps, asked, usualDays);
  const size = sizeOf(taking);
  shareOf(actor);
  const about = `log-of-account:${key}`;
  return viewLog(deps, actor, { view: "person", about, filter: { ...asked }, taking }, async (tx, share) => {
    const own = { ...span, organization: share };
    const found = await findPerson(tx, key);
    if (!found) throw new Problem("not-found", {});
    const { account } = found;
    const assigned = share === undefined || (await wasAssignedIn(tx, account, actor.district!));
    const page = { after: readKey(asked.after), limit: size + 1, action: asked.action };
    const rows = await logReader.listOfPerson(tx, own, account, page);
    const counts = await logReader.countByDay(tx, own, account);
    if (!assigned && counts.length === 0) throw new Problem("not-found", {});
    const kinds = new Map<string, number>();
    for (const { action, events } of counts) kinds.set(action, (kinds.get(action) ?? 0) + events);
    const { settings } = deps;
    const today = dayOf(deps.clock);
    const month = { ...own, from: daysBefore(today, 30), to: today };
    const byDay = new Map<string, number>();
    for (const { day, students } of await logReader.countStudentsByDay(tx, month, account))
      byDay.set(day, (byDay.get(day) ?? 0) + students);
    const before = [...byDay].filter(([day]) => day !== today).map(([, students]) => students);
    return {
      ...{ person: found, from: span.from, to: span.to, share },
      ...eventPage(rows, size, new Map([[account, found]])),
      kinds: [...kinds].map(([action, events]) => ({ action, events })).sort((a, b) => b.events - a.events),
      students: (await logReader.countStudentsOf(tx, own, account)).students,
      today: byDay.get(today) ?? 0,
      habit: habitOf(before, settings.unusual),
      // Sessions are of no district: shown to whose own people these are.
      sessions: assigned ? await selectSessions(tx, account, deps.clock.now(), 20) : [],
    };
  });
};
