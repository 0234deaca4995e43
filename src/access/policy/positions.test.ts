// Every position that the five policies speak of is some role's, in the policy's own words: a list written by hand.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { homeDir, resolveProfile } from "../../platform/index.ts";
import { loadAccessPolicy } from "./policy.ts";

type Position = { profile: string; position: string; roles: string };
const file = join(homeDir, "src", "access", "policy", "testing", "positions.csv");
const positions = parse(readFileSync(file, "utf8"), { columns: true }) as Position[];
const profiles = [...new Set(positions.map(({ profile }) => profile))];

/** Two kinds of person in one line of a policy: minors and their parents, parents and adult students. */
const shared = positions.filter(({ roles }) => roles.includes(" "));

test("101 positions of five policies, each with its one role, but for two that name two kinds of person", () => {
  expect([positions.length, profiles.length, shared.length]).toEqual([101, 5, 2]);
  process.stdout.write(`positions covered: ${positions.length}\n`);
});

test.each(profiles)("%s covers exactly its positions", (profile) => {
  const policy = loadAccessPolicy(resolveProfile(profile));
  const expected = positions
    .filter((one) => one.profile === profile)
    .flatMap(({ position, roles }) => roles.split(" ").map((role) => `${position} -> ${role}`));
  const found = Object.entries(policy.roles).flatMap(([role, declared]) =>
    declared.positions.map((position) => `${position} -> ${role}`),
  );
  expect(found.sort()).toEqual(expected.sort());
});
