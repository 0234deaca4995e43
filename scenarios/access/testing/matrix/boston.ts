// What each role of Boston sees in the browser, written out from the circular on access to student data.
import type { ProfileMatrix } from "./expected.ts";

const list = "Name, State student identifier, Birth date, School, Grade";
const whoseName = "Head: whole name; Grade, School, District";
const contacts = "Guardian, Guardian's telephone";
const numbers = "State student identifier, Local student identifier, Birth date";
const about = "Sex, Race or ethnicity, Home language";
const enrollment = "Enrollment history: School year, District, School, Grade, Entered, Entry code, Left, Exit code";
const programs = "Programs: Program, District, From, To";
const assessments = "Assessments: School year, Assessment, Subject, Taken, Scale score, Performance level";
const classes = "Classes: Class, Course, School year, School, From, To";
const presence = "Attendance: School year, School, Half days present, Half days absent";
const attendance = `${presence}, In-school suspensions, Out-of-school suspensions`;
const plans = "Special education and Section 504: Plan, Primary disability, District, From, To";

const taught = [
  ...[whoseName, `Facts: ${numbers}, ${about}, ${contacts}`],
  ...[enrollment, programs, presence, assessments, classes],
  "Special education and Section 504: Plan, District, From, To",
];
const sections = [enrollment, programs, attendance, assessments, classes, plans];
const led = [
  ...[whoseName, `Facts: ${numbers}, Town of birth, ${about}, Parent in the military, ${contacts}`],
  ...sections,
];
const whole = [
  ...[whoseName, `Facts: ${numbers}, Town of birth, ${about}, Parent in the military, Homeless, ${contacts}`],
  ...[...sections, "Lunch status: School year, Lunch status", "Health: Day, Note"],
];
const nobodys = ["Head: record; Grade, School, District", `Facts: ${about}, Parent in the military`, ...sections];

const granted = ["ann bea", "dan eve"] as const;
const ofOwnSchool = ["ann bea cal", "dan eve fay"] as const;

export const boston: ProfileMatrix = {
  ...{ profile: "boston", districts: 1, importer: "data-office-director" },
  roster: { teacher: "teacher" },
  roles: [
    {
      role: "data-office-director",
      navigation:
        "Home, Students, Find a student, Exports to approve, Classes, Rosters, Caseloads, Accounts, Who sees what, Audit log, Grants, Data taken away",
      seen: { students: granted, list, page: led },
    },
    {
      role: "data-office-analyst",
      navigation: "Home, Students, Find a student, Exports, Classes, Rosters, Who sees what, Grants, Data taken away",
      seen: { students: granted, list, page: led },
    },
    {
      ...{ role: "school-leader", ofSchool: true, navigation: "Home, Students, Find a student, Grants" },
      seen: { students: ofOwnSchool, list, page: led },
    },
    {
      ...{ role: "teacher", byRoster: true, navigation: "Home, Students, Grants" },
      seen: { students: ["ann bea", "dan eve"], list, page: taught },
    },
    {
      ...{ role: "central-office", navigation: "Home, Students, Grants" },
      seen: { students: granted, list, page: led },
    },
    {
      ...{ role: "researcher", navigation: "Home, Students, Grants" },
      seen: { students: granted, list: "Student, School, Grade", page: nobodys },
    },
    {
      ...{ role: "community-partner", navigation: "Home, Students, Grants" },
      seen: {
        ...{ students: granted, list: "Name, Birth date, School, Grade" },
        page: [whoseName, `Facts: Birth date, ${about}`, enrollment, programs, presence, assessments],
      },
    },
    {
      ...{ role: "roster-requester", navigation: "Home, Students, Grants" },
      seen: {
        ...{ students: granted, list: "Name, State student identifier, School, Grade" },
        page: [
          "Head: whole name; Grade, School",
          "Facts: State student identifier, Local student identifier",
          "Enrollment history: School year, Grade, Entered, Left",
          "Classes: Class, School year, From, To",
        ],
      },
    },
    {
      ...{ role: "parent", navigation: "Students, Grants" },
      seen: { students: ["ann", "dan"], list, page: whole },
    },
    {
      ...{ role: "school-system-user", navigation: "Home, Grants" },
      refusal: "Whom you see follows from your role as school leader or teacher, not from a report system.",
    },
    {
      ...{ role: "outside-agency", navigation: "Home, Grants" },
      refusal: "Agencies receive de-identified totals; groups of fewer than ten students are withheld.",
    },
    {
      ...{ role: "media", navigation: "Home, Grants" },
      refusal: "Requests of the media go through the communications office.",
    },
  ],
};
