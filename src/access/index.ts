// The door of access: who may do what, accounts, sign-in links and sessions.
export type { Access, Account, NewAccount, Session } from "./accounts.ts";
export type { Action } from "./actions.ts";
export { type Actor, actorFor, authorize, can, type Scope, systemActor } from "./actor.ts";
export { createAccess } from "./create-access.ts";
export { type AccessPolicy, loadAccessPolicy } from "./policy.ts";
