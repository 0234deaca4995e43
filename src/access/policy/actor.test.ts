// Who acts: refusals in the right words, out of reach like what does not exist, and what waits for needs that are not met.
import { describe, expect, test } from "vitest";
import { Problem, resolveProfile } from "../../platform/index.ts";
import { actions } from "./actions.ts";
import { actorFor, authorize, can, systemActor } from "./actor.ts";
import { loadAccessPolicy } from "./policy.ts";

const policy = loadAccessPolicy(resolveProfile("new-hampshire"));
const connecticut = loadAccessPolicy(resolveProfile("connecticut"));
const home = 112;
const other = 7;

const clerk = actorFor(policy, { account: "clerk", name: "Carla Clerk", role: "clerk", district: home });

const problemOf = (run: () => void) => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error("nothing was refused");
};

describe("authorize", () => {
  test("a role without the action is denied, whatever the district", () => {
    expect(problemOf(() => authorize(clerk, "submission.certify", { district: home })).status).toBe(403);
    expect(problemOf(() => authorize(clerk, "submission.certify", { district: other })).status).toBe(403);
  });

  test("another district answers word for word like one that does not exist", () => {
    const existing = problemOf(() => authorize(clerk, "submission.view", { district: other }));
    const missing = problemOf(() => authorize(clerk, "submission.view", { district: 99999 }));
    expect(existing.status).toBe(404);
    expect(existing.toDocument()).toEqual(missing.toDocument());
    expect(existing.toDocument()).toEqual(new Problem("not-found").toDocument());
  });

  test("a single member of the board is refused in the policy's words: the board asks as a whole", () => {
    const member = actorFor(connecticut, { account: "m", name: "Max Member", role: "board-member" });
    const problem = problemOf(() => authorize(member, "report.public"));
    expect([problem.status, problem.code]).toEqual([403, "denied-by-policy"]);
    expect(problem.message).toContain("The board asks as a whole");
    const board = actorFor(connecticut, { account: "b", name: "The board", role: "board" });
    expect(() => authorize(board, "report.public")).not.toThrow();
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

describe("needs that are not met", () => {
  const manager = { account: "m", name: "Mona Manager", role: "state-manager" };

  test("before reading: no student and no action on students, and everything else stays", () => {
    const held = actorFor(policy, manager);
    const waiting = actorFor(policy, { ...manager, reading: false });
    expect(held.grants.viewer).toBe("rollbook_view_state_manager_all");
    expect([waiting.grants.viewer, waiting.grants.fields.size]).toEqual([undefined, 0]);
    const lost = [...held.grants.actions].filter((action) => !waiting.grants.actions.has(action)).sort();
    expect(lost).toEqual(["roster.view", "student.export", "student.view"]);
  });

  test("before acting: nothing at all, and the refusal says what to do", () => {
    const waiting = actorFor(policy, { ...manager, role: "bureau-staff", standing: false });
    expect([waiting.grants.actions.size, waiting.grants.fields.size, waiting.grants.viewer]).toEqual([0, 0, undefined]);
    expect(problemOf(() => authorize(waiting, "report.public")).message).toContain("memo of this school year");
  });
});
