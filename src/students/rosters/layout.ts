// The files of a OneRoster CSV set that rosters are made of, and the columns they must have: 1EdTech OneRoster 1.1 and 1.2
// CSV binding. Further columns (metadata.*) and files are left alone.

export type RosterVersion = "1.1" | "1.2";
export const rosterFiles = [
  "orgs",
  "academicSessions",
  "courses",
  "classes",
  "users",
  "roles",
  "enrollments",
  "demographics",
] as const;
export type RosterFile = (typeof rosterFiles)[number];

type FileLayout = {
  /** Columns whose cells may not be blank. */
  filled: readonly string[];
  /** Columns that must be in the header, blank or not, because the import reads them. */
  columns: readonly string[];
};

const users = ["sourcedId", "givenName", "familyName"] as const;

/** `courses`, `demographics` may be absent; without the others there is no roster. `roles` came with 1.2. */
export const mayBeAbsent: ReadonlySet<RosterFile> = new Set<RosterFile>(["courses", "demographics"]);

export const layoutOf = (file: RosterFile, version: RosterVersion): FileLayout | undefined => {
  if (file === "users")
    return version === "1.1"
      ? {
          filled: [...users, "orgSourcedIds", "role"],
          columns: ["userIds", "middleName", "identifier", "email", "phone", "agentSourcedIds", "grades"],
        }
      : {
          filled: users,
          columns: [
            "userIds",
            "middleName",
            "identifier",
            "email",
            "phone",
            "agentSourcedIds",
            "grades",
            "primaryOrgSourcedId",
          ],
        };
  if (file === "roles" && version === "1.1") return undefined;
  return others[file];
};

const others: Record<Exclude<RosterFile, "users">, FileLayout> = {
  orgs: { filled: ["sourcedId", "name", "type"], columns: ["identifier", "parentSourcedId"] },
  academicSessions: { filled: ["sourcedId", "title", "type", "startDate", "endDate", "schoolYear"], columns: [] },
  courses: { filled: ["sourcedId", "title"], columns: ["courseCode"] },
  classes: {
    filled: ["sourcedId", "title", "schoolSourcedId", "termSourcedIds"],
    columns: ["courseSourcedId", "classCode"],
  },
  roles: { filled: ["sourcedId", "userSourcedId", "role", "orgSourcedId"], columns: ["beginDate", "endDate"] },
  enrollments: {
    filled: ["sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
    columns: ["beginDate", "endDate"],
  },
  demographics: { filled: ["sourcedId"], columns: ["birthDate", "sex"] },
};

/** Both versions' words for what a person is. */
export const rosterRoles = [
  "administrator",
  "aide",
  "counselor",
  "districtAdministrator",
  "guardian",
  "parent",
  "principal",
  "proctor",
  "relative",
  "siteAdministrator",
  "student",
  "systemAdministrator",
  "teacher",
] as const;
export type RosterRole = (typeof rosterRoles)[number];

/** Who is family: their accounts get edges to the students that name them, or that they name, as agents. */
export const familyRoles: ReadonlySet<string> = new Set(["guardian", "parent", "relative"]);

/** Yes-or-no columns of demographics, with the words of the record. */
export const raceColumns: Readonly<Record<string, string>> = {
  americanIndianOrAlaskaNative: "American Indian or Alaska Native",
  asian: "Asian",
  blackOrAfricanAmerican: "Black or African American",
  nativeHawaiianOrOtherPacificIslander: "Native Hawaiian or Other Pacific Islander",
  white: "White",
  hispanicOrLatinoEthnicity: "Hispanic or Latino",
};

/** CEDS grades as the directory prints them; what is not here is kept as it stands. */
export const gradeOf = (code: string): string => {
  const plain = code.trim().toUpperCase();
  if (/^0?\d$/.test(plain) || /^1[0-2]$/.test(plain)) return String(Number(plain));
  return ({ PR: "PK", TK: "PK", IT: "PK", "13": "PG", PS: "PG", UG: "UG" } as Record<string, string>)[plain] ?? plain;
};
