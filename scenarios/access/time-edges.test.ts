// Access ends and begins to the day, in the jurisdiction's own time zone, without a job that runs at midnight: one session
// asks just before and just after. In Chicago and in New York, over 30 June, both clock changes, leap day and birthdays.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountId, assignmentId, emptyWorld, grantId, type Office, openOffice } from "./testing/office.ts";
import type { World } from "./testing/world.ts";

/** Hours behind UTC in winter and in summer. */
const zones = [
  { profile: "missouri", zone: "America/Chicago", winter: "-06:00", summer: "-05:00", adult: "eligible-student" },
  { profile: "new-hampshire", zone: "America/New_York", winter: "-05:00", summer: "-04:00", adult: "adult-student" },
];

const long = { from: "2020-07-01", to: null, endedAt: null };

/** People 1..6, each of one edge in time: the last and the first day of what lets them see. */
const people = (adult: string) =>
  [
    { n: 1, role: "superintendent", from: "2025-07-01", to: "2026-06-30" },
    { n: 2, role: "superintendent", from: "2026-03-08", to: "2026-03-08" },
    { n: 3, role: "superintendent", from: "2026-11-01", to: "2026-11-01" },
    { n: 4, role: "superintendent", from: "2028-02-29", to: "2028-02-29" },
    { n: 5, role: "parent", ...long },
    { n: 6, role: adult, ...long },
    { n: 7, role: "parent", ...long },
  ] as const;

const worldOf = (adult: string): World => {
  const who = people(adult);
  const edge = (n: number, student: number, relation: string, from = "2020-07-01", to: string | null = null) => ({
    ...{ account: accountId(n), student, relation, source: "test:1", district: null, from, to, barred: false },
  });
  return {
    ...emptyWorld(),
    accounts: who.map(({ n }) => ({ id: accountId(n), disabled: false })),
    assignments: who.map(({ n, role, from, to }) => ({
      ...{ id: assignmentId(n), account: accountId(n), role, from, to, endedAt: null, schools: [] },
      district: role === "superintendent" ? 17 : null,
    })),
    students: [
      { id: 1, born: "2008-06-15", district: 17, school: 1 },
      { id: 2, born: "2008-02-29", district: 17, school: 1 },
      { id: 3, born: "2019-01-01", district: 17, school: 1 },
    ],
    edges: [
      ...[1, 2].flatMap((student) => [edge(5, student, "parent"), edge(6, student, "self")]),
      edge(7, 3, "parent", "2025-07-01", "2026-06-30"),
    ],
  };
};

describe.each(zones)("in $zone", ({ profile, winter, summer, adult }) => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(profile, worldOf(adult), `2026-01-15T12:00:00${winter}`);
  });
  afterAll(() => office?.close());

  /** What person `n` sees at each of the instants, in one session begun at the first. */
  const seen = async (n: number, ...instants: string[]): Promise<number[]> => {
    office.at(instants[0]!);
    const visitor = await office.signIn(accountId(n));
    const counts: number[] = [];
    for (const instant of instants) {
      office.at(instant);
      counts.push(await visitor.students());
    }
    return counts;
  };
  const midnight = (day: string, next: string, before: string, after = before): [string, string] => [
    `${day}T23:59:59.999${before}`,
    `${next}T00:00:00${after}`,
  ];

  test("an assignment begins on 1 July and is over after 30 June", async () => {
    expect(await seen(1, ...midnight("2025-06-30", "2025-07-01", summer))).toEqual([0, 3]);
    expect(await seen(1, ...midnight("2026-06-30", "2026-07-01", summer))).toEqual([3, 0]);
  });

  test("so does what stands between a person and a student", async () => {
    expect(await seen(7, ...midnight("2025-06-30", "2025-07-01", summer))).toEqual([0, 1]);
    expect(await seen(7, ...midnight("2026-06-30", "2026-07-01", summer))).toEqual([1, 0]);
  });

  test("the night that loses an hour begins and ends at midnight", async () => {
    expect(await seen(2, ...midnight("2026-03-07", "2026-03-08", winter))).toEqual([0, 3]);
    expect(await seen(2, `2026-03-08T01:59:59${winter}`, `2026-03-08T03:00:00${summer}`)).toEqual([3, 3]);
    expect(await seen(2, ...midnight("2026-03-08", "2026-03-09", summer))).toEqual([3, 0]);
  });

  test("the night that gains an hour begins and ends at midnight", async () => {
    expect(await seen(3, ...midnight("2026-10-31", "2026-11-01", summer))).toEqual([0, 3]);
    expect(await seen(3, `2026-11-01T01:45:00${summer}`, `2026-11-01T01:05:00${winter}`)).toEqual([3, 3]);
    expect(await seen(3, ...midnight("2026-11-01", "2026-11-02", winter))).toEqual([3, 0]);
  });

  test("29 February is a day like others", async () => {
    expect(await seen(4, ...midnight("2028-02-28", "2028-02-29", winter))).toEqual([0, 3]);
    expect(await seen(4, ...midnight("2028-02-29", "2028-03-01", winter))).toEqual([3, 0]);
  });

  test("on the eighteenth birthday the rights move from the parent to the student", async () => {
    const birthday = midnight("2026-06-14", "2026-06-15", summer);
    expect([await seen(5, ...birthday), await seen(6, ...birthday)]).toEqual([
      [1, 0],
      [1, 2],
    ]);
  });

  test("who was born on 29 February comes of age on 1 March", async () => {
    const birthday = midnight("2026-02-28", "2026-03-01", winter);
    expect([await seen(5, ...birthday), await seen(6, ...birthday)]).toEqual([
      [2, 1],
      [0, 1],
    ]);
  });
});

describe("a condition that lasts to 30 June, and a right that lasts for the year", () => {
  let missouri: Office;
  let boston: Office;
  beforeAll(async () => {
    const teacher = { id: assignmentId(1), account: accountId(1), role: "teacher", district: 17, schools: [], ...long };
    const taught = { student: 3, relation: "teacher", source: "class:1", district: 17, barred: false };
    const memo = { kind: "authorization", from: "2025-07-01", to: "2026-06-30", endedAt: null, students: [] };
    const world = {
      ...worldOf("parent"),
      accounts: [{ id: accountId(1), disabled: false }],
      assignments: [teacher],
      grants: [{ id: grantId(1), account: accountId(1), role: "teacher", assignment: null, ...memo }],
    };
    const noon = "2026-01-15T12:00:00-06:00";
    const always = { ...taught, account: accountId(1), from: "2024-09-01", to: null };
    const autumn = { ...taught, account: accountId(1), from: "2025-09-01", to: "2025-12-19" };
    missouri = await openOffice("missouri", { ...world, edges: [always] }, noon);
    boston = await openOffice("boston", { ...world, edges: [autumn] }, noon);
  });
  afterAll(async () => {
    await missouri?.close();
    await boston?.close();
  });

  const over = async (office: Office, before: string, after: string) => {
    office.at(before);
    const visitor = await office.signIn(accountId(1));
    const first = await visitor.students();
    office.at(after);
    return [first, await visitor.students()];
  };

  test("the yearly authorization ends in the night to 1 July, with everything that needs it", async () => {
    expect(await over(missouri, "2026-06-30T23:59:59-05:00", "2026-07-01T00:00:00-05:00")).toEqual([1, 0]);
    expect(await over(missouri, "2025-06-30T23:59:59-05:00", "2025-07-01T00:00:00-05:00")).toEqual([0, 1]);
  });

  test("who taught a student in autumn sees the record to the end of that school year", async () => {
    expect(await over(boston, "2025-12-19T12:00:00-05:00", "2025-12-20T12:00:00-05:00").then(([a]) => a)).toBe(1);
    expect(await over(boston, "2026-06-30T23:59:59-04:00", "2026-07-01T00:00:00-04:00")).toEqual([1, 0]);
    expect(await over(boston, "2025-08-31T23:59:59-04:00", "2025-09-01T00:00:00-04:00")).toEqual([0, 1]);
  });
});
