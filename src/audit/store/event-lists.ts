// Lists of events, newest hour first: of one person, of one student, of refusals. The counted hours say in which event
// numbers to look, so that a page costs what it shows and not the whole log.
import type { Db, Tx } from "../../platform/index.ts";
import type { StoredEvent } from "./events.ts";
import { type Span, spanValues, within } from "./volumes.ts";

type Queryable = Pick<Db, "query"> | Pick<Tx, "query">;

/** The last event already shown: its hour (ISO) and number. */
export type EventKey = { hour: string; id: number };
export type Page = { after?: EventKey | undefined; limit: number; action?: string | undefined };

const columns = "e.id, e.at, e.actor, e.action, e.organization, e.subject, e.details";
const ofHour = `e.id BETWEEN h.first AND h.last AND date_trunc('hour', e.at, 'UTC') = h.hour
  AND ($4::text IS NULL OR e.organization = $4)`;
const following = "($6::timestamptz IS NULL OR h.hour < $6 OR (h.hour = $6 AND e.id < $7))";
const keyValues = ({ after, limit }: Page): unknown[] => [after?.hour ?? null, after?.id ?? null, limit];

export const listOfPerson = async (q: Queryable, span: Span, actor: string, page: Page): Promise<StoredEvent[]> =>
  (
    await q.query<StoredEvent>(
      `SELECT ${columns} FROM (
         SELECT hour, min(first_event) AS first, max(last_event) AS last FROM audit.volume
         WHERE ${within} AND actor = $5 AND ($9::text IS NULL OR action = $9) AND ($6::timestamptz IS NULL OR hour <= $6)
         GROUP BY hour ORDER BY hour DESC) h
       CROSS JOIN LATERAL (SELECT * FROM audit.event e
         WHERE ${ofHour} AND e.actor = $5 AND ($9::text IS NULL OR e.action = $9) AND ${following} ORDER BY e.id DESC) e
       LIMIT $8`,
      [...spanValues(span), actor, ...keyValues(page), page.action ?? null],
    )
  ).rows;

/** `keys`: the names by which events know the student, as the state's number. */
export const listOfStudent = async (q: Queryable, span: Span, keys: string[], page: Page): Promise<StoredEvent[]> =>
  (
    await q.query<StoredEvent>(
      `SELECT ${columns} FROM (
         SELECT hour, min(first_event) AS first, max(last_event) AS last, array_agg(DISTINCT actor) AS actors
         FROM audit.student_volume
         WHERE ${within} AND student = ANY ($5) AND ($6::timestamptz IS NULL OR hour <= $6)
         GROUP BY hour ORDER BY hour DESC) h
       CROSS JOIN LATERAL (SELECT * FROM audit.event e
         WHERE ${ofHour} AND e.actor = ANY (h.actors) AND ${following}
           AND EXISTS (SELECT FROM audit.students_of(e.subject, e.details) AS s (student) WHERE s.student = ANY ($5))
         ORDER BY e.id DESC) e
       LIMIT $8`,
      [...spanValues(span), keys, ...keyValues(page)],
    )
  ).rows;

export type Refusals = {
  actor: string;
  address: string | null;
  route: string | null;
  times: number;
  first: Date;
  last: Date;
};

/** What was refused, gathered by person, address and route; those that came most often first. */
export const gatherRefusals = async (
  q: Queryable,
  span: Span,
  { times, limit }: { times: number; limit: number },
): Promise<Refusals[]> =>
  (
    await q.query<Refusals>(
      `SELECT e.actor, coalesce(e.details->>'address', e.details->>'remote') AS address,
         coalesce(e.details->>'route', e.action) AS route, count(*)::int AS times, min(e.at) AS first, max(e.at) AS last
       FROM (
         SELECT actor, action, hour, organization, min(first_event) AS first, max(last_event) AS last
         FROM audit.volume WHERE ${within} AND action LIKE '%.refused' GROUP BY 1, 2, 3, 4) h
       JOIN audit.event e ON e.id BETWEEN h.first AND h.last AND date_trunc('hour', e.at, 'UTC') = h.hour
         AND e.actor = h.actor AND e.action = h.action AND coalesce(e.organization, '') = h.organization
       GROUP BY 1, 2, 3 HAVING count(*) >= $5 ORDER BY 4 DESC, 6 DESC LIMIT $6`,
      [...spanValues(span), times, limit],
    )
  ).rows;
