// The door of access: who may do what, accounts, sign-in links and sessions.
export type { Access, Account, NewAccount, Session } from "./accounts.ts";
export type { Action } from "./actions.ts";
export { type Actor, actorFor, authorize, can, systemActor } from "./actor.ts";
export { registerAccessCommands } from "./commands.ts";
export { createAccess } from "./create-access.ts";
export { type AccessPolicy, loadAccessPolicy } from "./policy.ts";
export { type SignedInEnv, sessionGuard, signedIn } from "./routes/session-guard.ts";
export { accessRoutes } from "./routes.tsx";
