// What the database's own catalogue says against the design: rights that nobody asked for, functions open to hijack,
// policies that are missing. Each question lists breaches, so that none is the only good answer.
import type { Db, Tx } from "../../../src/platform/index.ts";

/** Tables beside the records that the program keeps itself, files asked for and searches tried. They hold no student. */
const programs = "('export_request', 'location_try')";

const questions: Record<string, string> = {
  "row security is off": `
    SELECT c.relname AS what FROM pg_class c WHERE c.relnamespace = 'students'::regnamespace
      AND c.relkind IN ('r', 'p', 'm', 'f') AND NOT c.relrowsecurity`,

  "a policy that is neither a scope's nor the keeper's": `
    SELECT tablename || '.' || policyname AS what FROM pg_policies WHERE schemaname = 'students' AND NOT (
      (tablename IN ${programs} AND roles = '{rollbook_app}')
      OR (policyname = 'keeper' AND roles = '{rollbook_keeper}')
      OR (policyname LIKE 'rows\\_%' AND cmd = 'SELECT' AND roles = ARRAY['rollbook_' || policyname]::name[]
        AND qual <> 'true'))`,

  "a table that a viewer reads without a policy of every scope": `
    SELECT c.relname || ' ' || s.rolname AS what
    FROM (SELECT DISTINCT a.attrelid FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) x
      JOIN pg_roles g ON g.oid = x.grantee WHERE g.rolname LIKE 'rollbook\\_view\\_%') t
    JOIN pg_class c ON c.oid = t.attrelid AND c.relkind = 'r'
    CROSS JOIN (SELECT rolname FROM pg_roles WHERE rolname LIKE 'rollbook\\_rows\\_%') s
    WHERE NOT EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = 'students' AND p.tablename = c.relname
      AND s.rolname = ANY (p.roles))`,

  "a role with powers": `
    SELECT rolname AS what FROM pg_roles WHERE rolname LIKE 'rollbook\\_%' AND rolname <> 'rollbook_owner'
      AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
        OR (rolcanlogin AND rolname <> 'rollbook_app') OR (rolname = 'rollbook_app' AND rolinherit))`,

  "a membership that is not a scope of its viewer": `
    SELECT m.rolname || ' in ' || g.rolname AS what
    FROM pg_auth_members x JOIN pg_roles m ON m.oid = x.member JOIN pg_roles g ON g.oid = x.roleid
    WHERE m.rolname LIKE 'rollbook\\_%' AND m.rolname <> 'rollbook_owner' AND (x.admin_option OR NOT (
      (m.rolname = 'rollbook_app' AND NOT x.inherit_option)
      OR (m.rolname LIKE 'rollbook\\_rows\\_%' AND g.rolname = 'rollbook_viewer')
      OR (m.rolname LIKE 'rollbook\\_view\\_%' AND g.rolname LIKE 'rollbook\\_rows\\_%'
        AND (SELECT count(*) FROM pg_auth_members y WHERE y.member = x.member) = 1)))`,

  "a function of the owner that everybody may call, or that looks elsewhere": `
    SELECT p.oid::regprocedure::text AS what FROM pg_proc p
    WHERE p.pronamespace::regnamespace::text IN ('access', 'students', 'seen', 'collections', 'audit', 'public')
      AND p.prosecdef AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) x WHERE x.grantee = 0)
        OR NOT coalesce(p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false))`,

  "a view that does not read as its reader": `
    SELECT relname AS what FROM pg_class WHERE relnamespace IN ('seen'::regnamespace, 'students'::regnamespace)
      AND relkind IN ('v', 'm') AND NOT coalesce(reloptions @> ARRAY['security_invoker=true'], false)`,

  "a right on a whole table of students, or more than reading": `
    SELECT c.relname || ' ' || coalesce(g.rolname, 'PUBLIC') || ' ' || x.privilege_type AS what
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) x LEFT JOIN pg_roles g ON g.oid = x.grantee
    WHERE c.relnamespace = 'students'::regnamespace AND x.grantee <> c.relowner
      AND NOT (c.relname IN ${programs} AND g.rolname = 'rollbook_app')
      AND g.rolname IS DISTINCT FROM 'rollbook_keeper'
    UNION ALL
    SELECT c.relname || '.' || a.attname || ' ' || coalesce(g.rolname, 'PUBLIC') || ' ' || x.privilege_type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid CROSS JOIN LATERAL aclexplode(a.attacl) x
    LEFT JOIN pg_roles g ON g.oid = x.grantee
    WHERE c.relnamespace = 'students'::regnamespace AND NOT (c.relname IN ${programs} AND g.rolname = 'rollbook_app')
      AND (coalesce(g.rolname, '') NOT LIKE 'rollbook\\_view\\_%' OR x.privilege_type <> 'SELECT')`,

  "a column of a viewer that its own view has not": `
    SELECT v.viewer || ' ' || c.relname || '.' || a.attname AS what
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid CROSS JOIN LATERAL aclexplode(a.attacl) x
    JOIN pg_roles g ON g.oid = x.grantee JOIN access.viewer v ON v.viewer = g.rolname
    WHERE c.relnamespace = 'students'::regnamespace AND NOT EXISTS (
      SELECT FROM pg_attribute o WHERE o.attname = a.attname
        AND o.attrelid = to_regclass('seen.' || replace(v.role, '-', '_') || '__' || c.relname))`,

  "a view that another than its own viewer reads": `
    SELECT c.relname || ' ' || coalesce(g.rolname, 'PUBLIC') AS what
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) x LEFT JOIN pg_roles g ON g.oid = x.grantee
    WHERE c.relnamespace = 'seen'::regnamespace AND x.grantee <> c.relowner AND NOT EXISTS (
      SELECT FROM access.viewer v WHERE v.viewer = g.rolname AND x.privilege_type = 'SELECT'
        AND c.relname LIKE replace(replace(v.role, '-', '_'), '_', '\\_') || '\\_\\_%')`,

  "a table of another schema that viewers read": `
    SELECT c.relnamespace::regnamespace || '.' || c.relname || ' ' || x.privilege_type AS what
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) x LEFT JOIN pg_roles g ON g.oid = x.grantee
    WHERE c.relnamespace::regnamespace::text NOT IN ('students', 'seen', 'pg_catalog', 'information_schema')
      AND (x.grantee = 0 OR g.rolname LIKE 'rollbook\\_view%' OR g.rolname LIKE 'rollbook\\_rows%')
      AND (c.relname, x.privilege_type) <> ('event', 'INSERT')`,

  "a right to put something beside the tables": `
    SELECT n.nspname || ' ' || coalesce(g.rolname, 'PUBLIC') AS what
    FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) x LEFT JOIN pg_roles g ON g.oid = x.grantee
    WHERE x.privilege_type = 'CREATE' AND (x.grantee = 0 OR (g.rolname LIKE 'rollbook\\_%' AND x.grantee <> n.nspowner))
      AND g.rolname IS DISTINCT FROM 'rollbook_owner'`,
};

export const breachKinds = Object.keys(questions).length;

/** Sentences, each a breach. */
export const listBreaches = async (owner: Pick<Db | Tx, "query">): Promise<string[]> => {
  const found: string[] = [];
  for (const [breach, sql] of Object.entries(questions)) {
    const { rows } = await owner.query(sql);
    for (const { what } of rows) found.push(`${breach}: ${what}`);
  }
  return found;
};
