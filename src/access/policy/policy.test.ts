// Who may: the profile's policy against a table written by hand. The table is never generated from the policy.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Problem, resolveProfile } from "../../platform/index.ts";
import { type Action, actions } from "./actions.ts";
import { actorFor, authorize, can, systemActor } from "./actor.ts";
import { loadAccessPolicy } from "./policy.ts";

const policy = loadAccessPolicy(resolveProfile("new-hampshire"));

// Columns: clerk, superintendent, state-manager, state-analyst. d = own district, s = every district, - = denied.
const matrix: Record<Action, string> = {
  "submission.view": "d d s -",
  "submission.check": "d d s -",
  "submission.upload": "d d - -",
  "submission.fix": "d d - -",
  "submission.withdraw": "d d - -",
  "submission.explain": "d d s -",
  "submission.explain-error": "- - s -",
  "submission.verify": "d d s -",
  "submission.verify-state": "- - s -",
  "submission.certify": "- d - -",
  "submission.reopen": "- - s -",
  "progress.view": "- - s s",
  "window.manage": "- - s -",
  "report.internal": "- - s s",
  "report.public": "d d s s",
  "directory.view": "d d s s",
  "directory.import": "- - s -",
  "student.view": "d d s s",
  "student.search": "d d - -",
  "student.export": "d - s -",
  "student.export-approve": "- d - -",
  "roster.view": "d d s -",
  "roster.import": "d d - -",
  "caseload.manage": "- - - -",
  "account.manage": "- - s -",
  "account.manage-district": "- d - -",
  "grant.give": "- - - -",
  "grant.designate": "- d - -",
  "application.make": "- - - -",
  "application.decide": "- - - -",
  "policy.view": "- d s -",
  "audit.view": "- - s -",
};
const roles = ["clerk", "superintendent", "state-manager", "state-analyst"];
const home = 112;
const other = 7;

function actorOf(role: string) {
  const district = policy.roles[role]?.reach === "district" ? home : undefined;
  return actorFor(policy, { account: role, name: role, role, district });
}

describe("who may", () => {
  test("the table names every action and the policy every role", () => {
    expect(Object.keys(matrix).sort()).toEqual([...actions].sort());
    expect(Object.keys(policy.roles)).toEqual(expect.arrayContaining(roles));
  });

  for (const action of actions) {
    test(action, () => {
      const expected = matrix[action].split(" ");
      const found = roles.map((role) => {
        const actor = actorOf(role);
        if (can(actor, action, { district: other })) return "s";
        return can(actor, action, { district: home }) ? "d" : "-";
      });
      expect(found).toEqual(expected);
    });
  }

  test("the superintendent alone certifies", () => {
    expect(roles.filter((role) => can(actorOf(role), "submission.certify"))).toEqual(["superintendent"]);
  });
});

describe("authorize", () => {
  const problemOf = (run: () => void) => {
    try {
      run();
    } catch (error) {
      if (error instanceof Problem) return error;
    }
    throw new Error("nothing was refused");
  };

  test("a role without the action is denied, whatever the district", () => {
    expect(problemOf(() => authorize(actorOf("clerk"), "submission.certify", { district: home })).status).toBe(403);
    expect(problemOf(() => authorize(actorOf("clerk"), "submission.certify", { district: other })).status).toBe(403);
  });

  test("another district answers word for word like one that does not exist", () => {
    const existing = problemOf(() => authorize(actorOf("clerk"), "submission.view", { district: other }));
    const missing = problemOf(() => authorize(actorOf("clerk"), "submission.view", { district: 99999 }));
    expect(existing.status).toBe(404);
    expect(existing.toDocument()).toEqual(missing.toDocument());
    expect(existing.toDocument()).toEqual(new Problem("not-found").toDocument());
  });

  test("a role that the policy does not name may do nothing", () => {
    const stranger = actorFor(policy, { account: "x", name: "x", role: "janitor", district: home });
    expect(actions.filter((action) => can(stranger, action, { district: home }))).toEqual([]);
    expect(can(actorFor(policy, { account: "x", name: "x", role: "constructor" }), "submission.view")).toBe(false);
  });

  test("a role of a district without a district reaches none", () => {
    const lost = actorFor(policy, { account: "x", name: "x", role: "clerk" });
    expect(can(lost, "submission.view")).toBe(false);
  });

  test("the program itself may do everything", () => {
    expect(actions.every((action) => can(systemActor, action, { district: other }))).toBe(true);
  });
});

test("an unknown action in access.yaml is an error with its place", () => {
  const dir = mkdtempSync(join(tmpdir(), "policy-"));
  writeFileSync(
    join(dir, "access.yaml"),
    "roles:\n  clerk:\n    title: Clerk\n    reach: district\n    actions:\n      - submission.destroy\n",
  );
  expect(() => loadAccessPolicy(dir)).toThrowError(/access\.yaml.*6/s);
  rmSync(dir, { recursive: true });
});
