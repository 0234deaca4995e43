// What the catalogue must say where the policy is enforced: the same facts, made from the policy.
import type { AccessPolicy } from "../policy/policy.ts";
import { needsOf } from "../policy/policy.ts";
import { recordTableNames } from "../policy/record-fields.ts";
import { scopeKinds, scopeRole } from "../policy/viewer.ts";
import type { Facts } from "./catalog-facts.ts";
import { viewersOf, viewName } from "./policy-sql.ts";
import { rowCondition } from "./row-conditions.ts";

/** Every row policy, with its condition as the program writes it. */
export const rowPoliciesOf = () =>
  recordTableNames.flatMap((table) =>
    scopeKinds.map((scope) => ({ table, scope, policy: `rows_${scope}`, condition: rowCondition(table, scope) })),
  );

/** `written`: each row policy's condition as PostgreSQL writes it. */
export const expectedFacts = (policy: AccessPolicy, written: ReadonlyMap<string, string>): Facts => {
  const facts: Facts = new Map([
    ["role rollbook_app", "inherits nothing"],
    ["role rollbook_viewer", "member of none"],
  ]);
  for (const scope of scopeKinds) facts.set(`role ${scopeRole(scope)}`, "member of rollbook_viewer");
  for (const table of recordTableNames) {
    facts.set(`row security of students.${table}`, "on");
    facts.set(
      `row policy keeper on students.${table}`,
      "permissive for all to rollbook_keeper using true with check true",
    );
  }
  for (const { table, scope, policy: name } of rowPoliciesOf()) {
    const key = `${name} on students.${table}`;
    facts.set(`row policy ${key}`, `permissive for select to ${scopeRole(scope)} using ${written.get(key)}`);
  }
  for (const { role, viewer, scope, tables } of viewersOf(policy)) {
    const { rows, student_age, relations } = policy.roles[role]!;
    facts.set(`role ${viewer}`, `member of ${scope}`);
    const words = [viewer, rows, student_age, [...relations].sort().join(" ") || undefined];
    facts.set(`declaration of ${role}`, words.filter((word) => word !== undefined).join(", "));
    for (const { table, columns } of tables) {
      const view = viewName(role, table);
      facts.set(`columns of students.${table} for ${viewer}`, `SELECT ${[...columns].sort().join(" ")}`);
      facts.set(`view seen.${view}`, `as the viewer: SELECT ${columns.join(", ")} FROM students.${table};`);
      facts.set(`rights on seen.${view} of ${viewer}`, "SELECT");
    }
  }
  for (const [role, declared] of Object.entries(policy.roles)) {
    const needs = needsOf(declared).sort();
    if (needs.length > 0) facts.set(`needs of ${role}`, needs.join(" "));
  }
  return facts;
};
