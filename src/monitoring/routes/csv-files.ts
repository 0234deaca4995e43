// The lists of the monitoring screens as files for a spreadsheet: a header and rows. Pure.
import type { ListedEvent } from "../event-page.ts";
import type { LateList } from "../out-of-hours.ts";
import type { Overview } from "../overview.ts";
import type { PeopleList } from "../people.ts";
import type { RefusalList } from "../refusals.ts";
import type { RemovalList } from "../removals/removals.ts";
import type { UnusualList } from "../unusual.ts";

export type CsvFile = { header: string[]; rows: unknown[][] };

const iso = (at: Date): string => at.toISOString();

export const eventsFile = ({ events }: { events: ListedEvent[] }): CsvFile => ({
  header: ["event", "at", "account", "name", "role", "action", "organization", "subject", "details"],
  rows: events.map((one) => [
    ...[one.id, iso(one.at), one.account, one.name, one.role, one.action, one.organization, one.subject],
    JSON.stringify(one.details),
  ]),
});

export const overviewFile = ({ days }: Overview): CsvFile => ({
  header: ["day", "events"],
  rows: days.map(({ day, events }) => [day, events]),
});

export const peopleFile = ({ people }: PeopleList): CsvFile => ({
  header: ["account", "name", "email", "students", "events", "refused", "last"],
  rows: people.map((one) => [
    ...[one.account, one.name, one.email, one.students, one.events, one.refused],
    iso(one.last),
  ]),
});

export const unusualFile = ({ day, lines }: UnusualList): CsvFile => ({
  header: ["day", "account", "name", "role", "students", "level", "why"],
  rows: lines.map((one) => [day, one.account, one.name, one.role, one.students, one.level, one.why]),
});

export const lateFile = ({ lines }: LateList): CsvFile => ({
  header: ["day", "account", "name", "why", "first hour", "last hour", "events"],
  rows: lines.map((one) => [one.day, one.account, one.name, one.why, one.first, one.last, one.events]),
});

export const refusalsFile = ({ lines }: RefusalList): CsvFile => ({
  header: ["account", "name", "address", "route", "times", "first", "last"],
  rows: lines.map((one) => [
    ...[one.account, one.name, one.address, one.route, one.times],
    ...[iso(one.first), iso(one.last)],
  ]),
});

export const removalsFile = ({ removals }: RemovalList): CsvFile => ({
  header: [
    ...["district", "taken", "what", "students", "medium", "recipient", "purpose", "protection", "due"],
    ...["entered by", "entered at", "overdue", "outcome", "settled", "settled by", "note"],
  ],
  rows: removals.map((one) => [
    ...[one.district, one.removedOn, one.what, one.students, one.medium, one.recipient, one.purpose],
    ...[one.protection, one.dueOn, one.recordedBy, iso(one.recordedAt), one.overdue],
    ...[one.settled?.outcome, one.settled?.on, one.settled?.by, one.settled?.note],
  ]),
});
