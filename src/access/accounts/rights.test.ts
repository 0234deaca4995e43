// Which roles the public form offers, for the profiles as they are: written by hand.
import { expect, test } from "vitest";
import { resolveProfile } from "../../platform/index.ts";
import { loadAccessPolicy } from "../policy/policy.ts";
import { requestableRoles } from "./rights.ts";

test.each([
  ["new-hampshire", ["security-coordinator", "clerk", "identifier-searcher", "school-reviewer"]],
  ["missouri", ["superintendent-designee", "submission-staff", "teacher", "registrar"]],
  ["boston", ["school-leader", "teacher", "central-office", "school-system-user"]],
  ["westford", ["custodian", "contributor", "auditor", "need-to-know", "teacher", "analyst", "all-staff", "nurse"]],
])("of %s", (profile, roles) => {
  expect(requestableRoles(loadAccessPolicy(resolveProfile(profile))).map(({ id }) => id)).toEqual(roles);
});

test("never one that manages all accounts, sees the state or belongs to a family, in any profile", () => {
  let count = 0;
  for (const profile of ["new-hampshire", "missouri", "boston", "connecticut", "westford"]) {
    const policy = loadAccessPolicy(resolveProfile(profile));
    for (const { id } of requestableRoles(policy)) {
      const role = policy.roles[id]!;
      expect(role.actions, id).not.toContain("account.manage");
      expect(["state", "family"], id).not.toContain(role.reach === "state" ? "state" : role.rows);
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(20);
});
