// The policy in words that a person reads on paper: what an action is, which students a role sees, what it waits for.
import type { Action } from "../policy/actions.ts";
import type { RolePolicy } from "../policy/policy.ts";

export const actionWords: Record<Action, string> = {
  "submission.view": "See submissions",
  "submission.check": "Check files",
  "submission.upload": "Upload files",
  "submission.fix": "Correct records",
  "submission.withdraw": "Withdraw files",
  "submission.explain": "Explain findings",
  "submission.explain-error": "Accept errors with an explanation",
  "submission.verify": "Verify a submission",
  "submission.verify-state": "Verify all submissions",
  "submission.certify": "Certify",
  "submission.reopen": "Reopen what is certified",
  "progress.view": "See the progress of collections",
  "window.manage": "Open and close collections",
  "report.internal": "Run reports with every figure",
  "report.public": "Run reports without small groups",
  "directory.view": "See organizations",
  "directory.import": "Import organizations",
  "student.view": "See students",
  "student.search": "Search for students",
  "student.export": "Ask for files of many students",
  "student.export-approve": "Approve files of many students",
  "roster.view": "See classes and their students",
  "roster.import": "Import classes",
  "caseload.manage": "Assign students to who serves them",
  "identifier.request": "Request student identifiers",
  "identifier.find": "Find a student's identifier",
  "identifier.decide": "Decide near matches",
  "identifier.merge": "Merge and split students",
  "identifier.changes": "Follow changes of identifiers",
  "account.manage": "Manage all accounts",
  "account.manage-district": "Manage the district's accounts",
  "grant.give": "Give dated grants",
  "grant.designate": "Name people for roles",
  "application.make": "Apply for wider access",
  "application.decide": "Decide on applications",
  "policy.view": "See this policy",
  "audit.view": "See the audit log",
  "removal.record": "Record data taken off the premises",
};

export const reachWords = { none: "no district", district: "own district", state: "every district" } as const;

const spoken = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

const relationWords: Record<string, string> = {
  teacher: "taught by the person",
  self: "who are the person",
  parent: "whose parent the person is",
  guardian: "whose guardian the person is",
  "noncustodial-parent": "whose parent without custody the person is, unless a court bars it",
};

/** Which students, as one phrase; "none" where the role sees no student. */
export const rowWords = ({ rows, when, relations, student_age }: RolePolicy): string => {
  const time = when === "school-year" ? "on some day of this school year" : "today";
  const related = spoken(relations.map((one) => relationWords[one] ?? `in the care of the person as ${one}`));
  const age = { minor: ", under 18", adult: ", 18 or older" };
  return {
    none: "none",
    all: "all",
    located: "one at a time, found by first name, last name and birth date",
    district: "of the person's own district, or of the schools named",
    school: `enrolled in the person's own schools ${time}`,
    related: `${related}, ${time}`,
    program: "with special education or Section 504 services today",
    family: `${related}${student_age ? age[student_age] : ""}`,
    grant: "named by a grant that is valid today",
  }[rows];
};

/** What must be valid today, for acting and for reading. */
export const needWords = ({ needs, needs_to_read }: RolePolicy): string[] => [
  ...needs.map((need) => `${need} (for everything)`),
  ...needs_to_read.map((need) => `${need} (to see students)`),
];
