// A small school of a roster in a database of its own: one profile with teachers and families, and a set written by hand.
import { type Access, type AccessPolicy, applyPolicy, createAccess, loadAccessPolicy } from "../../access/index.ts";
import { fixedClock, resolveProfile } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import type { RosterDeps } from "../rosters/import-roster.ts";
import { loadRosterProfile } from "../rosters/roster-profile.ts";
import { type RosterTables, writeRosterZip } from "../rosters/write-set.ts";

export type SmallRoster = TestDatabase & { policy: AccessPolicy; access: Access; on(day: string): RosterDeps };

export const smallRoster = async (profile = "connecticut"): Promise<SmallRoster> => {
  const database = await testDatabase(profile);
  const dir = resolveProfile(profile);
  const policy = loadAccessPolicy(dir);
  await applyPolicy(database.owner, policy);
  const rosters = loadRosterProfile(dir, policy);
  const on = (day: string): RosterDeps => ({
    db: database.db,
    policy,
    clock: fixedClock(`${day}T16:00:00Z`),
    profile: rosters,
  });
  return { ...database, policy, access: createAccess({ db: database.db, policy, clock: on("2025-10-06").clock }), on };
};

export type Enrolled = { class: string; user: string; role?: "student" | "teacher"; begin?: string; end?: string };
export type RosterPeople = {
  students: string[];
  teachers: string[];
  classes: string[];
  enrolled: Enrolled[];
  district?: number;
};

/** Version 1.1: students and teachers by identifier, all in school 401 of district 17; classes of the whole year. */
export const tablesOf = ({ students, teachers, classes, enrolled, district = 17 }: RosterPeople): RosterTables => {
  const user = { enabledUser: "true", orgSourcedIds: "s", status: "" };
  return {
    orgs: [
      { sourcedId: "d", name: "Oak", type: "district", identifier: district },
      { sourcedId: "s", name: "Oak School", type: "school", identifier: district * 10 + 231, parentSourcedId: "d" },
    ],
    academicSessions: [
      {
        sourcedId: "y",
        title: "2025-26",
        type: "schoolYear",
        startDate: "2025-09-01",
        endDate: "2026-06-20",
        schoolYear: 2026,
      },
    ],
    classes: classes.map((id) => ({
      sourcedId: id,
      title: `Class ${id}`,
      courseSourcedId: "",
      schoolSourcedId: "s",
      termSourcedIds: "y",
    })),
    users: [
      ...students.map((id) => ({
        ...user,
        sourcedId: id,
        role: "student",
        username: id,
        givenName: `Given ${id}`,
        familyName: `Family ${id}`,
        grades: "05",
      })),
      ...teachers.map((id) => ({
        ...user,
        sourcedId: id,
        role: "teacher",
        username: id,
        givenName: "Tess",
        familyName: id,
        email: `${id}@example.org`,
      })),
    ],
    enrollments: enrolled.map((one, at) => ({
      ...{
        sourcedId: `e${at}`,
        classSourcedId: one.class,
        schoolSourcedId: "s",
        userSourcedId: one.user,
        role: one.role ?? "student",
      },
      ...{ beginDate: one.begin ?? "", endDate: one.end ?? "" },
    })),
  };
};

export const zipOf = (people: RosterPeople): Uint8Array => writeRosterZip("1.1", tablesOf(people));
