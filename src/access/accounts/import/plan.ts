// What a file of accounts would change, worked out before anything is: pure, so that a preview and the import agree.
import type { HeldAssignment } from "../store.ts";
import type { AccountRow, FileIssue } from "./read-file.ts";

/** An account that the file names, as it is now. */
export type KnownAccount = { id: string; name: string; disabled: boolean; held: HeldAssignment[] };

export type Step = {
  line: number;
  name: string;
  email: string;
  row: AccountRow;
  /** What happens to the person: `added` makes the account, `renamed` changes the name alone. */
  account: "added" | "renamed" | "unchanged";
  /** `changed` sets the last day; `replaced` ends what there was and gives it anew, since schools and first day stay as they were given. */
  assignment: "added" | "changed" | "replaced" | "unchanged";
  known?: KnownAccount | undefined;
  held?: HeldAssignment | undefined;
};
export type Plan = { steps: Step[]; issues: FileIssue[] };

/** `columnOf` gives the place of a column in the file, for what is wrong. */
export const planImport = (
  rows: readonly AccountRow[],
  known: ReadonlyMap<string, KnownAccount>,
  today: string,
): Plan => {
  const issues: FileIssue[] = [];
  const seen = new Map<string, AccountRow>();
  const people = new Map<string, AccountRow>();
  const steps = rows.flatMap((row): Step[] => {
    const email = row.email.toLowerCase();
    const wrong = (element: string, message: string, remedy: string) => {
      issues.push({ line: row.line, column: 0, element, message, remedy });
      return [];
    };
    const key = `${email} ${row.role} ${row.district ?? ""}`;
    const twin = seen.get(key);
    if (twin)
      return wrong(
        "email",
        `the same person, role and district as in line ${twin.line}`,
        "Join the two rows: schools take several numbers with ; between them.",
      );
    seen.set(key, row);
    const first = people.get(email);
    if (first && first.name !== row.name)
      return wrong(
        "name",
        `line ${first.line} calls the person with this address ${first.name}`,
        "Give the same name, or each person an address of their own.",
      );
    const account = known.get(email);
    if (account?.disabled)
      return wrong(
        "email",
        "this account was closed",
        "Ask who manages all accounts to open it again, or take the row out.",
      );
    const held = account && heldOf(row, account.held);
    const assignment = held ? compare(row, held) : "added";
    if (assignment !== "unchanged" && row.to && row.to < (row.from ?? today))
      return wrong("to", `the last day is before ${row.from ?? "today"}`, "Give a later last day.");
    if (assignment !== "unchanged" && row.to && row.to < today)
      return wrong("to", "the last day is over", "Give a later last day, or take the row out.");
    const renamed = account && !first && account.name !== row.name;
    people.set(email, row);
    return [
      {
        ...{ line: row.line, name: row.name, email, row, known: account, held, assignment },
        account: account || first ? (renamed ? "renamed" : "unchanged") : "added",
      },
    ];
  });
  return { steps, issues };
};

/** The assignment that the row speaks of: the very same one even if it is over, else one of the role and district that is live. */
const heldOf = (row: AccountRow, held: readonly HeldAssignment[]): HeldAssignment | undefined => {
  const same = held.filter((one) => one.role === row.role && one.district === row.district && !one.ended);
  return same.find((one) => (one.live || row.to) && compare(row, one) === "unchanged") ?? same.find((one) => one.live);
};

const compare = (row: AccountRow, held: HeldAssignment): "changed" | "replaced" | "unchanged" => {
  const sorted = (schools: readonly number[]) => [...new Set(schools)].sort((a, b) => a - b).join();
  if (row.schools !== undefined && sorted(row.schools) !== sorted(held.schools)) return "replaced";
  if (row.from !== undefined && row.from !== held.from) return "replaced";
  return row.to === undefined || row.to === (held.to ?? null) ? "unchanged" : "changed";
};
