// What each role of New Hampshire sees in the browser, written out from chapter 2 of the state's manual: within the
// department nobody sees a name or a contact.
import { everybody, type ProfileMatrix } from "./expected.ts";

const list = "Name, State student identifier, Birth date, School, Grade";
const numbered = "Student, State student identifier, Birth date, School, Grade";
const whoseName = "Head: whole name; Grade, School, District";
const contacts = "Guardian, Guardian's telephone";
const numbers = "State student identifier, Local student identifier, Birth date, Town of birth";
const about = "Sex, Race or ethnicity, Home language, Parent in the military";
const programs = "Programs: Program, District, From, To";
const assessments = "Assessments: School year, Assessment, Subject, Taken, Scale score, Performance level";
const classes = "Classes: Class, Course, School year, School, From, To";

const submitted = [
  "Enrollment history: School year, District, School, Grade, Entered, Entry code, Left, Exit code",
  programs,
  "Attendance: School year, School, Half days present, Half days absent, In-school suspensions, Out-of-school suspensions",
  ...[assessments, classes],
];
const sections = [
  ...submitted,
  "Special education and Section 504: Plan, Primary disability, District, From, To",
  ...["Lunch status: School year, Lunch status", "Health: Day, Note"],
];
const whole = [whoseName, `Facts: ${numbers}, ${about}, Homeless, ${contacts}`, ...sections];
const nameless = ["Head: number; Grade, School, District", `Facts: ${numbers}, ${about}, Homeless`, ...sections];
const ofClerk = [
  ...[whoseName, `Facts: ${numbers}, ${about}, ${contacts}`, ...submitted],
  "Special education and Section 504: Plan, District, From, To",
];
const reviewed = [
  "Head: short name; Grade, School, District",
  "Facts: State student identifier, Local student identifier, Sex, Home language",
  "Enrollment history: School year, District, School, Grade, Entered, Left",
  ...[programs, "Attendance: School year, School, Half days present, Half days absent", assessments, classes],
];

const granted = ["ann bea", "dan eve"] as const;
const ofOwnDistrict = ["ann bea cal", "dan eve fay"] as const;
const department = { students: [everybody, everybody], list: numbered, page: nameless } as const;

export const newHampshire: ProfileMatrix = {
  ...{ profile: "new-hampshire", districts: 2, importer: "superintendent", roster: { parent: "parent" } },
  roles: [
    {
      role: "commissioner",
      navigation:
        "Home, Progress, Students, Exports to approve, Who sees what, Audit log, Grants, Data taken away, Reports",
      seen: department,
    },
    {
      role: "state-manager",
      navigation:
        "Home, Progress, Students, Identifiers, Exports, Accounts, Who sees what, Audit log, Grants, Data taken away, Reports",
      seen: department,
    },
    {
      role: "bureau-staff",
      navigation: "Home, Progress, Students, Who sees what, Grants, Data taken away, Reports",
      seen: department,
    },
    { role: "state-analyst", navigation: "Home, Progress, Students, Grants, Reports", seen: department },
    {
      role: "superintendent",
      navigation:
        "Home, Students, Find a student, Identifiers, Exports to approve, Classes, Rosters, Accounts, Who sees what, Grants, Reports",
      seen: { students: ofOwnDistrict, list, page: whole },
    },
    {
      ...{
        role: "clerk",
        navigation: "Home, Students, Find a student, Identifiers, Exports, Classes, Rosters, Grants, Reports",
      },
      seen: { students: ofOwnDistrict, list, page: ofClerk },
    },
    {
      ...{ role: "school-reviewer", ofSchool: true, navigation: "Home, Students, Grants, Reports" },
      seen: { students: ofOwnDistrict, list: "Name, State student identifier, School, Grade", page: reviewed },
    },
    {
      ...{ role: "parent", byRoster: true, navigation: "Students, Grants" },
      seen: { students: ["ann", "dan"], list, page: whole },
    },
    {
      ...{ role: "adult-student", navigation: "Students, Grants" },
      seen: { students: ["bea", "eve"], list, page: whole },
    },
    {
      ...{ role: "researcher", navigation: "Home, Students, Grants, Reports" },
      seen: { students: granted, list: numbered, page: nameless },
    },
    {
      ...{ role: "testing-vendor", navigation: "Students, Grants" },
      seen: { students: granted, list, page: [whoseName, "Facts: State student identifier, Birth date", assessments] },
    },
    {
      ...{ role: "identifier-searcher", navigation: "Identifiers, Grants" },
      locates: {
        refusal: "A search gives back an identifier or the district to ask, nothing else. Misuse may be a felony.",
        list: "Reference, District that holds the record, Whom to call",
      },
    },
    {
      ...{ role: "security-coordinator", navigation: "Accounts, Grants" },
      refusal: "The superintendent designates the local security coordinator, who assigns logins and sees no student.",
    },
    {
      ...{ role: "report-reviewer", navigation: "Home, Grants, Reports" },
      refusal: "Reviewers see reports before their release, not students.",
    },
    {
      ...{ role: "legislature", navigation: "Home, Grants, Reports" },
      refusal: "The legislature is given totals, never a student's record.",
    },
  ],
};
