// The entries of the frame's navigation, in the order of a day's work; each person sees those that the role may open.
import type { Action } from "../access/index.ts";
import type { SchoolYear } from "../platform/index.ts";

type Entry = { href: string; label: string; action?: Action | readonly Action[]; notFor?: readonly string[] };

/**
 * `collection`: the first of the profile, undefined where it collects nothing; `reports`, `registry`: whether it has any;
 * `locators`: roles that only find one student of the state, which a registry does under identifiers.
 */
export const navigationOf = ({
  collection,
  year,
  reports,
  registry,
  locators,
}: {
  collection: string | undefined;
  year: SchoolYear;
  reports: boolean;
  registry: boolean;
  locators: readonly string[];
}): Entry[] => [
  { href: "/", label: "Home", action: "report.public" },
  ...entriesWhere(collection !== undefined, {
    href: `/progress/${collection}/${year}`,
    label: "Progress",
    action: "progress.view",
  }),
  { href: "/students", label: "Students", action: "student.view" },
  { href: "/students/search", label: "Find a student", action: "student.search", notFor: registry ? locators : [] },
  ...entriesWhere(registry, {
    href: "/identifiers",
    label: "Identifiers",
    action: ["identifier.request", "identifier.find", "identifier.decide", "identifier.merge", "identifier.changes"],
  }),
  { href: "/exports", label: "Exports", action: "student.export" },
  { href: "/exports/pending", label: "Exports to approve", action: "student.export-approve" },
  { href: "/classes", label: "Classes", action: "roster.import" },
  { href: "/rosters", label: "Rosters", action: "roster.import" },
  { href: "/caseloads", label: "Caseloads", action: "caseload.manage" },
  { href: "/accounts", label: "Accounts", action: ["account.manage", "account.manage-district"] },
  { href: "/policy", label: "Who sees what", action: "policy.view" },
  { href: "/audit", label: "Audit log", action: "audit.view" },
  { href: "/grants", label: "Grants" },
  { href: "/audit/removals", label: "Data taken away", action: "removal.record" },
  ...entriesWhere(reports, { href: "/reports", label: "Reports", action: "report.public" }),
];

const entriesWhere = (holds: boolean, entry: Entry): Entry[] => (holds ? [entry] : []);
