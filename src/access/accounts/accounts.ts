// The verbs that the screens and commands of accounts have beyond those of every module, put together.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, withTransaction } from "../../platform/index.ts";
import { type Actor, systemActor } from "../policy/actor.ts";
import type { AccountDeps } from "./deps.ts";
import { type FirstAdministrator, makeFirstAdministrator } from "./first-administrator.ts";
import { type AccountImport, type ImportOptions, importAccounts } from "./import/import-accounts.ts";
import { type AccountQuery, getAccount, listAccounts, type ShownAccount } from "./listing.ts";
import { renameAccount } from "./manage-accounts.ts";
import type { Account } from "./model.ts";
import { noPlaces, type Places } from "./places.ts";
import { givableRoles } from "./rights.ts";
import { actingAs, chooseAssignment } from "./standing.ts";
import { selectAccount, selectHeld } from "./store.ts";

export type Accounts = {
  list(by: Actor, query?: AccountQuery): ReturnType<typeof listAccounts>;
  get(by: Actor, id: string): Promise<ShownAccount>;
  rename(by: Actor, id: string, name: { name: string; singleName?: boolean | undefined }): Promise<void>;
  import(by: Actor, text: string, options?: ImportOptions): Promise<AccountImport>;
  givableRoles(by: Actor): { id: string; title: string; reach: string }[];
  places(): Promise<Places>;
  makeFirstAdministrator(given: FirstAdministrator): Promise<{ account: Account; made: boolean }>;
  /** The actor of `--as USER`; the log says that the operator at the machine acted so. */
  actFor(key: string, role: string | undefined, command: string): Promise<Actor>;
};

export const createAccounts = (deps: AccountDeps): Accounts => ({
  list: (...args) => listAccounts(deps, ...args),
  get: (...args) => getAccount(deps, ...args),
  rename: (...args) => renameAccount(deps, ...args),
  import: (...args) => importAccounts(deps, ...args),
  givableRoles: (by) => givableRoles(deps.policy, by),
  places: async () => (await deps.places?.()) ?? noPlaces,
  makeFirstAdministrator: (given) => makeFirstAdministrator(deps, given),
  actFor: async (key, role, command) => {
    const account = await selectAccount(deps.db, key, dayOf(deps.clock));
    if (!account) throw new Problem("account-unknown", { account: key });
    const assignment = chooseAssignment(account, role);
    const event = { actor: systemActor.account, action: "command.acted-as", subject: account.id };
    await withTransaction(deps.db, (tx) =>
      recordEvent(tx, { ...event, details: { command, role: assignment.role, assignment: assignment.id } }),
    );
    return actingAs(deps.policy, account, assignment, await selectHeld(deps.db, account.id, dayOf(deps.clock)));
  },
});
