// What the verbs of dated grants work with, and who may give which kind to whom.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, type FileStore, Problem, type Tx } from "../../platform/index.ts";
import { type AccountDeps, organizationOf } from "../accounts/deps.ts";
import type { Account } from "../accounts/model.ts";
import { selectAccount, selectAssignments } from "../accounts/store.ts";
import { type Actor, authorize, can } from "../policy/actor.ts";
import { actionOf, type GrantKind, type GrantKinds, type Way } from "./kinds.ts";

export type GrantDeps = AccountDeps & {
  kinds: GrantKinds;
  files: FileStore;
  /** The profile's title, for the heads of letters. */
  jurisdiction: string;
};

export const getKind = ({ kinds }: Pick<GrantDeps, "kinds">, id: string, way?: Way): GrantKind => {
  const kind = kinds.get(id);
  const fitting = [...kinds.values()].filter((one) => way === undefined || one.way === way);
  if (!kind || !fitting.includes(kind))
    throw new Problem("grant-kind-unknown", { kind: id, known: fitting.map((one) => one.id).join(", ") || "none" });
  return kind;
};

export const kindsOf = ({ kinds }: Pick<GrantDeps, "kinds">, way: Way): GrantKind[] =>
  [...kinds.values()].filter((kind) => kind.way === way);

/** Kinds that this person gives, of the ways named. */
export const givenBy = (deps: Pick<GrantDeps, "kinds">, by: Actor, ...ways: Way[]): GrantKind[] =>
  [...deps.kinds.values()].filter(
    ({ way, givers }) => ways.includes(way) && givers.includes(by.role) && can(by, actionOf[way] ?? "grant.give"),
  );

/** Throws `denied`: the role has not the action, or the profile names another giver of this kind. */
export const assertGiver = (by: Actor, kind: GrantKind): void => {
  const action = actionOf[kind.way];
  if (action === undefined) throw new Problem("grant-signed-by-oneself", { title: kind.title });
  authorize(by, action);
  if (!kind.givers.includes(by.role)) throw new Problem("denied", { name: by.name, action: `give ${kind.id}` });
};

/** Whoever reaches the state reaches everybody; else the person must be assigned in the giver's district. */
export const isReached = (by: Actor, held: readonly { district?: number | undefined }[]): boolean =>
  by.grants.reach === "state" ||
  (by.grants.reach === "district" &&
    by.district !== undefined &&
    held.some(({ district }) => district === by.district));

/** The account, if it is within the person's reach; else `not-found`, in the words for one that does not exist. */
export const getReached = async (deps: GrantDeps, tx: Tx, by: Actor, key: string): Promise<Account> => {
  const day = dayOf(deps.clock);
  const account = await selectAccount(tx, key, day);
  if (!account) throw new Problem("not-found");
  const live = (await selectAssignments(tx, account.id, day)).filter((one) => one.live);
  if (!isReached(by, live)) throw new Problem("not-found");
  return account;
};

/** Looking at what others hold or ask for is an event, in the transaction that read it. */
export const noteView = (tx: Tx, by: Actor, action: string, about: { subject?: string; found?: number } = {}) => {
  const { subject, found } = about;
  return recordEvent(tx, {
    ...{ actor: by.account, action, subject, organization: organizationOf(by.district) },
    details: { ...(found === undefined ? {} : { found }), role: by.role },
  });
};
