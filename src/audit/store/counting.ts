// The SQL of counting sealed events by hour for those who read the log. Run as the sealer, apart from who writes events.
import type { Tx } from "../../platform/index.ts";

/** How far the sealed log is counted; undefined while another process counts. Held to the end of the transaction. */
export const takeCounted = async (tx: Tx): Promise<{ size: number; settledTo: number } | undefined> =>
  (
    await tx.query<{ size: number; settledTo: number }>(
      'SELECT size, settled_to AS "settledTo" FROM audit.counted FOR UPDATE SKIP LOCKED',
    )
  ).rows[0];

const add = "events = h.events + excluded.events, last_event = greatest(h.last_event, excluded.last_event)";
const first = "first_event = least(h.first_event, excluded.first_event)";

/** Counts the events of positions `from` to before `to`. An event that is gone from the database counts for nothing. */
export const countEvents = async (tx: Tx, from: number, to: number): Promise<void> => {
  await tx.query({
    name: "audit.count-events",
    text: `WITH batch AS MATERIALIZED (
        SELECT e.id, date_trunc('hour', e.at, 'UTC') AS hour, e.actor, e.action, coalesce(e.organization, '') AS organization,
          coalesce(e.details->>'role', '') AS role, e.subject, e.details
        FROM audit.leaf l JOIN audit.event e ON e.id = l.event_id
        WHERE l.position >= $1 AND l.position < $2
      ), volume AS (
        INSERT INTO audit.volume_hour AS h
          SELECT hour, actor, action, organization, role, count(*), min(id), max(id) FROM batch
          GROUP BY hour, actor, action, organization, role ORDER BY actor, hour
        ON CONFLICT (actor, hour, action, organization, role) DO UPDATE SET ${add}, ${first}
      )
      INSERT INTO audit.student_hour AS h
        SELECT s.student, hour, actor, organization, role, count(*), min(id), max(id)
        FROM batch CROSS JOIN LATERAL audit.students_of(subject, details) AS s (student)
        GROUP BY s.student, hour, actor, organization, role ORDER BY s.student
      ON CONFLICT (student, hour, actor, organization, role) DO UPDATE SET ${add}, ${first}`,
    values: [from, to],
  });
};

export const setCounted = async (tx: Tx, size: number, settledTo: number): Promise<void> => {
  await tx.query("UPDATE audit.counted SET size = $1, settled_to = $2", [size, settledTo]);
};
