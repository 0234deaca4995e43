// The cases made from each policy, run against a database that enforces it: as each viewer, every field of every table.
// Also the views themselves: just the policy's columns, and no outcome beside a named member of staff.
import { describe, expect, test } from "vitest";
import { resolveProfile } from "../../platform/index.ts";
import { testDatabase } from "../../platform/testing/test-database.ts";
import { applyPolicy } from "../enforcement/apply-policy.ts";
import { viewersOf } from "../enforcement/policy-sql.ts";
import { loadAccessPolicy } from "../policy/policy.ts";
import { staffBesideOutcomes } from "../policy/purpose-limit.ts";
import { findField, recordTableNames } from "../policy/record-fields.ts";
import { policyCases } from "./cases.ts";

const profiles = ["new-hampshire", "missouri", "boston", "connecticut", "westford"];

describe.each(profiles)("%s", (profile) => {
  test("each role's views give exactly its fields, and the tables themselves refuse the others", async () => {
    const policy = loadAccessPolicy(resolveProfile(profile));
    const t = await testDatabase();
    const tx = await t.db.connect();
    try {
      await applyPolicy(t.owner, policy);
      // One round trip each: there are thousands.
      const asks = (viewer: string, sql: string): Promise<boolean> =>
        tx.query(`BEGIN; SET LOCAL ROLE ${viewer}; ${sql}; ROLLBACK`).then(
          () => true,
          async () => {
            await tx.query("ROLLBACK");
            return false;
          },
        );
      const cases = policyCases(policy);
      const wrong: string[] = [];
      for (const { role, viewer, field, view, expected } of cases) {
        const [table, column] = field.split(".");
        const byView = await asks(viewer, `SELECT ${column} FROM seen.${view} LIMIT 1`);
        const byTable = await asks(viewer, `SELECT ${column} FROM students.${table} LIMIT 1`);
        if (byView !== (expected === "shown") || byTable !== (expected === "shown")) wrong.push(`${role} ${field}`);
      }
      expect(wrong).toEqual([]);
      for (const { viewer } of viewersOf(policy))
        for (const table of [...recordTableNames, "caseload", "class_teacher"])
          expect(await asks(viewer, `UPDATE students.${table} SET student_id = 1`), `${viewer} ${table}`).toBe(false);
      process.stdout.write(`${profile}: ${cases.length} cases hold\n`);
    } finally {
      tx.release();
      await t.close();
    }
  });

  test("no view sets outcomes beside a named member of staff", async () => {
    const policy = loadAccessPolicy(resolveProfile(profile));
    const t = await testDatabase();
    try {
      await applyPolicy(t.owner, policy);
      const { rows } = await t.owner.query(
        "SELECT table_name, array_agg(column_name::text) AS columns FROM information_schema.columns WHERE table_schema = 'seen' GROUP BY table_name",
      );
      const views = rows as { table_name: string; columns: string[] }[];
      expect(views.length).toBeGreaterThan(50);
      for (const { role } of viewersOf(policy)) {
        const own = views.filter(({ table_name }) => table_name.startsWith(`${role.replaceAll("-", "_")}__`));
        const shown = own.flatMap(({ table_name, columns }) =>
          columns.map((column) => {
            const name = `${table_name.split("__")[1]}.${column}`;
            return { name, outcome: findField(name)?.field.kind === "outcome" };
          }),
        );
        expect(shown.length).toBeGreaterThan(0);
        expect(staffBesideOutcomes(shown)).toEqual([]);
      }
    } finally {
      await t.close();
    }
  });
});
