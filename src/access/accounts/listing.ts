// The accounts that somebody manages, as lists and one by one: of a district's manager only the district's own part.
import { dayOf, Problem } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import type { AccountDeps } from "./deps.ts";
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
  const found = await selectManaged(deps.db, dayOf(deps.clock), managedPart(deps.policy, by), {
    ...query,
    offset,
    limit,
  });
  return { ...found, offset, limit };
};

/** Throws `not-found` for one that is not this person's to manage, as for one that does not exist. */
export const getAccount = async (deps: AccountDeps, by: Actor, id: string): Promise<ShownAccount> => {
  const part = managedPart(deps.policy, by);
  const { accounts } = await selectManaged(deps.db, dayOf(deps.clock), part, { id, offset: 0, limit: 1 });
  if (!accounts[0]) throw new Problem("not-found");
  return accounts[0];
};
