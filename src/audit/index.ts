// The door of audit: events in the caller's transaction, and the sealed log that is made of them.
export { type AuditLog, openAuditLog } from "./audit-log.ts";
export { type AuditCommandContext, registerAuditCommands } from "./commands.ts";
export type { Verdict } from "./offline/verdict.ts";
export { type AuditEvent, recordEvent } from "./record-event.ts";
export type { Sealer } from "./sealing/start-sealer.ts";
export { listEvents } from "./store/events.ts";
