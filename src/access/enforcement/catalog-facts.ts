// What the database's own catalogue says about the enforcement of the policy, as facts: a subject and what it is. Read by
// the owner's role. SQL only; what should be is in expected-facts.ts.
import type { Tx } from "../../platform/index.ts";

/** A subject, as `columns of students.student for ...`, and what the catalogue or the policy says of it. */
export type Facts = Map<string, string>;

const queries: Record<string, string> = {
  roles: `
    SELECT 'role ' || r.rolname AS subject,
      concat_ws(', ', CASE WHEN r.rolcanlogin THEN 'may log in' END, CASE WHEN r.rolsuper THEN 'superuser' END,
        CASE WHEN r.rolbypassrls THEN 'bypasses row security' END, CASE WHEN r.rolcreaterole THEN 'makes roles' END,
        CASE WHEN r.rolcreatedb THEN 'makes databases' END,
        'member of ' || coalesce((SELECT string_agg(g.rolname, ' ' ORDER BY g.rolname)
          FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid), 'none')) AS fact
    FROM pg_roles r
    WHERE r.rolname = ANY ($1) OR r.rolname LIKE 'rollbook\\_rows\\_%' OR r.rolname = 'rollbook_viewer'`,
  program: `
    SELECT 'role rollbook_app' AS subject, concat_ws(', ',
      CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'bypasses row security' END,
      CASE WHEN rolcreaterole THEN 'makes roles' END,
      CASE WHEN rolinherit THEN 'inherits rights' ELSE 'inherits nothing' END) AS fact
    FROM pg_roles WHERE rolname = 'rollbook_app'`,
  columns: `
    SELECT 'columns of students.' || c.relname || ' for ' || coalesce(g.rolname, 'everybody') AS subject,
      string_agg(DISTINCT x.privilege_type, '/') || ' ' || string_agg(DISTINCT a.attname, ' ' ORDER BY a.attname) AS fact
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    CROSS JOIN LATERAL aclexplode(a.attacl) x LEFT JOIN pg_roles g ON g.oid = x.grantee
    WHERE c.relnamespace = 'students'::regnamespace AND (c.relname = ANY ($1) OR g.rolname LIKE 'rollbook\\_view\\_%')
    GROUP BY c.relname, g.rolname`,
  tables: `
    SELECT 'rights on ' || c.relnamespace::regnamespace || '.' || c.relname || ' of ' || coalesce(g.rolname, 'everybody') AS subject,
      string_agg(DISTINCT x.privilege_type, '/' ORDER BY x.privilege_type) AS fact
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) x LEFT JOIN pg_roles g ON g.oid = x.grantee
    WHERE x.grantee <> c.relowner AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND (c.relnamespace = 'seen'::regnamespace OR g.rolname LIKE 'rollbook\\_view\\_%'
        OR c.relnamespace = 'students'::regnamespace AND (g.rolname IS NULL OR g.rolname LIKE 'rollbook\\_rows\\_%'
          OR g.rolname IN ('rollbook_app', 'rollbook_viewer', 'rollbook_reader')) AND c.relname = ANY ($1))
    GROUP BY c.relnamespace, c.relname, g.rolname`,
  security: `
    SELECT 'row security of students.' || relname AS subject,
      CASE WHEN relrowsecurity THEN 'on' ELSE 'off' END AS fact
    FROM pg_class WHERE relnamespace = 'students'::regnamespace AND relname = ANY ($1)`,
  policies: `
    SELECT 'row policy ' || policyname || ' on students.' || tablename AS subject,
      lower(permissive) || ' for ' || lower(cmd) || ' to ' || array_to_string(roles, ' ') || ' using ' || qual
        || coalesce(' with check ' || with_check, '') AS fact
    FROM pg_policies WHERE schemaname = 'students' AND tablename = ANY ($1)`,
  views: `
    SELECT 'view seen.' || c.relname AS subject,
      CASE WHEN 'security_invoker=true' = ANY (c.reloptions) THEN 'as the viewer: ' ELSE 'as its owner: ' END
        || regexp_replace(trim(pg_get_viewdef(c.oid)), '\\s+', ' ', 'g') AS fact
    FROM pg_class c WHERE c.relnamespace = 'seen'::regnamespace AND c.relkind IN ('v', 'm')`,
  declared: `
    SELECT 'declaration of ' || role AS subject, concat_ws(', ', viewer, rows, student_age,
      (SELECT string_agg(relation, ' ' ORDER BY relation) FROM access.viewer_relation r WHERE r.role = v.role)) AS fact
    FROM access.viewer v`,
  needs: `
    SELECT 'needs of ' || role AS subject, string_agg(need, ' ' ORDER BY need) AS fact FROM access.viewer_need GROUP BY role`,
};

/** `viewers`: roles of the policy; `tables`: tables of a student's record. */
export const readFacts = async (tx: Tx, viewers: readonly string[], tables: readonly string[]): Promise<Facts> => {
  const facts: Facts = new Map();
  for (const [name, text] of Object.entries(queries)) {
    const values = text.includes("$1") ? [name === "roles" ? viewers : tables] : [];
    const { rows } = await tx.query<{ subject: string; fact: string }>(text, values);
    for (const { subject, fact } of rows) facts.set(subject, fact);
  }
  return facts;
};

/**
 * How PostgreSQL itself writes a row condition: asked of a temporary table of the same name and columns, so that the
 * condition of the real one can be compared word for word. The caller rolls back.
 */
export const writtenConditions = async (
  tx: Tx,
  asked: readonly { table: string; policy: string; condition: string }[],
): Promise<Map<string, string>> => {
  for (const table of new Set(asked.map((one) => one.table))) {
    const { rows } = await tx.query<{ columns: string }>(
      `SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum) AS columns
       FROM pg_attribute WHERE attrelid = ('students.' || $1)::regclass AND attnum > 0 AND NOT attisdropped`,
      [table],
    );
    await tx.query(`CREATE TEMPORARY TABLE ${table} (${rows[0]?.columns})`);
  }
  for (const { table, policy, condition } of asked)
    await tx.query(`CREATE POLICY ${policy} ON pg_temp.${table} USING (${condition})`);
  const { rows } = await tx.query<{ key: string; qual: string }>(
    `SELECT policyname || ' on students.' || tablename AS key, qual FROM pg_policies
     WHERE schemaname = (SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema())`,
  );
  return new Map(rows.map(({ key, qual }) => [key, qual]));
};
