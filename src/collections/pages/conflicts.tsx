// A conflict between districts: the student, the rule, and with whom to settle it.
import { type Column, DataTable } from "../../web/index.ts";
import type { Counterpart, Finding } from "../model.ts";
import { findingPath } from "./paths.ts";
import { FindingState } from "./words.tsx";

const columns = (heading: string): Column<Finding>[] => [
  { heading: "Student", rowHeader: true, cell: (finding) => <a href={findingPath(finding.id)}>{finding.subject}</a> },
  { heading: "What", cell: (finding) => finding.message },
  { heading, cell: (finding) => finding.counterparts.map((other) => <CounterpartWords other={other} />) },
  { heading: "State", cell: (finding) => <FindingState finding={finding} /> },
];

type ConflictTableProps = { conflicts: Finding[]; heading?: string };

export const ConflictTable = ({ conflicts, heading = "With" }: ConflictTableProps) => (
  <DataTable caption="Conflicts between districts" captionHidden columns={columns(heading)} rows={conflicts} />
);

/** Each side has a finding of its own that names the others; for the state they are one conflict between all of them. */
export function bothSides(conflicts: Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of conflicts) {
    const key = `${finding.ruleId} ${finding.subject}`;
    const known = merged.get(key);
    const named = new Set(known?.counterparts.map(({ district }) => district));
    const further = finding.counterparts.filter(({ district }) => !named.has(district));
    merged.set(key, known ? { ...known, counterparts: [...known.counterparts, ...further] } : finding);
  }
  return [...merged.values()];
}

export const CounterpartWords = ({ other }: { other: Counterpart }) => (
  <div>
    {other.districtName}
    {other.school && `, ${other.school.name}`}
    <br />
    <span class="rb-quiet">
      {other.contact.name}, {other.contact.phone}
      <br />
      <a href={`mailto:${other.contact.email}`}>{other.contact.email}</a>
    </span>
  </div>
);
