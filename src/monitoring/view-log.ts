// The one way to the log: for who may view it, of the own district where the role reaches no further, and itself an event
// in the transaction of the reading.

import type { AccessPolicy, Action } from "../access/index.ts";
import { type Actor, authorize, can } from "../access/index.ts";
import { type AuditLog, recordEvent, type Span } from "../audit/index.ts";
import { type Clock, type Db, dayOf, defaultTimeZone, Problem, type Tx, withTransaction } from "../platform/index.ts";
import type { MonitoringSettings } from "./settings.ts";

export type MonitoringDeps = {
  db: Db;
  clock: Clock;
  policy: AccessPolicy;
  auditLog: AuditLog;
  settings: MonitoringSettings;
};

/** A page was looked at, or a file taken away. */
export type Taking = "viewed" | "downloaded";

export type Days = { from?: string | undefined; to?: string | undefined };

/** Whose events the actor may see: undefined for all. Throws `denied` and, for a role of no district, `not-found`. */
export const shareOf = (actor: Actor, also?: Action): string | undefined => {
  if (!also || !can(actor, also)) authorize(actor, "audit.view");
  if (actor.grants.reach === "state") return undefined;
  if (actor.district === undefined || actor.grants.reach === "none") throw new Problem("not-found", {});
  return `district:${actor.district}`;
};

export type View = {
  view: string;
  about?: string | undefined;
  filter?: Record<string, unknown>;
  taking?: Taking | undefined;
  /** Another action that opens this view too. */
  also?: Action;
};

/** One event for each page; `about` is no `student:`, since the student's record was not read. */
export const viewLog = async <T>(
  { db }: MonitoringDeps,
  actor: Actor,
  { view, about, filter, taking = "viewed", also }: View,
  work: (tx: Tx, share: string | undefined) => Promise<T>,
): Promise<T> => {
  const share = shareOf(actor, also);
  return withTransaction(db, async (tx) => {
    const found = await work(tx, share);
    await recordEvent(tx, {
      ...{ actor: actor.account, action: `audit.${taking}`, organization: share, subject: about },
      details: { view, ...filter, role: actor.role },
    });
    return found;
  });
};

export const zoneOf = (clock: Clock): string => clock.timeZone ?? defaultTimeZone;

/** Days before a day; ISO. */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

const longest = 400;

/** The days asked for; by default `usual` days up to today. Throws `invalid-input` where they are no stretch of days. */
export const spanOf = ({ clock }: MonitoringDeps, { from, to }: Days, usual: number): Omit<Span, "organization"> => {
  const last = to ?? dayOf(clock);
  const first = from ?? daysBefore(last, usual - 1);
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  if (!(days >= 0 && days < longest))
    throw new Problem("invalid-input", {
      detail: `The first day must not lie after the last, nor more than ${longest} days before it.`,
    });
  return { from: first, to: last, zone: zoneOf(clock) };
};
