// A grant counts exactly on its days, in the jurisdiction's zone: the database's standing(), the program's missingNeeds and
// a model written by hand, over random worlds around the nights that go wrong.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf, fixedClock, resolveProfile, withTransaction } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { actingAs, missingNeeds } from "../accounts/standing.ts";
import { selectAccount, selectHeld } from "../accounts/store.ts";
import { applyPolicy } from "../enforcement/apply-policy.ts";
import { loadAccessPolicy, needsOf } from "../policy/policy.ts";
import { viewerOf } from "../policy/viewer.ts";

const worlds = 2_000;
const policy = loadAccessPolicy(resolveProfile("new-hampshire"));
const roles = ["bureau-staff", "state-manager", "department-contractor", "researcher", "superintendent"];
const kinds = ["authorization", "assurance", "agreement", "training"];
const zones = ["America/New_York", "America/Chicago"];

/** First moments of days that follow a year's end, both changes of the clock, a leap day and a new year, by zone (UTC). */
const nights = ["2026-07-01", "2027-07-01", "2025-11-03", "2026-03-09", "2028-02-29", "2028-03-01", "2026-01-01"];
const days = [
  ...nights,
  "2026-06-30",
  "2026-06-29",
  "2025-11-02",
  "2026-03-08",
  "2028-02-28",
  "2025-12-31",
  "2025-07-01",
];

/** UTC moments around a night's midnight in either zone, to the second. */
const moments = fc
  .record({
    night: fc.constantFrom(...nights),
    zone: fc.constantFrom(...zones),
    by: fc.constantFrom(-3601, -1, 0, 1, 3600, 43_200),
  })
  .map(({ night, zone, by }) => ({ zone, at: new Date(midnight(night, zone) + by * 1000) }));

/** By hand: the offsets of the two zones at the nights above, hours behind UTC. */
const midnight = (day: string, zone: string): number => {
  const summer =
    day >= "2026-03-09" && day < "2026-11-01" ? 1 : day.startsWith("2027-07") || day === "2025-07-01" ? 1 : 0;
  const behind = (zone === "America/Chicago" ? 6 : 5) - summer;
  return Date.parse(`${day}T00:00:00Z`) + behind * 3_600_000;
};

const span = fc
  .tuple(fc.constantFrom(...days), fc.constantFrom(...days))
  .map(([a, b]) => (a <= b ? [a, b] : [b, a]) as [string, string]);
/** Mostly long spans and kinds that are needed: else next to nobody would ever stand. */
const grant = fc.record({
  kind: fc.constantFrom(...kinds, ...kinds.slice(0, 3)),
  role: fc.constantFrom(null, null, ...roles),
  span: fc.oneof(span, fc.constant<[string, string]>(["2025-07-01", "2028-03-01"])),
  ended: fc.constantFrom(false, false, false, false, true),
  bound: fc.constantFrom(null, null, null, "this", "other"),
});
const world = fc.record({
  ...{
    moment: moments,
    role: fc.constantFrom(...roles),
    from: fc.constantFrom("2025-07-01", "2025-07-01", "2025-07-01", ...days.slice(-3)),
  },
  to: fc.constantFrom(null, null, null, null, ...days),
  ended: fc.constantFrom(false, false, false, false, true),
  disabled: fc.constantFrom(false, false, false, false, false, true),
  grants: fc.array(grant, { minLength: 3, maxLength: 10, size: "max" }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
  await applyPolicy(t.owner, policy);
});
afterAll(() => t.close());

/** The model: days compared as texts, every condition on its own line. */
const standsByHand = (w: World): boolean => {
  const local = new Date(w.moment.at.getTime() - offset(w.moment.at, w.moment.zone) * 3_600_000);
  const day = local.toISOString().slice(0, 10);
  if (w.disabled || w.ended) return false;
  if (day < w.from) return false;
  if (w.to !== null && w.to >= w.from && day > w.to) return false;
  return needsOf(policy.roles[w.role]!).every((need) =>
    w.grants.some(
      (g) =>
        g.kind === need &&
        !g.ended &&
        g.bound !== "other" &&
        (g.role === null || g.role === w.role) &&
        g.span[0] <= day &&
        day <= g.span[1],
    ),
  );
};

/** Hours behind UTC, by the law of the two changes a year in these years: second Sunday of March to first of November, 2 o'clock. */
const offset = (at: Date, zone: string): number => {
  const standard = zone === "America/Chicago" ? 6 : 5;
  const year = at.getUTCFullYear();
  const sunday = (month: number, nth: number) => {
    const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
    return 1 + ((7 - first) % 7) + 7 * (nth - 1);
  };
  const begins = Date.UTC(year, 2, sunday(2, 2), 2 + standard);
  const ends = Date.UTC(year, 10, sunday(10, 1), 1 + standard);
  return at.getTime() >= begins && at.getTime() < ends ? standard - 1 : standard;
};

const write = async (w: World, n: number) =>
  withTransaction(t.owner, async (tx) => {
    const one = async (text: string, values: unknown[]) => (await tx.query(text, values)).rows[0].id as string;
    const account = await one(
      "INSERT INTO access.account (name, email, created_at, disabled_at) VALUES ($1, $2, now(), $3) RETURNING id",
      [`Person ${n}`, `p${n}@example.org`, w.disabled ? new Date() : null],
    );
    const to = w.to !== null && w.to >= w.from ? w.to : null;
    const assign = (role: string, ended: boolean) =>
      one(
        `INSERT INTO access.assignment (account_id, role, valid_from, valid_to, created_at, created_by, ended_at, ended_by)
         VALUES ($1, $2, $3, $4, now(), 'system', $5, $6) RETURNING id`,
        [account, role, w.from, to, ended ? new Date() : null, ended ? "system" : null],
      );
    const assignment = await assign(w.role, w.ended);
    const other = w.grants.some(({ bound }) => bound === "other") ? await assign(w.role, true) : null;
    for (const g of w.grants)
      await tx.query(
        `INSERT INTO access.dated_grant (account_id, role, kind, valid_from, valid_to, given_at, given_by, given_by_name, statement, ended_at, ended_by, assignment_id)
         VALUES ($1, $2, $3, $4, $5, now(), 'x', 'X', 'x', $6, $7, $8)`,
        [
          ...[account, g.role, g.kind, g.span[0], g.span[1], g.ended ? new Date() : null, g.ended ? "x" : null],
          g.bound === "this" ? assignment : g.bound === "other" ? other : null,
        ],
      );
    return { account, assignment };
  });

test(`the database and the program never disagree on who stands, in ${worlds} random worlds`, async () => {
  let standing = 0;
  for (const [n, w] of fc.sample(fc.noBias(world), { numRuns: worlds, seed: 20_260_701 }).entries()) {
    const { account, assignment } = await write(w, n);
    const day = dayOf(fixedClock(w.moment.at.toISOString(), w.moment.zone));
    const byDatabase = await withTransaction(t.owner, async (tx) => {
      await tx.query("SELECT set_config('rollbook.assignment', $1, true), set_config('rollbook.today', $2, true)", [
        assignment,
        day,
      ]);
      const { rows } = await tx.query("SELECT access.stands($1) AS stands", [viewerOf(w.role, policy.roles[w.role]!)]);
      return rows[0].stands as boolean;
    });
    const found = await selectAccount(t.owner, account, day);
    const held = await selectHeld(t.owner, account, day);
    const mine = found?.assignments.find(({ id }) => id === assignment);
    const byProgram = mine !== undefined && missingNeeds(policy, mine, held).length === 0;
    const expected = standsByHand(w);
    expect({ byDatabase, byProgram }, JSON.stringify(w)).toEqual({ byDatabase: expected, byProgram: expected });
    if (found) expect(actingAs(policy, found, mine, held).grants.viewer !== undefined).toBe(expected);
    if (expected) standing += 1;
  }
  console.log(`${worlds} worlds, ${standing} of them standing, 0 differences`);
  expect(standing).toBeGreaterThan(worlds / 10);
  expect(standing).toBeLessThan(worlds);
});
