// A conflict between districts: the student, the rule, and with whom to settle it.
import { type Column, DataTable } from "../../web/index.ts";
import type { Counterpart, Finding } from "../model.ts";
import { findingPath } from "./paths.ts";
import { FindingState } from "./words.tsx";

const columns: Column<Finding>[] = [
  { heading: "Student", rowHeader: true, cell: (finding) => <a href={findingPath(finding.id)}>{finding.subject}</a> },
  { heading: "What", cell: (finding) => finding.message },
  { heading: "With", cell: (finding) => finding.counterparts.map((other) => <CounterpartWords other={other} />) },
  { heading: "State", cell: (finding) => <FindingState finding={finding} /> },
];

export const ConflictTable = ({ conflicts }: { conflicts: Finding[] }) => (
  <DataTable caption="Conflicts with other districts" captionHidden columns={columns} rows={conflicts} />
);

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
