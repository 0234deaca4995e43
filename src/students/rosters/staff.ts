// Which people of a roster get an account and which role: what the profile's map and policy say. Pure.
import type { AccessPolicy, RosterStaff } from "../../access/index.ts";
import { schoolYearEnd } from "../../platform/index.ts";
import type { Roster, RosterPerson } from "./model.ts";
import type { RosterProfile } from "./roster-profile.ts";

export type StaffPlan = {
  staff: RosterStaff[];
  /** People who get no account, by OneRoster role, with the reason. */
  notLinked: Record<string, number>;
};

type Context = { policy: AccessPolicy; profile: RosterProfile };

/** Rights end with the school year, or with the role where the file says earlier. */
export const planStaff = (roster: Roster, { policy, profile }: Context): StaffPlan => {
  const plan: StaffPlan = { staff: [], notLinked: {} };
  const ends = schoolYearEnd(roster.years.at(-1) ?? 0);
  for (const person of roster.people) {
    const reason = person.enabled ? (person.email === "" ? "no e-mail address" : undefined) : "not enabled";
    const roles = [...new Set(person.roles.map(({ role }) => role))];
    for (const role of roles) {
      const given = profile.roles[role]?.find((one) => Object.hasOwn(policy.roles, one));
      const schools = schoolsOf(person, role);
      const lacks = given !== undefined && policy.roles[given]?.rows === "school" && schools.length === 0;
      const why = reason ?? (given === undefined ? "no such role here" : lacks ? "no school" : undefined);
      if (given === undefined || why) {
        const key = `${role}: ${why}`;
        plan.notLinked[key] = (plan.notLinked[key] ?? 0) + 1;
        continue;
      }
      const until =
        person.roles
          .filter((one) => one.role === role)
          .map((one) => one.ends ?? ends)
          .sort()
          .at(-1) ?? ends;
      plan.staff.push({
        ...{ email: person.email, name: person.name, role: given },
        schools: policy.roles[given]?.rows === "school" ? schools : [],
        district: policy.roles[given]?.reach === "district" ? roster.district : undefined,
        validTo: until < ends ? until : ends,
      });
    }
  }
  return plan;
};

const schoolsOf = ({ roles }: RosterPerson, role: string): number[] =>
  [...new Set(roles.flatMap((one) => (one.role === role && one.school !== undefined ? [one.school] : [])))].sort(
    (a, b) => a - b,
  );
