// From the policy to the database, as one text: row policies on the scope roles, a viewer role for each role of the
// profile with just its columns, and its views. Pure: the same policy gives the same text.
import { createHash } from "node:crypto";
import type { AccessPolicy } from "../policy/policy.ts";
import { needsOf, visibleFields } from "../policy/policy.ts";
import { recordTableNames, tableOf } from "../policy/record-fields.ts";
import { scopeKinds, scopeOf, scopeRole, viewerOf } from "../policy/viewer.ts";
import { rowCondition } from "./row-conditions.ts";

export type Viewer = { role: string; viewer: string; scope: string; tables: { table: string; columns: string[] }[] };

/** The roles that see rows, with the columns of each table that they see; tables without a visible field are left out. */
export const viewersOf = (policy: AccessPolicy): Viewer[] =>
  Object.entries(policy.roles).flatMap(([role, declared]) => {
    const viewer = viewerOf(role, declared);
    const scope = scopeOf(declared);
    if (!viewer || !scope) return [];
    const shown = new Set<string>(visibleFields(policy, role));
    const tables = recordTableNames.flatMap((table) => {
      const { key, fields } = tableOf(table);
      const columns = Object.keys(fields).filter((column) => shown.has(`${table}.${column}`));
      const keys = columns.flatMap((column) => fields[column]?.key ?? []);
      return columns.length > 0 || table === "student" ? [{ table, columns: [...key, ...columns, ...keys] }] : [];
    });
    return [{ role, viewer, scope: scopeRole(scope), tables }];
  });

/** Name of the view of a role on a table, in the schema `seen`. */
export const viewName = (role: string, table: string): string => `${role.replaceAll("-", "_")}__${table}`;

/** Statements for the roles themselves, which all databases of a server share. Safe to run again. */
export const viewerRolesSql = (policy: AccessPolicy): string[] =>
  viewersOf(policy).flatMap(({ viewer, scope }) => [
    `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${viewer}') THEN
    CREATE ROLE ${viewer} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  IF NOT pg_has_role('${viewer}', '${scope}', 'MEMBER') THEN
    GRANT ${scope} TO ${viewer};
  END IF;
  IF NOT pg_has_role('rollbook_app', '${viewer}', 'MEMBER') THEN
    GRANT ${viewer} TO rollbook_app;
  END IF;
END $$;`,
  ]);

export const policyHash = (policy: AccessPolicy): string =>
  createHash("sha256")
    .update([...viewerRolesSql(policy), policySql(policy)].join("\n"))
    .digest("hex");

/** That this text is in force. */
export const appliedSql = (policy: AccessPolicy): string =>
  `INSERT INTO access.applied_policy (sha256) VALUES ('${policyHash(policy)}')
     ON CONFLICT (single) DO UPDATE SET sha256 = excluded.sha256, applied_at = now();`;

/**
 * The whole, for a superuser where the owner may make no roles: one transaction, in which all but the roles is made in the
 * owner's name, so that the next opening finds it applied and can change it.
 */
export const policyScript = (policy: AccessPolicy): string =>
  [
    "BEGIN;",
    ...viewerRolesSql(policy),
    `DO $$ BEGIN
  EXECUTE format('SET LOCAL ROLE %s', (SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'seen'));
END $$;`,
    policySql(policy),
    appliedSql(policy),
    "COMMIT;",
  ].join("\n");

/** Everything within one database, whatever policy it had before. Run in one transaction by the owner. */
export const policySql = (policy: AccessPolicy): string =>
  [
    noTemporaryTables,
    dropEarlier,
    ...rowPolicies(),
    ...viewersOf(policy).flatMap(viewerRights),
    ...declarations(policy),
  ].join("\n");

/** What a viewer puts into a temporary table would wait in the shared connection for the next one of the same role. */
const noTemporaryTables = `DO $$ BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO rollbook_app, rollbook_keeper', current_database());
END $$;`;

const dropEarlier = `DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT viewname FROM pg_views WHERE schemaname = 'seen' LOOP
    EXECUTE format('DROP VIEW seen.%I', one.viewname);
  END LOOP;
  FOR one IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'students' AND policyname LIKE 'rows\\_%' LOOP
    EXECUTE format('DROP POLICY %I ON students.%I', one.policyname, one.tablename);
  END LOOP;
  FOR one IN
    SELECT DISTINCT g.rolname
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL aclexplode(a.attacl) x JOIN pg_roles g ON g.oid = x.grantee
    WHERE n.nspname = 'students' AND g.rolname LIKE 'rollbook\\_view\\_%'
  LOOP
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA students FROM %I', one.rolname);
  END LOOP;
  DELETE FROM access.viewer_need;
  DELETE FROM access.viewer_relation;
  DELETE FROM access.viewer;
END $$;`;

const rowPolicies = (): string[] =>
  recordTableNames.flatMap((table) =>
    scopeKinds.map(
      (scope) =>
        `CREATE POLICY rows_${scope} ON students.${table} FOR SELECT TO ${scopeRole(scope)}\n  USING (${rowCondition(table, scope)});`,
    ),
  );

const viewerRights = ({ role, viewer, tables }: Viewer): string[] =>
  tables.flatMap(({ table, columns }) => [
    `GRANT SELECT (${columns.join(", ")}) ON students.${table} TO ${viewer};`,
    `CREATE VIEW seen.${viewName(role, table)} WITH (security_invoker = true) AS\n  SELECT ${columns.join(", ")} FROM students.${table};`,
    `GRANT SELECT ON seen.${viewName(role, table)} TO ${viewer};`,
  ]);

const text = (value: string | undefined): string => (value === undefined ? "NULL" : `'${value.replaceAll("'", "''")}'`);

/** Needs of roles that see no student too: what else they read in the database asks for them. */
const declarations = (policy: AccessPolicy): string[] => [
  ...viewersOf(policy).flatMap(({ role, viewer }) => {
    const { rows, student_age, relations } = policy.roles[role]!;
    return [
      `INSERT INTO access.viewer (role, viewer, rows, student_age) VALUES (${[role, viewer, rows, student_age].map(text).join(", ")});`,
      ...relations.map((relation) => `INSERT INTO access.viewer_relation VALUES (${text(role)}, ${text(relation)});`),
    ];
  }),
  ...Object.entries(policy.roles).flatMap(([role, declared]) =>
    needsOf(declared).map((need) => `INSERT INTO access.viewer_need VALUES (${text(role)}, ${text(need)});`),
  ),
];
