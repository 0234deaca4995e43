// SQL of the lists of accounts: whole ones for who manages all, else only what is in the manager's own part.
import type { Tx } from "../../platform/index.ts";
import type { AccountQuery, ShownAccount, ShownAssignment } from "./listing.ts";
import type { ManagedPart } from "./rights.ts";

/** An assignment is shown where its district and role are the manager's; an account where one of them is. */
const inPart =
  "($1::int IS NULL OR s.district = $1) AND ($2::text[] IS NULL OR (s.role = ANY ($2) AND s.district IS NOT NULL))";

export const selectManaged = async (
  tx: Tx,
  day: string,
  part: ManagedPart,
  query: AccountQuery & { id?: string; offset: number; limit: number },
): Promise<{ accounts: ShownAccount[]; total: number }> => {
  const live = "s.ended_at IS NULL AND (s.valid_to IS NULL OR s.valid_to >= $3::date)";
  const text = `
    SELECT count(*) OVER ()::int AS total, a.id, a.name, a.email, a.created_at AS "createdAt", a.disabled_at AS "disabledAt", (
      SELECT coalesce(json_agg(json_strip_nulls(json_build_object('id', s.id, 'role', s.role, 'district', s.district,
        'schools', s.schools, 'validFrom', s.valid_from, 'validTo', s.valid_to, 'givenAt', s.created_at, 'endedAt', s.ended_at,
        'state', CASE WHEN s.ended_at IS NOT NULL THEN 'ended' WHEN s.valid_from > $3::date THEN 'to come'
          WHEN s.valid_to < $3::date THEN 'over' ELSE 'valid' END)) ORDER BY s.ended_at NULLS FIRST, s.valid_from DESC, s.role, s.id), '[]')
      FROM access.assignment s WHERE s.account_id = a.id AND ${inPart}) AS assignments
    FROM access.account a
    WHERE ($2::text[] IS NULL OR EXISTS (SELECT FROM access.assignment s WHERE s.account_id = a.id AND ${inPart}))
      AND ($4::uuid IS NULL OR a.id = $4)
      AND ($5::text IS NULL OR position(lower($5) IN lower(a.name)) > 0 OR position(lower($5) IN a.email) > 0)
      AND (($6::text IS NULL AND $7::int IS NULL) OR EXISTS (
        SELECT FROM access.assignment s WHERE s.account_id = a.id AND ${inPart} AND ${live}
          AND ($6 IS NULL OR s.role = $6) AND ($7 IS NULL OR s.district = $7)))
      AND CASE $8::text WHEN 'open' THEN a.disabled_at IS NULL WHEN 'closed' THEN a.disabled_at IS NOT NULL
        WHEN 'unassigned' THEN a.disabled_at IS NULL AND NOT EXISTS (
          SELECT FROM access.assignment s WHERE s.account_id = a.id AND ${inPart} AND ${live})
        ELSE true END
    ORDER BY lower(a.name), a.email LIMIT $9 OFFSET $10`;
  const { rows } = await tx.query(text, [
    ...[part.district ?? null, part.roles ?? null, day, query.id ?? null, query.search || null],
    ...[query.role ?? null, query.district ?? null, query.state ?? null, query.limit, query.offset],
  ]);
  return { total: rows[0]?.total ?? 0, accounts: rows.map(toShown) };
};

const toShown = (row: Record<string, unknown>): ShownAccount => {
  const { id, name, email, createdAt, disabledAt, assignments } = row as {
    [key in "id" | "name" | "email"]: string;
  } & { createdAt: Date; disabledAt: Date | null; assignments: ShownAssignment[] };
  return {
    ...{ id, name, email, createdAt: createdAt.toISOString(), assignments },
    ...(disabledAt === null ? {} : { disabledAt: disabledAt.toISOString() }),
  };
};
