// How much is in the log: sums by day, by hour and by person, from what the sealer counted and the newest events.
import type { Db, Tx } from "../../platform/index.ts";

/** Both days count (ISO), read in `zone`; `organization` limits it to events of one. */
export type Span = { from: string; to: string; zone: string; organization?: string | undefined };

type Queryable = Pick<Db, "query"> | Pick<Tx, "query">;

/** Condition on `hour` and `organization` with the values $1 to $4; of a school's hour, the whole hour. */
export const within = `hour >= $1::date::timestamp AT TIME ZONE $3 AND hour < ($2::date + 1)::timestamp AT TIME ZONE $3
  AND ($4::text IS NULL OR organization = $4)`;
export const spanValues = ({ from, to, zone, organization }: Span): unknown[] => [from, to, zone, organization ?? null];

export type DayCount = { day: string; action: string; events: number };

/** Of everybody, or of one person; newest day first. */
export const countByDay = async (q: Queryable, span: Span, actor?: string): Promise<DayCount[]> =>
  (
    await q.query(
      `SELECT (hour AT TIME ZONE $3)::date AS day, action, sum(events)::int AS events FROM audit.volume
       WHERE ${within} AND ($5::text IS NULL OR actor = $5) GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC, 2`,
      [...spanValues(span), actor ?? null],
    )
  ).rows;

export type HourCount = { actor: string; hour: Date; events: number };

/** Every person's hours in which something was done. */
export const countByHour = async (q: Queryable, span: Span): Promise<HourCount[]> =>
  (
    await q.query(
      `SELECT actor, hour, sum(events)::int AS events FROM audit.volume
       WHERE ${within} GROUP BY 1, 2 ORDER BY 1, 2`,
      spanValues(span),
    )
  ).rows;

export type StudentCount = { actor: string; role: string; day: string; students: number };

/** Different students that each person's events named on each day, by the role acted in. */
export const countStudentsByDay = async (q: Queryable, span: Span, actor?: string): Promise<StudentCount[]> =>
  (
    await q.query(
      `SELECT actor, role, (hour AT TIME ZONE $3)::date AS day, count(DISTINCT student)::int AS students
       FROM audit.student_volume WHERE ${within} AND ($5::text IS NULL OR actor = $5) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      [...spanValues(span), actor ?? null],
    )
  ).rows;

export type PersonCount = { actor: string; events: number; students: number; refused: number; last: Date };
export type PersonKey = { students: number; actor: string };

/** People by the number of different students, most first; `after` is the last one already shown. */
export const countByPerson = async (
  q: Queryable,
  span: Span,
  { after, limit }: { after?: PersonKey | undefined; limit: number },
): Promise<PersonCount[]> =>
  (
    await q.query(
      `WITH event AS (
         SELECT actor, sum(events)::int AS events, max(hour) AS last,
           coalesce(sum(events) FILTER (WHERE action LIKE '%.refused'), 0)::int AS refused
         FROM audit.volume WHERE ${within} GROUP BY actor
       ), student AS (SELECT actor, count(DISTINCT student)::int AS students FROM audit.student_volume WHERE ${within} GROUP BY actor)
       SELECT actor, events, coalesce(students, 0) AS students, refused, last FROM event LEFT JOIN student USING (actor)
       WHERE $5::int IS NULL OR coalesce(students, 0) < $5 OR (coalesce(students, 0) = $5 AND actor > $6)
       ORDER BY 3 DESC, actor LIMIT $7`,
      [...spanValues(span), after?.students ?? null, after?.actor ?? null, limit],
    )
  ).rows;

/** Different students that a person's events named, and how many events those were. */
export const countStudentsOf = async (
  q: Queryable,
  span: Span,
  actor: string,
): Promise<{ students: number; events: number }> =>
  (
    await q.query(
      `SELECT count(DISTINCT student)::int AS students, coalesce(sum(events), 0)::int AS events FROM audit.student_volume
       WHERE ${within} AND actor = $5`,
      [...spanValues(span), actor],
    )
  ).rows[0];
