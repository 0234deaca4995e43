// The door of audit: events in the caller's transaction, and the sealed log that is made of them.
export { type AuditLog, openAuditLog } from "./audit-log.ts";
export { type AuditCommandContext, registerAuditCommands } from "./commands.ts";
export type { Verdict } from "./offline/verdict.ts";
export { logReader } from "./read-log.ts";
export { type AuditEvent, recordEvent, recordEvents } from "./record-event.ts";
export type { Sealer } from "./sealing/start-sealer.ts";
export type { EventKey } from "./store/event-lists.ts";
export { listEvents, type StoredEvent } from "./store/events.ts";
export type { SealingState } from "./store/sealing-state.ts";
export type { Span } from "./store/volumes.ts";
