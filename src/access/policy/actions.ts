// Every action a role can be granted. A name that is not here cannot be granted, asked for or misspelled.

export const actions = [
  "submission.view",
  "submission.check",
  "submission.upload",
  "submission.fix",
  "submission.withdraw",
  "submission.explain",
  "submission.explain-error",
  "submission.verify",
  "submission.verify-state",
  "submission.certify",
  "submission.reopen",
  "progress.view",
  "window.manage",
  "report.internal",
  "report.public",
  "directory.view",
  "directory.import",
  // Students: a list or one record, the own classes, the search by name, files of many records, rosters and caseloads.
  "student.view",
  "student.search",
  "student.export",
  "student.export-approve",
  "roster.view",
  "roster.import",
  "caseload.manage",
  // The registry of identifiers: asking for numbers and reading the answers, finding one student's number by facts, deciding
  // near matches, merging and splitting, and the feed of what changed.
  "identifier.request",
  "identifier.find",
  "identifier.decide",
  "identifier.merge",
  "identifier.changes",
  // Accounts, what they may do, and for how long.
  "account.manage",
  "account.manage-district",
  "grant.give",
  "grant.designate",
  "application.make",
  "application.decide",
  "policy.view",
  // The audit log: events about people and students, not the students' records.
  "audit.view",
  // The register of data that was taken off the premises: entering and settling.
  "removal.record",
] as const;

export type Action = (typeof actions)[number];

/** Actions that show students' records: they go with what `needs_to_read` asks for. */
export const readingActions: ReadonlySet<Action> = new Set([
  "student.view",
  "student.search",
  "student.export",
  "roster.view",
]);

/** How far a role's actions reach: nowhere, its own district, or every district of the state. */
export const reaches = ["none", "district", "state"] as const;
export type Reach = (typeof reaches)[number];
