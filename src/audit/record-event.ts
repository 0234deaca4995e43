// Writes one audit event in the caller's transaction: if it cannot be written, nothing else happens either.
import type { Tx } from "../platform/index.ts";

export type AuditEvent = {
  /** Account that acts; "system" for the operator at the machine. */
  actor: string;
  /** What was done, as `noun.verb`: `submission.certify`. */
  action: string;
  /** Organization concerned, as `district:112`. */
  organization?: string | undefined;
  /** The record or thing concerned, as `batch:<id>` or `student:<identifier>`. */
  subject?: string | undefined;
  details?: Record<string, unknown> | undefined;
};

export const recordEvent = async (tx: Tx, event: AuditEvent): Promise<void> => {
  await tx.query({
    // Named, so that a connection plans it once: it stands in every transaction of the program.
    name: "audit.record-event",
    text: "INSERT INTO audit.event (actor, action, organization, subject, details) VALUES ($1, $2, $3, $4, $5)",
    values: [
      ...[event.actor, event.action, event.organization ?? null, event.subject ?? null],
      JSON.stringify(event.details ?? {}),
    ],
  });
};

/** Many events at once, for what is done in sets: each is an event of its own. */
export const recordEvents = async (tx: Tx, events: readonly AuditEvent[]): Promise<void> => {
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO audit.event (actor, action, organization, subject, details)
     SELECT actor, action, organization, subject, coalesce(details, '{}')
     FROM jsonb_to_recordset($1) AS x(actor text, action text, organization text, subject text, details jsonb)`,
    [JSON.stringify(events)],
  );
};
