// The door of audit: events in the caller's transaction.
export { type AuditEvent, recordEvent } from "./record-event.ts";
export { listEvents } from "./store.ts";
