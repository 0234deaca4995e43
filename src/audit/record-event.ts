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
