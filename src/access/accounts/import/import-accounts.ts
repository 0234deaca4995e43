// Accounts from a file: all of it or nothing, and the same file a second time changes nothing.
import { createHash } from "node:crypto";
import { recordEvent } from "../../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../../platform/index.ts";
import type { Actor } from "../../policy/actor.ts";
import { checkAssignment } from "../assignments.ts";
import type { AccountDeps } from "../deps.ts";
import { assertOnePerson } from "../one-person.ts";
import { isWithin, managedPart, mayGive } from "../rights.ts";
import * as store from "../store.ts";
import { applyStep } from "./apply-step.ts";
import { type KnownAccount, type Plan, planImport, type Step } from "./plan.ts";
import { type AccountRow, type FileIssue, readAccountFile } from "./read-file.ts";

export type ImportedRow = Pick<Step, "line" | "name" | "email" | "account" | "assignment"> & {
  role: string;
  district?: number | undefined;
};
export type AccountImport = {
  /** Rows whose person or assignment is new, whose something changes, and where nothing does. */
  added: number;
  changed: number;
  unchanged: number;
  rows: ImportedRow[];
  /** Of accounts that were made, where links were asked for. */
  links: { name: string; email: string; path: string; expiresAt: Date }[];
};
export type ImportOptions = {
  /** Says what would change and changes nothing. */
  check?: boolean | undefined;
  /** Makes a set-up link for each new account, in the same transaction. */
  links?: boolean | undefined;
};

/** Throws `account-file-invalid` with every issue of the file (`facts.issues`); then nothing was changed. */
export const importAccounts = async (
  deps: AccountDeps,
  by: Actor,
  text: string,
  options: ImportOptions = {},
): Promise<AccountImport> => {
  managedPart(deps.policy, by);
  const file = readAccountFile(text);
  assertWhole(file.issues);
  return withTransaction(deps.db, async (tx) => {
    await store.lockAccounts(tx);
    const known = await knownAccounts(deps, tx, file.rows);
    const plan = planImport(file.rows, known, dayOf(deps.clock));
    const issues = [...plan.issues];
    for (const step of plan.steps) issues.push(...(await issuesOf(deps, by, step)));
    assertWhole(
      issues.map((issue) => ({ ...issue, column: issue.column || file.columns.indexOf(issue.element) + 1 || 1 })),
    );
    const result = summary(plan);
    if (options.check || result.added + result.changed === 0) return result;
    const made = new Map<string, string>();
    for (const step of plan.steps) {
      const link = await applyStep(deps, tx, by, step, made, options.links === true);
      if (link) result.links.push({ name: step.name, email: step.email, path: link.path, expiresAt: link.expiresAt });
    }
    const { added, changed, unchanged } = result;
    const sha256 = createHash("sha256").update(text).digest("hex");
    await recordEvent(tx, {
      actor: by.account,
      action: "accounts.imported",
      details: { sha256, added, changed, unchanged },
    });
    return result;
  });
};

const assertWhole = (issues: FileIssue[]): void => {
  if (issues.length === 0) return;
  const sorted = issues.sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = sorted
    .slice(0, 20)
    .map(({ line, column, message, remedy }) => `line ${line}, column ${column}: ${message}. ${remedy}`);
  const more = sorted.length > 20 ? [`and ${sorted.length - 20} more`] : [];
  throw new Problem("account-file-invalid", { detail: [...lines, ...more].join("\n"), issues: sorted });
};

const knownAccounts = async (deps: AccountDeps, tx: Tx, rows: readonly AccountRow[]) => {
  const emails = [...new Set(rows.map(({ email }) => email.toLowerCase()))];
  const known = new Map<string, KnownAccount>();
  for (const { email, ...account } of await store.lockByEmail(tx, emails))
    known.set(email, { ...account, held: await store.selectAssignments(tx, account.id, dayOf(deps.clock)) });
  return known;
};

/** What the person who sends the file may not do, and what the places and roles do not allow. */
const issuesOf = async (deps: AccountDeps, by: Actor, step: Step): Promise<FileIssue[]> => {
  const { row, known } = step;
  const part = managedPart(deps.policy, by);
  const issue = (element: string, message: string, remedy: string): FileIssue[] => [
    { line: row.line, column: 0, element, message: message.replace(/\.$/, ""), remedy },
  ];
  try {
    mayGive(deps.policy, by, row);
    if (known && part.roles && !known.held.some((one) => isWithin(part, one)))
      return issue(
        "email",
        "this address has an account that is not of your district",
        "Ask who manages all accounts to give the role.",
      );
    if (step.assignment !== "unchanged") {
      if (known?.id === by.account)
        return issue("email", "these are your own rights", "Ask another person who manages accounts.");
      const { role, district, schools = step.held?.schools, from } = row;
      await checkAssignment(deps, {
        role,
        district,
        schools,
        validFrom: from ?? step.held?.from,
        validTo: row.to ?? undefined,
      });
    }
    if (step.account !== "unchanged") assertOnePerson(row);
    if (step.account === "renamed" && part.roles && !known?.held.every((one) => !one.live || isWithin(part, one)))
      return issue(
        "name",
        `this person is called ${known?.name}, and is not of your district alone`,
        "Give the name as it is.",
      );
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const out = error.code === "not-found";
    return issue(elementOf[error.code] ?? "role", out ? "this district is not yours" : error.message, error.remedy);
  }
};

const elementOf: Partial<Record<string, string>> = {
  "not-found": "district",
  "district-unknown": "district",
  "account-district": "district",
  "school-unknown": "schools",
  "account-schools": "schools",
  "account-dates": "to",
  "account-shared": "name",
};

const summary = ({ steps }: Plan): AccountImport => {
  const isAdded = (step: Step) => step.account === "added" || step.assignment === "added";
  const isUnchanged = (step: Step) => step.account === "unchanged" && step.assignment === "unchanged";
  const added = steps.filter(isAdded).length;
  const unchanged = steps.filter(isUnchanged).length;
  return {
    ...{ added, unchanged, changed: steps.length - added - unchanged, links: [] },
    rows: steps.map(({ line, name, email, account, assignment, row }) => ({
      ...{ line, name, email, account, assignment, role: row.role, district: row.district },
    })),
  };
};
