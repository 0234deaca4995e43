// Reading the audit log back, newest first.
import type { Db, Tx } from "../../platform/index.ts";
import type { AuditEvent } from "../record-event.ts";

export type StoredEvent = AuditEvent & { id: number; at: Date };

/** The newest `limit` events, of one organization where given. */
export const listEvents = async (
  db: Db | Tx,
  filter: { organization?: string; limit?: number } = {},
): Promise<StoredEvent[]> => {
  const found = await db.query<StoredEvent>(
    "SELECT id, at, actor, action, organization, subject, details FROM audit.event WHERE $1::text IS NULL OR organization = $1 ORDER BY id DESC LIMIT $2",
    [filter.organization ?? null, filter.limit ?? 100],
  );
  return found.rows;
};
