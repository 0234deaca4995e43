// Verbs of the register: data that was taken off the premises is entered when it goes, and settled when it is back,
// destroyed or lost. An entry is never changed nor deleted.

import { type Actor, authorize, can } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, isUuid, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { fileLimit } from "../people.ts";
import { type MonitoringDeps, type Taking, viewLog } from "../view-log.ts";
import type { NewRemoval, Removal, Settlement } from "./model.ts";
import * as store from "./store.ts";

export type RemovalQuery = {
  which?: "all" | "out" | "overdue" | undefined;
  from?: string | undefined;
  to?: string | undefined;
  after?: string | undefined;
};
export type RemovalList = {
  which: "all" | "out" | "overdue";
  from: string | undefined;
  to: string | undefined;
  share: string | undefined;
  removals: Removal[];
  overdue: number;
  next: string | undefined;
  /** Whether the viewer may enter and settle. */
  mayRecord: boolean;
  /** Whether the viewer may see the log besides. */
  mayView: boolean;
  /** The district that an entry is of, where the viewer has one. */
  district: number | undefined;
};

const pageSize = 50;

const readKey = (text: string | undefined): store.RemovalKey | undefined => {
  const [, day, id] = /^(\d{4}-\d\d-\d\d)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? "") ?? [];
  return day === undefined || id === undefined ? undefined : { day, id };
};

/** For who views the log, or enters removals. */
export const removals = (
  deps: MonitoringDeps,
  actor: Actor,
  asked: RemovalQuery,
  taking?: Taking,
): Promise<RemovalList> => {
  const { which = "all", from, to } = asked;
  const size = taking === "downloaded" ? fileLimit : pageSize;
  const today = dayOf(deps.clock);
  const view = { view: "removals", filter: { ...asked }, taking, also: "removal.record" as const };
  return viewLog(deps, actor, view, async (tx, share) => {
    const district = share === undefined ? undefined : actor.district;
    const filter = { district, which, from, to, after: readKey(asked.after), limit: size + 1 };
    const found = await store.selectRemovals(tx, today, filter);
    const shown = found.slice(0, size);
    const last = found.length > size ? shown.at(-1) : undefined;
    return {
      ...{ which, from, to, share, removals: shown, district },
      overdue: await store.countOverdue(tx, today, district),
      next: last && `${last.removedOn}_${last.id}`,
      mayRecord: can(actor, "removal.record"),
      mayView: can(actor, "audit.view"),
    };
  });
};

/** Throws `not-found` for another district than the actor's own, and `invalid-input` for a day to come. */
export const recordRemoval = (deps: MonitoringDeps, actor: Actor, given: NewRemoval): Promise<string> => {
  const district = actor.grants.reach === "state" ? given.district : (given.district ?? actor.district);
  authorize(actor, "removal.record", { district });
  notLater(given.removedOn, dayOf(deps.clock));
  return withTransaction(deps.db, async (tx) => {
    const id = await store.insertRemoval(tx, { ...given, district }, actor.account, deps.clock.now());
    const { what, students, medium, recipient, purpose, removedOn, dueOn } = given;
    await tell(tx, actor, "removal.recorded", id, district, {
      what,
      students,
      medium,
      recipient,
      purpose,
      removedOn,
      dueOn,
    });
    return id;
  });
};

/** Throws `removal-settled` where somebody has done so before. */
export const settleRemoval = (
  deps: MonitoringDeps,
  actor: Actor,
  id: string,
  settlement: Settlement,
): Promise<void> => {
  authorize(actor, "removal.record");
  return withTransaction(deps.db, async (tx) => {
    const found = isUuid(id) ? await store.lockRemoval(tx, id) : undefined;
    if (!found) throw new Problem("not-found", {});
    const district = found.district ?? undefined;
    // What is of no district is the state's.
    if (actor.grants.reach !== "state" && (district === undefined || district !== actor.district))
      throw new Problem("not-found", {});
    if (found.settled) throw new Problem("removal-settled", {});
    notLater(settlement.settledOn, dayOf(deps.clock));
    if (settlement.settledOn < found.removedOn)
      throw new Problem("invalid-input", {
        detail: `It was taken on ${found.removedOn}, and cannot be settled before.`,
      });
    await store.settleRemoval(tx, id, settlement, actor.account);
    await tell(tx, actor, "removal.settled", id, district, { ...settlement });
  });
};

const notLater = (day: string, today: string): void => {
  if (day > today) throw new Problem("invalid-input", { detail: `${day} is still to come.` });
};

const tell = (tx: Tx, actor: Actor, action: string, id: string, district: number | undefined, details: object) =>
  recordEvent(tx, {
    ...{ actor: actor.account, action, subject: `removal:${id}` },
    organization: district === undefined ? undefined : `district:${district}`,
    details: { ...details, role: actor.role },
  });
