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
  "account.manage",
] as const;

export type Action = (typeof actions)[number];

/** How far a role reaches: its own district, or every district of the state. */
export type Reach = "district" | "state";
