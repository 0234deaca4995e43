// What each role of Missouri sees in the browser, written out from the department's policy and its four levels.
import { everybody, type ProfileMatrix } from "./expected.ts";

const list = "Name, State student identifier, Birth date, School, Grade";
const whoseName = "Head: whole name; Grade, School, District";
const contacts = "Guardian, Guardian's telephone";
const numbers = "State student identifier, Local student identifier";
const about = "Sex, Race or ethnicity, Home language, Parent in the military, Homeless";
const programs = "Programs: Program, District, From, To";
const assessments = "Assessments: School year, Assessment, Subject, Taken, Scale score, Performance level";
const classes = "Classes: Class, Course, School year, School, From, To";
const lunch = "Lunch status: School year, Lunch status";

const sections = [
  "Enrollment history: School year, District, School, Grade, Entered, Entry code, Left, Exit code",
  programs,
  "Attendance: School year, School, Half days present, Half days absent, In-school suspensions, Out-of-school suspensions",
  ...[assessments, classes],
  "Special education and Section 504: Plan, Primary disability, District, From, To",
  lunch,
];
const withoutHealth = [
  ...[whoseName, `Facts: ${numbers}, Birth date, Town of birth, ${about}, ${contacts}`],
  ...sections,
];
const whole = [...withoutHealth, "Health: Day, Note"];
const taught = [
  ...[whoseName, `Facts: ${numbers}, Birth date, Sex, Home language, ${contacts}`],
  ...["Enrollment history: School year, District, School, Grade, Entered, Left", programs],
  ...["Attendance: School year, School, Half days present, Half days absent", assessments, classes],
  "Special education and Section 504: Plan, District, From, To",
];

const granted = ["ann bea", "dan eve"] as const;
const ofOwnDistrict = ["ann bea cal", "dan eve fay"] as const;

export const missouri: ProfileMatrix = {
  ...{ profile: "missouri", districts: 2, importer: "superintendent" },
  roster: { teacher: "teacher", parent: "parent" },
  roles: [
    {
      role: "manager",
      navigation:
        "Home, Students, Find a student, Identifiers, Exports to approve, Accounts, Who sees what, Audit log, Grants, Data taken away",
      seen: { students: [everybody, everybody], list, page: whole },
    },
    {
      role: "level-1",
      navigation: "Home, Students, Find a student, Identifiers, Exports, Who sees what, Grants, Data taken away",
      seen: { students: [everybody, everybody], list, page: whole },
    },
    {
      ...{ role: "audit-staff", navigation: "Home, Students, Grants" },
      seen: {
        ...{ students: [everybody, everybody], list: "Student, School, Grade" },
        page: ["Head: record; Grade, School, District", `Facts: ${about}`, ...sections],
      },
    },
    {
      role: "superintendent",
      navigation:
        "Home, Students, Find a student, Exports to approve, Classes, Rosters, Caseloads, Who sees what, Grants",
      seen: { students: ofOwnDistrict, list, page: whole },
    },
    {
      role: "superintendent-designee",
      navigation: "Home, Students, Find a student, Identifiers, Exports, Classes, Rosters, Caseloads, Grants",
      seen: { students: ofOwnDistrict, list, page: whole },
    },
    {
      ...{
        role: "submission-staff",
        navigation: "Home, Students, Find a student, Identifiers, Classes, Rosters, Grants",
      },
      seen: { students: ofOwnDistrict, list, page: withoutHealth },
    },
    {
      ...{ role: "teacher", byRoster: true, navigation: "Home, Students, Grants" },
      seen: { students: ["ann bea", "dan eve"], list, page: taught },
    },
    {
      ...{ role: "testing-company", navigation: "Students, Grants" },
      seen: {
        ...{ students: granted, list },
        page: [whoseName, "Facts: State student identifier, Birth date, Sex", assessments],
      },
    },
    {
      ...{ role: "researcher", navigation: "Home, Students, Grants" },
      seen: {
        ...{ students: granted, list: "Student, State student identifier, Birth date, School, Grade" },
        page: [
          "Head: number; Grade, School, District",
          `Facts: ${numbers}, Birth date, Town of birth, ${about}`,
          ...sections,
        ],
      },
    },
    {
      ...{ role: "parent", byRoster: true, navigation: "Students, Grants" },
      seen: { students: ["ann", "dan"], list, page: whole },
    },
    {
      ...{ role: "eligible-student", navigation: "Students, Grants" },
      seen: { students: ["bea", "eve"], list, page: whole },
    },
    {
      ...{ role: "registrar", navigation: "Identifiers, Grants" },
      locates: {
        refusal: "Only staff designated to register new students search the whole state, to find a student's number.",
        list: "Reference, MOSIS ID, Name, Birth date, Gender, Race and ethnicity, District that holds the record, Whom to call",
      },
    },
    {
      ...{ role: "it-staff", navigation: "Who sees what, Audit log, Grants" },
      refusal: "Computing staff see logs, not students. Whoever works on records needs level 1 from the manager.",
    },
    {
      ...{ role: "district-administrator", navigation: "Accounts, Grants" },
      refusal: "This office gives logins in its own district; it sees no student.",
    },
    {
      ...{ role: "board", navigation: "Home, Grants" },
      refusal: "Policy makers are given reports without small groups, never a student's record.",
    },
    {
      ...{ role: "staff-member", navigation: "Home, Grants" },
      refusal: "Ask the district that employs you to see or correct your own record.",
    },
  ],
};
