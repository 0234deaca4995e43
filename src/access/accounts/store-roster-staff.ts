// SQL for the people of a roster, in sets: a district has thousands.
import type { Tx } from "../../platform/index.ts";
import type { RosterStaff } from "./roster-staff.ts";

export const insertAccounts = async (tx: Tx, staff: readonly RosterStaff[], now: Date): Promise<{ id: string }[]> => {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO access.account (name, email, created_at)
     SELECT DISTINCT ON (email) name, email, $2 FROM jsonb_to_recordset($1) AS x(name text, email text) ORDER BY email
     ON CONFLICT (email) DO NOTHING RETURNING id`,
    [JSON.stringify(staff), now],
  );
  return rows;
};

export const selectOpenAccounts = async (tx: Tx, emails: string[]): Promise<Map<string, string>> => {
  const text = "SELECT id, email FROM access.account WHERE email = ANY ($1) AND disabled_at IS NULL";
  const { rows } = await tx.query<{ id: string; email: string }>(text, [emails]);
  return new Map(rows.map(({ id, email }) => [email, id]));
};

type Wanted = RosterStaff & { account: string };
type Change = {
  change: "given" | "changed" | "ended";
  account: string;
  assignment: string;
  role: string;
  schools: number[];
  validTo: string | null;
};

/**
 * Makes the assignments of `source` those that are wanted. What stands by hand for the same role and district stays; and
 * nobody gives or lengthens an assignment of the own account by sending a file.
 */
export const settleAssignments = async (
  tx: Tx,
  wanted: readonly Wanted[],
  { source, day, now, by }: { source: string; day: string; now: Date; by: string },
): Promise<Change[]> => {
  // The list's length is not known to the database, which would compare each with each.
  await tx.query("SET LOCAL enable_nestloop = off");
  const { rows } = await tx.query<Change>(
    `WITH wanted AS MATERIALIZED (
       SELECT account, role, district, array_agg(DISTINCT school ORDER BY school) FILTER (WHERE school IS NOT NULL) AS schools,
         max("validTo") AS valid_to
       FROM jsonb_to_recordset($1) AS x(account uuid, role text, district int, schools int[], "validTo" date)
       LEFT JOIN LATERAL unnest(schools) AS school ON true
       GROUP BY account, role, district
     ), own AS MATERIALIZED (
       SELECT a.* FROM access.assignment a
       WHERE a.source = $2 AND a.ended_at IS NULL AND (a.valid_to IS NULL OR a.valid_to >= $3)
     ), kept AS (
       SELECT o.id, o.valid_to AS before, w.valid_to FROM own o
       JOIN wanted w ON w.account = o.account_id AND w.role = o.role AND w.district IS NOT DISTINCT FROM o.district
         AND coalesce(w.schools, '{}') = o.schools
     ), changed AS (
       UPDATE access.assignment a SET valid_to = k.valid_to FROM kept k
       WHERE a.id = k.id AND k.before IS DISTINCT FROM k.valid_to AND a.account_id::text <> $5
       RETURNING 'changed' AS change, a.account_id, a.id, a.role, a.schools, a.valid_to
     ), ended AS (
       UPDATE access.assignment a SET ended_at = $4, ended_by = $5 FROM own o
       WHERE a.id = o.id AND NOT EXISTS (SELECT FROM kept k WHERE k.id = o.id)
       RETURNING 'ended' AS change, a.account_id, a.id, a.role, a.schools, a.valid_to
     ), given AS (
       INSERT INTO access.assignment (account_id, role, district, schools, valid_from, valid_to, created_at, created_by, source)
       SELECT w.account, w.role, w.district, coalesce(w.schools, '{}'), $3, w.valid_to, $4, $5, $2
       FROM wanted w
       WHERE w.valid_to >= $3 AND w.account::text <> $5 AND NOT EXISTS (
         SELECT FROM own o JOIN kept k ON k.id = o.id
         WHERE o.account_id = w.account AND o.role = w.role AND o.district IS NOT DISTINCT FROM w.district)
       AND NOT EXISTS (
         SELECT FROM access.assignment a
         WHERE a.account_id = w.account AND a.role = w.role AND a.district IS NOT DISTINCT FROM w.district
           AND a.source IS NULL AND a.ended_at IS NULL AND (a.valid_to IS NULL OR a.valid_to >= $3))
       RETURNING 'given' AS change, account_id, id, role, schools, valid_to
     )
     SELECT change, account_id AS account, id AS assignment, role, schools, valid_to AS "validTo"
     FROM (SELECT * FROM changed UNION ALL SELECT * FROM ended UNION ALL SELECT * FROM given) c`,
    [JSON.stringify(wanted), source, day, now, by],
  );
  await tx.query("SET LOCAL enable_nestloop = on");
  return rows;
};
