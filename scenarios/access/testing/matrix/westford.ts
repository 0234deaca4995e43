// What each role of Westford sees in the browser, written out from the school committee's policy: a need to know, and as
// little personal data as the goal allows.
import { everybody, type ProfileMatrix } from "./expected.ts";

const list = "Name, State student identifier, Birth date, School, Grade";
const programs = "Programs: Program, District, From, To";
const assessments = "Assessments: School year, Assessment, Subject, Taken, Scale score, Performance level";
const classes = "Classes: Class, Course, School year, School, From, To";
const yearsOnly = "Enrollment history: School year, District, School, Grade, Entered, Left";
const planOnly = "Special education and Section 504: Plan, District, From, To";
const contacts = "Guardian, Guardian's telephone";
const numbers = "State student identifier, Local student identifier, Birth date, Town of birth";
const about = "Sex, Race or ethnicity, Home language, Parent in the military";
const whoseName = "Head: whole name; Grade, School, District";

const taught = [
  "Head: whole name; Grade, School",
  `Facts: Local student identifier, Sex, Home language, ${contacts}`,
  ...[yearsOnly, programs, "Attendance: School year, School, Half days present, Half days absent"],
  ...[assessments, classes, planOnly],
];
const sections = [
  "Enrollment history: School year, District, School, Grade, Entered, Entry code, Left, Exit code",
  programs,
  "Attendance: School year, School, Half days present, Half days absent, In-school suspensions, Out-of-school suspensions",
  ...[assessments, classes],
  "Special education and Section 504: Plan, Primary disability, District, From, To",
];
const needed = [whoseName, `Facts: ${numbers}, ${about}, ${contacts}`, ...sections];
const whole = [
  ...[whoseName, `Facts: ${numbers}, ${about}, Homeless, ${contacts}`, ...sections],
  ...["Lunch status: School year, Lunch status", "Health: Day, Note"],
];
const withoutContacts = `Facts: ${numbers}, ${about}`;
const cared = [
  "Head: whole name; Grade, School",
  `Facts: Local student identifier, Birth date, Sex, Home language, ${contacts}`,
  ...[yearsOnly, planOnly, "Health: Day, Note"],
];

const granted = ["ann bea", "dan eve"] as const;

export const westford: ProfileMatrix = {
  ...{ profile: "westford", districts: 1, importer: "superintendent" },
  roster: { teacher: "teacher", parent: "caregiver" },
  roles: [
    {
      role: "superintendent",
      navigation:
        "Home, Students, Find a student, Exports to approve, Classes, Rosters, Caseloads, Accounts, Who sees what, Audit log, Grants, Data taken away",
      seen: { students: [everybody, everybody], list, page: whole },
    },
    {
      role: "superintendent-designee",
      navigation:
        "Home, Students, Find a student, Exports, Classes, Rosters, Caseloads, Who sees what, Audit log, Grants, Data taken away",
      seen: { students: [everybody, everybody], list, page: needed },
    },
    {
      ...{ role: "custodian", navigation: "Home, Students, Classes, Rosters, Grants" },
      seen: { students: granted, list, page: needed },
    },
    {
      ...{ role: "contributor", navigation: "Home, Students, Grants" },
      seen: { students: granted, list: "Name, School, Grade", page: taught },
    },
    {
      ...{ role: "auditor", navigation: "Home, Students, Who sees what, Audit log, Grants" },
      seen: { students: granted, list, page: [whoseName, withoutContacts, ...sections] },
    },
    {
      ...{ role: "need-to-know", navigation: "Home, Students, Grants" },
      seen: { students: granted, list, page: needed },
    },
    {
      ...{ role: "teacher", byRoster: true, navigation: "Home, Students, Grants" },
      seen: { students: ["ann bea", "dan eve"], list: "Name, School, Grade", page: taught },
    },
    {
      ...{ role: "analyst", navigation: "Home, Students, Grants" },
      seen: {
        ...{ students: granted, list: "Student, State student identifier, Birth date, School, Grade" },
        page: ["Head: number; Grade, School, District", withoutContacts, ...sections],
      },
    },
    {
      ...{ role: "nurse", navigation: "Home, Students, Grants" },
      seen: { students: ["ann cal", "dan fay"], list: "Name, Birth date, School, Grade", page: cared },
    },
    {
      ...{ role: "caregiver", byRoster: true, navigation: "Students, Grants" },
      seen: { students: ["ann", "dan"], list, page: whole },
    },
    {
      ...{ role: "school-committee", navigation: "Home, Who sees what, Grants" },
      refusal: "The committee is given analyses and the yearly presentation, never a student's record.",
    },
    {
      ...{ role: "all-staff", navigation: "Home, Grants" },
      refusal: "State a need to know to see students.",
    },
    {
      ...{ role: "staff-self", navigation: "Grants" },
      refusal: "Ask the personnel office for your own record.",
    },
  ],
};
