// The door of access: who may do what and see whom, accounts and sessions, and the ways to the students' tables.
export type { Account, Assignment, NewAccount } from "./accounts/model.ts";
export { linkRosterStaff, type RosterStaff, type StaffLinks } from "./accounts/roster-staff.ts";
export type { AccessCommandContext } from "./commands/context.ts";
export { registerAccessCommands } from "./commands/register.ts";
export { type Access, createAccess } from "./create-access.ts";
export { applyPolicy } from "./enforcement/apply-policy.ts";
export { viewName } from "./enforcement/policy-sql.ts";
export { keepAs, type ReadEvent, readAs } from "./enforcement/read-as.ts";
export { type Action, actions } from "./policy/actions.ts";
export { type Actor, actorFor, authorize, can, systemActor } from "./policy/actor.ts";
export { type AccessPolicy, loadAccessPolicy, needsOf } from "./policy/policy.ts";
export { namesStaff } from "./policy/purpose-limit.ts";
export { type FieldName, findField, type RecordTableName, recordTables } from "./policy/record-fields.ts";
export { type SignedInEnv, sessionGuard, signedIn } from "./routes/session-guard.ts";
export { accessRoutes } from "./routes.tsx";
export type { Session } from "./sign-in/sessions.ts";
export { loadSignInSettings } from "./sign-in/settings.ts";
