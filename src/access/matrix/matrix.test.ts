// The printed matrix says what the policy says: read back from the finished page, by meaning, for every profile.
import { describe, expect, test } from "vitest";
import { resolveProfile } from "../../platform/index.ts";
import { actorFor } from "../policy/actor.ts";
import { loadAccessPolicy, visibleFields } from "../policy/policy.ts";
import { allFields, recordTableNames } from "../policy/record-fields.ts";
import { policyCases } from "./cases.ts";
import { matrixFile } from "./pages/matrix-file.tsx";
import { columnsOf, policyMatrix } from "./policy-matrix.ts";
import { screenTables } from "./screen-fields.ts";

const profiles = ["new-hampshire", "missouri", "boston", "connecticut", "westford"];
const policyOf = (profile: string) => loadAccessPolicy(resolveProfile(profile));

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
const cellsOf = (row: string): string[] =>
  [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = ""]) => plain(cell));

/** Who sees what, as the finished page says it: "role title: table title: field title". */
const readBack = (page: string): Set<string> => {
  const seen = new Set<string>();
  for (const [, table = ""] of page.matchAll(/<table[^>]*>([\s\S]*?)<\/table>/g)) {
    if (!table.includes("Fields by role")) continue;
    let roles: string[] = [];
    let group = "";
    for (const [, row = ""] of table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)) {
      const [first = "", , ...rest] = cellsOf(row);
      if (first === "Field") roles = rest;
      else if (rest.length === 0) group = first;
      else for (const [at, word] of rest.entries()) if (word === "sees") seen.add(`${roles[at]}: ${group}: ${first}`);
    }
  }
  return seen;
};

describe.each(profiles)("the matrix of %s", (profile) => {
  const policy = policyOf(profile);
  const matrix = policyMatrix(policy);
  const page = matrixFile(matrix, profile, "2025-10-06");

  test("shows in print exactly the fields that each role sees", () => {
    const titles = new Map(
      matrix.tables.flatMap(({ title, fields }) => fields.map((one) => [one.name, `${title}: ${one.title}`])),
    );
    const expected = Object.entries(policy.roles).flatMap(([id, { title }]) =>
      visibleFields(policy, id).map((name) => `${title}: ${titles.get(name)}`),
    );
    expect([...readBack(page)].sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(100);
  });

  test("names every role, its positions and its refusal, and every action with who may", () => {
    const text = plain(page);
    for (const { title, positions, refusal } of Object.values(policy.roles))
      for (const words of [title, ...positions, ...(refusal ? [refusal] : [])]) expect(text).toContain(plain(words));
    for (const { title, heldBy } of matrix.actions) {
      const who = heldBy.map((id) => policy.roles[id]?.title).join(" · ") || "nobody";
      expect(text).toContain(who);
      expect(text).toContain(title);
    }
  });

  test("is one file that asks for nothing else, and splits many roles into tables", () => {
    expect(page).not.toMatch(/<(link|script|img)|src=|href=|url\(|@import/);
    expect(page).toContain("@media print");
    const groups = columnsOf(matrix, 7);
    expect(Math.max(...groups.map((roles) => roles.length))).toBeLessThanOrEqual(7);
    expect(groups.flat()).toHaveLength(Object.values(policy.roles).filter(({ rows }) => rows !== "none").length);
  });

  test("gives a case for every role that sees students and every field", () => {
    const cases = policyCases(policy);
    expect(cases).toHaveLength(columnsOf(matrix, 99).flat().length * allFields.length);
    expect(new Set(cases.map(({ expected }) => expected))).toEqual(new Set(["shown", "refused"]));
  });
});

test("titles of roles are told apart within a profile", () => {
  for (const profile of profiles) {
    const titles = Object.values(policyOf(profile).roles).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  }
});

describe("fields for screens", () => {
  const policy = policyOf("missouri");
  const actor = (role: string, reading = true) => actorFor(policy, { account: "x", name: "x", role, reading });

  test("are those of the role, in the order of the record, without tables that show nothing", () => {
    const tables = screenTables(actor("registrar"));
    expect(tables.map(({ table }) => table)).toEqual(["student"]);
    expect(tables[0]?.fields.map(({ title }) => title).slice(0, 4)).toEqual([
      "State student identifier",
      "First name",
      "Middle name",
      "Last name",
    ]);
    expect(screenTables(actor("manager")).map(({ table }) => table)).toEqual(recordTableNames);
  });

  test("are none while what reading needs is missing, and none for who sees no student", () => {
    expect(screenTables(actor("researcher", false))).toEqual([]);
    expect(screenTables(actor("board"))).toEqual([]);
  });
});
