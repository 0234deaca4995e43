// Who may: each profile's policy against its table in testing/, written by hand and never generated from the policy.
import { describe, expect, test } from "vitest";
import { resolveProfile } from "../../platform/index.ts";
import { actions } from "./actions.ts";
import { actorFor, can } from "./actor.ts";
import { type AccessPolicy, loadAccessPolicy, visibleFields } from "./policy.ts";
import { allFields, findField } from "./record-fields.ts";
import { boston } from "./testing/boston.ts";
import { connecticut } from "./testing/connecticut.ts";
import { missouri } from "./testing/missouri.ts";
import { newHampshire } from "./testing/new-hampshire.ts";
import { westford } from "./testing/westford.ts";
import type { Roles, WhoMay } from "./testing/who-may.ts";

const tables: WhoMay[] = [newHampshire, missouri, boston, connecticut, westford];
const home = 112;
const other = 7;

const listed = (roles: Roles | undefined): string[] => (roles ?? "").split(" ").filter(Boolean).sort();
const named = (groups: Record<string, Roles>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(groups).map(([name, roles]) => [name, listed(roles)]));

/** Roles of the policy by what `of` says of each. */
const grouped = (
  policy: AccessPolicy,
  of: (role: AccessPolicy["roles"][string], name: string) => readonly string[],
): Record<string, string[]> => {
  const groups: Record<string, string[]> = {};
  for (const [name, role] of Object.entries(policy.roles))
    for (const group of of(role, name)) {
      groups[group] ??= [];
      groups[group].push(name);
    }
  for (const roles of Object.values(groups)) roles.sort();
  return groups;
};

describe.each(tables)("who may in $profile", (table) => {
  const policy = loadAccessPolicy(resolveProfile(table.profile));
  const roles = Object.keys(policy.roles);

  test("the table names every role once, and every action", () => {
    const { state, district, none } = table.reach;
    expect([state, district, none].flatMap(listed).sort()).toEqual([...roles].sort());
    expect(Object.keys(table.actions).sort()).toEqual([...actions].sort());
  });

  test("how far a role reaches, and which students it sees", () => {
    expect(grouped(policy, ({ reach }) => [reach])).toEqual(named(table.reach));
    expect(grouped(policy, ({ rows }) => (rows === "none" ? [] : [rows]))).toEqual(named(table.rows));
    const wholeYear = grouped(policy, ({ when }) => [when])["school-year"];
    expect(wholeYear ?? []).toEqual(listed(table.wholeYear));
    const { minor = [], adult = [] } = grouped(policy, ({ student_age }) => (student_age ? [student_age] : []));
    expect([minor, adult]).toEqual([listed(table.minors), listed(table.adults)]);
  });

  test("what a role needs before it may act, and before it may read", () => {
    expect(grouped(policy, ({ needs }) => needs)).toEqual(named(table.needs));
    expect(grouped(policy, ({ needs_to_read }) => needs_to_read)).toEqual(named(table.needsToRead));
  });

  test.each(Object.entries(table.fields))("who sees %s", (field, seenBy) => {
    expect(findField(field)).toBeDefined();
    const seeing = roles.filter((role) => visibleFields(policy, role).some((one) => one === field));
    expect(seeing.sort()).toEqual(listed(seenBy));
  });

  test.each(Object.entries(table.actions))("%s", (action, who) => {
    const mayDo = (role: string, district: number) =>
      can(
        actorFor(policy, {
          account: role,
          name: role,
          role,
          ...(policy.roles[role]?.reach === "district" && { district: home }),
        }),
        action as (typeof actions)[number],
        { district },
      );
    const placed = listed(table.reach.district);
    const state = listed(table.reach.state);
    const holding = roles.filter((role) => policy.roles[role]?.actions.some((one) => one === action)).sort();
    expect(holding).toEqual(listed(who));
    expect(roles.filter((role) => mayDo(role, home)).sort()).toEqual(
      holding.filter((role) => placed.includes(role) || state.includes(role)),
    );
    expect(roles.filter((role) => mayDo(role, other)).sort()).toEqual(holding.filter((role) => state.includes(role)));
  });

  test("every field of the record has a level", () => {
    for (const { table: name, column } of allFields)
      expect((policy.levels as Record<string, Record<string, number>>)[name]?.[column]).toBeTypeOf("number");
  });
});
