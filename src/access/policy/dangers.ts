// What a policy must never say, though each word of it is well formed. Pure: gives places and reasons; who reads the
// file makes them errors with file, line and column.
import { type Action, readingActions } from "./actions.ts";
import type { AccessPolicy, RolePolicy } from "./policy.ts";
import { staffBesideOutcomes } from "./purpose-limit.ts";
import { type FieldName, findField } from "./record-fields.ts";

export type Danger = { path: (string | number)[]; message: string };

/** Who stands in them has rights of a family; everybody else serves. */
const familyRelations: ReadonlySet<string> = new Set(["parent", "guardian", "noncustodial-parent", "self"]);

/** Actions that are no district's: the only ones of a role that reaches none, whose scope is never asked. */
const placeless: ReadonlySet<Action> = new Set<Action>([
  "student.view",
  "student.search",
  "report.public",
  "application.make",
  "policy.view",
]);
/** Whoever holds one of these could give more than the own role: no district manager may hand it out. */
const powers: readonly Action[] = ["account.manage", "grant.give", "application.decide", "audit.view"];

/** Pairs that must be two persons' business. */
const apart: readonly [Action, Action, string][] = [
  ["student.export", "student.export-approve", "an export is approved by another role than the exporter's"],
  ["application.make", "application.decide", "nobody decides on the own application"],
];

export const dangersOf = (policy: AccessPolicy, visible: (role: string) => readonly FieldName[]): Danger[] => [
  ...Object.entries(policy.roles).flatMap(([name, role]) =>
    dangersOfRole(policy, name, role, visible(name)).map(({ path, message }) => ({
      path: ["roles", name, ...path],
      message,
    })),
  ),
  ...withoutCounterpart(policy),
];

const dangersOfRole = (
  policy: AccessPolicy,
  name: string,
  role: RolePolicy,
  fields: readonly FieldName[],
): Danger[] => {
  const found: Danger[] = [];
  const must = (holds: boolean, path: Danger["path"], message: string) => holds || found.push({ path, message });
  const reading = role.rows !== "none";
  const has = (action: Action): boolean => role.actions.includes(action);

  must(role.rows !== "all" || role.reach !== "district", ["rows"], "a role of one district cannot see all students");
  must(role.rows !== "school" || role.reach === "district", ["rows"], "a school is one of a district: reach district");
  must(role.rows !== "family" || role.student_age !== undefined, ["rows"], "student_age says whose right it is");
  role.relations.forEach((relation, at) => {
    must(
      (role.rows === "family") === familyRelations.has(relation),
      ["relations", at],
      `${relation} is of another kind`,
    );
  });
  const beyond = role.actions.filter((action) => readingActions.has(action) && action !== "student.search");
  must(
    role.rows !== "located" || (has("student.search") && beyond.length === 0),
    ["rows"],
    "who locates a student searches, and opens no list, no record and no file",
  );
  must(!reading || fields.length > 0, ["fields"], "sees students and none of their fields");
  role.actions.forEach((action, at) => {
    must(reading || !readingActions.has(action), ["actions", at], `${action} needs rows`);
    must(role.reach !== "none" || placeless.has(action), ["actions", at], `${action} needs a reach`);
  });
  for (const [one, other, why] of apart) must(!(has(one) && has(other)), ["actions", role.actions.indexOf(other)], why);
  must(
    !has("student.search") ||
      fields.some((field) => ["name", "identifier"].includes(findField(field)?.field.kind ?? "")),
    ["actions", role.actions.indexOf("student.search")],
    "student.search needs a name or an identifier to see",
  );
  role.given_by.forEach((giver, at) => {
    const power = powers.find(has);
    must(power === undefined, ["given_by", at], `a role that holds ${power} is given by who manages all accounts`);
    must(role.reach !== "state", ["given_by", at], "a role of the whole state is given by who manages all accounts");
    must(giver !== name, ["given_by", at], "nobody gives the own role");
    const may = policy.roles[giver]?.actions ?? [];
    must(may.includes("account.manage-district"), ["given_by", at], `${giver} does not hold account.manage-district`);
  });
  const beside = staffBesideOutcomes(
    fields.map((field) => ({ name: field, outcome: findField(field)?.field.kind === "outcome" })),
  );
  must(beside.length === 0, ["fields"], `${beside.join(", ")} would stand beside outcomes: no outcomes by named staff`);
  return found;
};

/** What one role holds and only another role could complete. */
const withoutCounterpart = ({ roles }: AccessPolicy): Danger[] => {
  const holding = (action: Action) => Object.entries(roles).filter(([, role]) => role.actions.includes(action));
  const found: Danger[] = [];
  const approved = holding("student.export-approve").length > 0;
  for (const [name] of approved ? [] : holding("student.export"))
    found.push({
      path: ["roles", name, "actions"],
      message: "student.export, and no role holds student.export-approve",
    });
  const decided = holding("application.decide").length > 0;
  for (const [name] of decided ? [] : holding("application.make"))
    found.push({ path: ["roles", name, "actions"], message: "application.make, and no role holds application.decide" });
  const managers = holding("account.manage");
  const [first] = managers;
  if (first && managers.every(([, { needs }]) => needs.length > 0))
    found.push({
      path: ["roles", first[0], "needs"],
      message: "every role that holds account.manage needs what somebody else must give: nobody could begin",
    });
  return found;
};
