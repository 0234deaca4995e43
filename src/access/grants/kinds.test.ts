// grants.yaml against access.yaml: every profile's own, and planted mistakes, each named.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { homeDir, resolveProfile } from "../../platform/index.ts";
import { loadAccessPolicy, needsOf } from "../policy/policy.ts";
import { loadGrantKinds } from "./kinds.ts";

const profiles = readdirSync(join(homeDir, "profiles"));
const folder = mkdtempSync(join(tmpdir(), "grant-kinds-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("each profile", () => {
  test.each(profiles)("%s: what a role needs can be got, and from somebody who may give it", (profile) => {
    const policy = loadAccessPolicy(resolveProfile(profile));
    const kinds = loadGrantKinds(resolveProfile(profile), policy);
    const needed = new Set(Object.values(policy.roles).flatMap(needsOf));
    expect([...needed].filter((need) => !kinds.has(need))).toEqual([]);
    expect(kinds.size).toBeGreaterThan(needed.size - 1);
  });

  test("there are five", () => expect(profiles.length).toBeGreaterThanOrEqual(5));
});

const assurance = {
  title: "Assurance",
  way: "sign",
  lasts: "school-year",
  legal_basis: "The law",
  statement: "I promise.",
  to_get: "Sign it.",
};
const policy = loadAccessPolicy(resolveProfile("new-hampshire"));

const problemOf = (kinds: object): string => {
  writeFileSync(join(folder, "grants.yaml"), JSON.stringify({ kinds }));
  try {
    loadGrantKinds(folder, policy);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("a planted mistake is named", () => {
  test.each([
    ["a need that no kind meets", { assurance }, "needs authorization"],
    ["a giver of one's own statement", { assurance: { ...assurance, givers: ["commissioner"] } }, "givers"],
    ["a role that is not there", { x: { ...assurance, way: "record", givers: ["janitor"] } }, "no role janitor"],
    [
      "a giver without the right",
      { x: { ...assurance, way: "memo", givers: ["clerk"] } },
      "lacks the action grant.give",
    ],
    ["a designation for nothing", { x: { ...assurance, way: "designate", givers: ["superintendent"] } }, "roles"],
    ["a statement of nothing", { assurance: { ...assurance, statement: " " } }, "statement"],
    ["the own choice of an end", { assurance: { ...assurance, lasts: "until" } }, "lasts"],
    [
      "an unknown kind that is met",
      { x: { ...assurance, way: "apply", givers: ["commissioner"], roles: ["researcher"], meets: ["y"] } },
      "no kind y",
    ],
  ])("%s", (_, kinds, words) => {
    expect(problemOf(kinds)).toContain(words);
  });

  test("a profile without the file is wrong only where a role needs something", () => {
    rmSync(join(folder, "grants.yaml"), { force: true });
    expect(() => loadGrantKinds(folder, policy)).toThrow("authorization");
    expect(loadGrantKinds(folder, { ...policy, roles: {} }).size).toBe(0);
  });
});
