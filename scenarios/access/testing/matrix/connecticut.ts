// What each role of Connecticut's district sees in the browser, written out from the board's nine rules of access.
import { everybody, type ProfileMatrix } from "./expected.ts";

const list = "Name, State student identifier, Birth date, School, Grade";
const whoseName = "Head: whole name; Grade, School, District";
const programs = "Programs: Program, District, From, To";
const attendance =
  "Attendance: School year, School, Half days present, Half days absent, In-school suspensions, Out-of-school suspensions";
const assessments = "Assessments: School year, Assessment, Subject, Taken, Scale score, Performance level";
const classes = "Classes: Class, Course, School year, School, From, To";
const enrollment = "Enrollment history: School year, District, School, Grade, Entered, Entry code, Left, Exit code";
const plans = "Special education and Section 504: Plan, Primary disability, District, From, To";
const withoutContacts =
  "Facts: State student identifier, Local student identifier, Birth date, Town of birth, Sex, Race or ethnicity, Home language, Parent in the military, Homeless";

const taught = [
  whoseName,
  "Facts: State student identifier, Local student identifier, Birth date, Sex, Home language, Guardian, Guardian's telephone",
  "Enrollment history: School year, District, School, Grade, Entered, Left",
  ...[programs, attendance, assessments, classes],
  "Special education and Section 504: Plan, District, From, To",
];
const sections = [enrollment, programs, attendance, assessments, classes, plans];
const answeredFor = [whoseName, `${withoutContacts}, Guardian, Guardian's telephone`, ...sections];
const whole = [...answeredFor, "Lunch status: School year, Lunch status", "Health: Day, Note"];
const nameless = ["Head: number; Grade, School, District", withoutContacts, ...sections];

export const connecticut: ProfileMatrix = {
  ...{ profile: "connecticut", districts: 1, importer: "superintendent" },
  roster: { teacher: "teacher", parent: "parent" },
  roles: [
    {
      role: "superintendent",
      navigation:
        "Home, Students, Find a student, Exports to approve, Classes, Rosters, Caseloads, Accounts, Who sees what, Audit log, Grants, Data taken away",
      seen: { students: [everybody, everybody], list, page: whole },
    },
    {
      ...{ role: "teacher", byRoster: true, navigation: "Home, Students, Grants" },
      seen: { students: ["ann bea", "dan eve"], list, page: taught },
    },
    {
      ...{ role: "counselor", navigation: "Home, Students, Grants" },
      seen: { students: ["ann cal", "dan fay"], list, page: answeredFor },
    },
    {
      ...{ role: "psychologist", navigation: "Home, Students, Grants" },
      seen: { students: ["bea", "eve"], list, page: answeredFor },
    },
    {
      ...{ role: "social-worker", navigation: "Home, Students, Grants" },
      seen: { students: ["ann", "dan"], list, page: answeredFor },
    },
    {
      ...{ role: "principal", ofSchool: true, navigation: "Home, Students, Find a student, Exports, Grants" },
      seen: { students: ["ann bea cal", "dan eve fay"], list, page: answeredFor },
    },
    {
      ...{ role: "assistant-principal", ofSchool: true, navigation: "Home, Students, Find a student, Grants" },
      seen: { students: ["ann bea cal", "dan eve fay"], list, page: answeredFor },
    },
    {
      ...{ role: "special-education-administrator", ofSchool: true },
      navigation: "Home, Students, Find a student, Exports, Caseloads, Grants",
      seen: { students: ["ann bea", "dan eve"], list, page: whole },
    },
    {
      // Three fields were asked for and granted, of one student.
      ...{ role: "applicant", navigation: "Students, Grants" },
      seen: {
        ...{ students: ["bea", "eve"], list: "Name, State student identifier" },
        page: ["Head: short name", "Facts: State student identifier", "Assessments: Subject, Scale score"],
      },
    },
    {
      ...{ role: "internal-researcher", navigation: "Home, Students, Grants" },
      seen: {
        students: ["ann bea", "dan eve"],
        list: "Student, State student identifier, Birth date, School, Grade",
        page: nameless,
      },
    },
    {
      ...{ role: "contractor", navigation: "Students, Grants" },
      seen: { students: ["ann bea", "dan eve"], list, page: answeredFor },
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
      ...{ role: "board", navigation: "Home, Who sees what, Grants" },
      refusal: "The board as a whole instructs the superintendent, who gives analyses to the whole board.",
    },
    {
      ...{ role: "board-member", navigation: "Grants" },
      refusal: "The board asks as a whole. A single member is given no data and no report.",
    },
    {
      ...{ role: "personnel-administrator", navigation: "Home, Grants" },
      refusal:
        "Information about students reaches this office without identities, and never as the main part of an evaluation.",
    },
    {
      ...{ role: "budget-administrator", navigation: "Home, Grants" },
      refusal: "Spending on students reaches this office without identities.",
    },
    {
      ...{ role: "curriculum-administrator", navigation: "Home, Grants" },
      refusal: "Performance of students reaches this office without identities.",
    },
    {
      ...{ role: "certified-staff", navigation: "Home, Grants" },
      refusal: "Nothing is open by default. Apply to the superintendent in writing.",
    },
    {
      ...{ role: "non-certified-staff", navigation: "Grants" },
      refusal: "Only administrators and certified staff are authorized. The superintendent may permit more in writing.",
    },
  ],
};
