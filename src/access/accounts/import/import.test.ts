// Accounts from a file: all or nothing, the same file twice changes nothing, and each fault is named with its place.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../policy/actor.ts";
import { type ManagedAccess, managedAccess } from "../../testing/managed-access.ts";
import type { FileIssue } from "./read-file.ts";

let m: ManagedAccess;
beforeAll(async () => {
  m = await managedAccess();
});
afterAll(() => m.t.close());

const head = "name,email,role,district,schools,from,to";
const file = (...rows: string[]) => [head, ...rows].join("\n");
const counts = async (text: string, by: Actor = m.manager, options: object = {}) => {
  const { added, changed, unchanged } = await m.access.accounts.import(by, text, options);
  return [added, changed, unchanged];
};
const issues = (text: string, by: Actor = m.manager): Promise<string[]> =>
  m.access.accounts.import(by, text).then(
    () => ["no issue"],
    (error: { facts: { issues: FileIssue[] } }) =>
      error.facts.issues.map(({ line, column, message }) => `${line}:${column} ${message}`),
  );
const held = async (email: string) => {
  const { accounts } = await m.access.accounts.list(m.manager, { search: email });
  return accounts[0]?.assignments.map(({ role, district, schools, validFrom, validTo, state }) =>
    [role, district, schools.join(";"), validFrom, validTo ?? "", state].join(" "),
  );
};

test("a file is checked, applied, and the second time changes nothing", async () => {
  const text = file(
    "Ann Ash,Ann@one.example,clerk,17,,,",
    "Ann Ash,ann@one.example,superintendent,19,,2025-11-01,2026-06-30",
    '"Birch, Bo",bo@one.example,school-clerk,17,21745,,2026-06-30',
    "Cy Cedar,cy@one.example,state-analyst,,,,",
  );
  expect(await counts(text, m.manager, { check: true })).toEqual([4, 0, 0]);
  expect(await m.access.findAccount("ann@one.example")).toBeUndefined();
  expect(await counts(text)).toEqual([4, 0, 0]);
  expect(await held("ann@one.example")).toEqual([
    "superintendent 19  2025-11-01 2026-06-30 to come",
    "clerk 17  2025-10-06  valid",
  ]);
  const before = await m.t.db.query("SELECT count(*) FROM audit.event");
  expect(await counts(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual([0, 0, 4]);
  expect((await m.t.db.query("SELECT count(*) FROM audit.event")).rows).toEqual(before.rows);
});

test("a last day, schools, and a name are changed; history stays", async () => {
  await counts(file("Dan Dogwood,dan@two.example,school-clerk,17,21745,,"));
  expect(await counts(file("Dan Dogwood,dan@two.example,school-clerk,17,21745,,2026-01-31"))).toEqual([0, 1, 0]);
  expect(await held("dan@two.example")).toEqual(["school-clerk 17 21745 2025-10-06 2026-01-31 valid"]);
  expect(await counts(file("Dan Dogwood,dan@two.example,school-clerk,17,21745,,"))).toEqual([0, 1, 0]);
  const renamed = file("Dan Elm,dan@two.example,school-clerk,17,21745,2025-09-01,");
  expect(await counts(renamed)).toEqual([0, 1, 0]);
  expect(await held("dan@two.example")).toEqual([
    "school-clerk 17 21745 2025-09-01  valid",
    "school-clerk 17 21745 2025-10-06  ended",
  ]);
  expect((await m.access.findAccount("dan@two.example"))?.name).toBe("Dan Elm");
  expect(await counts(renamed)).toEqual([0, 0, 1]);
  expect(await counts("role,email,name,district\nschool-clerk,dan@two.example,Dan Elm,17")).toEqual([0, 0, 1]);
});

test("an assignment that is over is not given again by the same file", async () => {
  const text = file("Eve Elder,eve@three.example,clerk,17,,2025-10-01,2025-10-31");
  expect(await counts(text)).toEqual([1, 0, 0]);
  const later = m.at("2025-12-01T12:00:00Z");
  const again = await later.accounts.import(m.manager, text);
  expect([again.added, again.changed, again.unchanged]).toEqual([0, 0, 1]);
});

test("links are made for new accounts where they are asked for, once", async () => {
  const text = file("Fay Fir,fay@four.example,clerk,17,,,");
  const { links } = await m.access.accounts.import(m.manager, text, { links: true });
  expect(links).toMatchObject([{ email: "fay@four.example", path: expect.stringMatching(/^\/sign-in\//) }]);
  expect((await m.access.accounts.import(m.manager, text, { links: true })).links).toEqual([]);
});

describe("a file with faults changes nothing and says all of them", () => {
  test("in its cells", async () => {
    const text = file(
      "Good Person,good@five.example,clerk,17,,,",
      "Ada,office@five.example,clerk,17,,,",
      ",nobody,,x,1;b,1/2/2025,2025-02-30",
      "Gil Gum,gil@five.example,janitor,17,,,",
      "Hal Holly,hal@five.example,clerk,,,,",
      "Ida Ivy,ida@five.example,clerk,99,,,",
      "Jo Juniper,jo@five.example,school-clerk,17,22130,,",
      "Jo Juniper,jo@five.example,school-clerk,17,21745,,",
      "Kay Larch,kay@five.example,clerk,17,,2025-10-01,2025-10-05",
    );
    expect(await issues(text)).toEqual([
      "4:1 name is missing",
      "4:2 email is not an e-mail address",
      "4:3 role is missing",
      "4:4 district is not a whole number",
      "4:5 schools is not a list of school numbers such as 21745;21750",
      "4:6 from is not a day such as 2026-07-01",
      "4:7 to is not a day such as 2026-07-01",
    ]);
    const readable = text.replace(",nobody,,x,1;b,1/2/2025,2025-02-30\n", "");
    expect(await issues(readable)).toEqual([
      "3:1 office@five.example is an address that several people read",
      "4:3 The policy has no role janitor",
      "5:4 The role clerk reaches one district",
      "6:4 The directory of the school year ending in 2026 has no district 99",
      "7:5 District 17 has no school 22130 in the school year ending in 2026",
      "8:2 the same person, role and district as in line 7",
      "9:7 the last day is over",
    ]);
    expect(await m.access.findAccount("good@five.example")).toBeUndefined();
  });

  test.each([
    ["", ["1:1 the column name is missing", "1:1 the column email is missing", "1:1 the column role is missing"]],
    ["name,email,role,phone\n", ["1:4 no column phone is known"]],
    ["name,email,role,name\n", ["1:4 the column name stands there twice"]],
    [`${head}\nA B,a@b.example,clerk,17,,,,extra`, ["2:8 the row has more cells than there are columns"]],
    [
      `${head}\nAl Oak,x@six.example,clerk,17,,,\nBo Oak,X@six.example,clerk,19,,,`,
      ["3:1 line 2 calls the person with this address Al Oak"],
    ],
  ])("in its form: %j", async (text, expected) => {
    expect(await issues(text)).toEqual(expected);
  });

  test("a quote that is never closed is named with its line", async () => {
    expect((await issues(`${head}\n"Al Oak,a@b.example,clerk,17,,,`))[0]).toMatch(/^[12]:1 Quote Not Closed/);
  });

  test("in what the sender may not do", async () => {
    await counts(file("Lea Linden,lea@seven.example,clerk,19,,,", "Max Maple,max@seven.example,clerk,17,,,"));
    await m.access.addAssignment(m.manager, "max@seven.example", { role: "superintendent", district: 19 });
    const text = file(
      "Lea Linden,lea@seven.example,clerk,17,,,",
      "Max Myrtle,max@seven.example,clerk,17,,,",
      "Ned Nutmeg,ned@seven.example,clerk,19,,,",
      "Ola Olive,ola@seven.example,superintendent,17,,,",
      "Pia Pine,pia@seven.example,clerk,17,,,",
    );
    expect(await issues(text, m.coordinator)).toEqual([
      "2:2 this address has an account that is not of your district",
      "3:1 this person is called Max Maple, and is not of your district alone",
      "4:4 this district is not yours",
      "5:3 Cora Coordinator may not do this (give the role superintendent)",
    ]);
    expect(await issues(file("Mona Manager,mona@state.example,superintendent,17,,,"))).toEqual([
      "2:2 these are your own rights",
    ]);
    await m.access.setDisabled(m.manager, (await m.access.findAccount("lea@seven.example"))!.id, true);
    expect(await issues(file("Lea Linden,lea@seven.example,clerk,19,,,"))).toEqual(["2:2 this account was closed"]);
  });
});

test("any file that is taken is wholly unchanged the second time, and names just what the first one did", async () => {
  const people = Array.from({ length: 6 }, (_, at) => ({
    name: `Law ${"Abcdef"[at]}son`,
    email: `law${at}@law.example`,
  }));
  const row = fc.record({
    person: fc.constantFrom(...people),
    place: fc.constantFrom("clerk,17,", "clerk,19,", "school-clerk,17,21745", "superintendent,19,", "state-analyst,,"),
    from: fc.constantFrom("", "2025-09-01", "2025-10-06", "2026-01-01"),
    to: fc.constantFrom("", "2026-06-30", "2027-06-30"),
  });
  const key = ({ person, place }: { person: { email: string }; place: string }) => person.email + place;
  const files = fc.uniqueArray(row, { selector: key, minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(files, async (rows) => {
      const text = file(
        ...rows.map(({ person, place, from, to }) => `${person.name},${person.email},${place},${from},${to}`),
      );
      const [added, changed, unchanged] = await counts(text);
      expect((added ?? 0) + (changed ?? 0) + (unchanged ?? 0)).toBe(rows.length);
      expect(await counts(text)).toEqual([0, 0, rows.length]);
      for (const { person, place, to } of rows) {
        const [role, district] = place.split(",");
        const live = (await held(person.email))?.filter((one) => / (valid|to come)$/.test(one)) ?? [];
        const fitting = live.filter((one) => one.startsWith(`${role} ${district} `));
        expect(fitting, `${person.email} ${place}`).toHaveLength(1);
        expect(fitting[0]).toContain(` ${to} `);
      }
    }),
    { numRuns: 40, seed: 20251006 },
  );
});
