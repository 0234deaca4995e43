// The accounts that somebody manages, as lists and one by one: of a district's manager only the district's own part. Each
// look at them is an event.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, withTransaction } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import { type AccountDeps, organizationOf } from "./deps.ts";
import type { Assignment } from "./model.ts";
import { managedPart } from "./rights.ts";
import { selectManaged } from "./store-listing.ts";

export type AccountQuery = {
  /** Part of the name or address. */
  search?: string | undefined;
  role?: string | undefined;
  district?: number | undefined;
  state?: "open" | "closed" | "unassigned" | undefined;
  offset?: number | undefined;
  limit?: number | undefined;
};

export type ShownAssignment = Assignment & {
  state: "valid" | "to come" | "over" | "ended";
  givenAt: string;
  endedAt?: string;
};
export type ShownAccount = {
  id: string;
  name: string;
  email: string;
  createdAt: string;
  disabledAt?: string;
  assignments: ShownAssignment[];
};

const pageLimit = 50;

export const listAccounts = async (deps: AccountDeps, by: Actor, query: AccountQuery = {}) => {
  const { offset = 0, limit = pageLimit } = query;
  const part = managedPart(deps.policy, by);
  return withTransaction(deps.db, async (tx) => {
    const found = await selectManaged(tx, dayOf(deps.clock), part, { ...query, offset, limit });
    await recordEvent(tx, {
      ...{ actor: by.account, action: "account.list", organization: organizationOf(by.district) },
      details: { filters: filtersOf(query), total: found.total, role: by.role },
    });
    return { ...found, offset, limit };
  });
};

/** Which were used; what was typed stays out of the log. */
const filtersOf = ({ search, role, district, state }: AccountQuery): string[] =>
  Object.entries({ search, role, district, state }).flatMap(([name, value]) => (value ? [name] : []));

/** Throws `not-found` for one that is not this person's to manage, as for one that does not exist. */
export const getAccount = async (deps: AccountDeps, by: Actor, id: string): Promise<ShownAccount> => {
  const part = managedPart(deps.policy, by);
  return withTransaction(deps.db, async (tx) => {
    const { accounts } = await selectManaged(tx, dayOf(deps.clock), part, { id, offset: 0, limit: 1 });
    if (!accounts[0]) throw new Problem("not-found");
    await recordEvent(tx, {
      ...{ actor: by.account, action: "account.view", subject: id, organization: organizationOf(by.district) },
      details: { role: by.role },
    });
    return accounts[0];
  });
};
