// What `rollbook policy sql` prints, run as it is: afterwards the policy is in force, and the program opens without
// the right to make roles.
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveProfile } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { loadAccessPolicy } from "../policy/policy.ts";
import { applyPolicy } from "./apply-policy.ts";
import { checkCatalog } from "./check-catalog.ts";
import { policyScript } from "./policy-sql.ts";

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

test.each(["new-hampshire", "missouri", "boston", "connecticut", "westford"])(
  "%s: run twice, it is whole and known",
  async (profile) => {
    const policy = loadAccessPolicy(resolveProfile(profile));
    for (const _ of [1, 2]) await t.owner.query(policyScript(policy));
    expect((await checkCatalog(t.owner, policy)).differences).toEqual([]);
    expect(await applyPolicy(t.owner, policy)).toBe(false);
  },
);
