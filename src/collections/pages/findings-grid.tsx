// All findings of a submission as one table: filter, page, and (with script) walk through by keyboard.
import {
  type Column,
  DataTable,
  EmptyState,
  Field,
  formatCount,
  formatNumber,
  PageHead,
  Pagination,
} from "../../web/index.ts";
import type { Finding, SchoolRef, Submission } from "../model.ts";
import type { FindingPage, FindingQuery } from "../verbs.ts";
import { findingPath, findingsPath, recordPath, submissionPath } from "./paths.ts";
import { FindingState, SeverityTag, severityWords, Value } from "./words.tsx";

type FindingsGridProps = {
  submission: Submission;
  query: FindingQuery;
  page: FindingPage;
  rules: { id: string; message: string }[];
  schools: SchoolRef[];
  mayExplain: boolean;
};

export const FindingsGrid = ({ submission, query, page, rules, schools, mayExplain }: FindingsGridProps) => (
  <>
    <PageHead title="Findings" lead={`${submission.title}, ${submission.districtName}`}>
      {query.group !== undefined && mayExplain && query.severity !== "error" && (
        <a class="usa-button usa-button--outline" href={findingsPath(submission, { group: query.group }, "explain")}>
          Explain this group
        </a>
      )}
      <a class="usa-button usa-button--outline" href={findingsPath(submission, filterOf(query), "findings.csv")}>
        Download as CSV
      </a>
    </PageHead>
    <FilterForm submission={submission} query={query} rules={rules} schools={schools} />
    {page.total === 0 ? (
      <EmptyState title="No finding fits this filter">
        <p>
          <a href={findingsPath(submission)}>Show all findings</a>
        </p>
      </EmptyState>
    ) : (
      <>
        <p class="rb-keys">
          {formatCount(page.total, "finding")}. Keys: <kbd>j</kbd> <kbd>k</kbd> or arrows move, <kbd>Enter</kbd> opens,{" "}
          <kbd>e</kbd> explains, <kbd>f</kbd> fixes, <kbd>?</kbd> help.
        </p>
        <DataTable
          id="findings-grid"
          caption={`Findings ${formatNumber(page.offset + 1)} to ${formatNumber(page.offset + page.findings.length)} of ${formatNumber(page.total)}`}
          columns={columns}
          rows={page.findings}
          rowAttributes={rowAttributes}
        />
        <Pagination
          total={page.total}
          offset={page.offset}
          limit={page.limit}
          label="findings"
          href={(offset) => findingsPath(submission, { ...filterOf(query), offset })}
        />
        <KeyHelp />
      </>
    )}
    <p>
      <a href={submissionPath(submission)}>Back to the submission</a>
    </p>
  </>
);

const columns: Column<Finding>[] = [
  { heading: "Record", rowHeader: true, cell: (finding) => <OpenLink finding={finding} /> },
  { heading: "Severity", cell: (finding) => <SeverityTag severity={finding.severity} /> },
  { heading: "Element", cell: (finding) => finding.element || "whole record" },
  { heading: "Value", cell: (finding) => (finding.element ? <Value value={finding.value} /> : "") },
  { heading: "What is wrong", cell: (finding) => finding.message },
  { heading: "Rule", cell: (finding) => <span class="rb-nowrap">{finding.ruleId}</span> },
  { heading: "State", cell: (finding) => <FindingState finding={finding} /> },
];

const hrefOf = ({ id, batchId, row }: Finding): string =>
  batchId !== undefined && row !== undefined ? recordPath(batchId, row) : findingPath(id);

const OpenLink = ({ finding }: { finding: Finding }) => (
  <a href={hrefOf(finding)}>{finding.row === undefined ? finding.subject || "Details" : formatNumber(finding.row)}</a>
);

/** Where the keys lead; the island reads them, a page without script needs none. */
function rowAttributes(finding: Finding): Record<string, string> {
  const attributes: Record<string, string> = { "data-open": hrefOf(finding) };
  if (finding.severity === "confirm") attributes["data-explain"] = findingPath(finding.id);
  if (finding.batchId !== undefined && finding.row !== undefined && finding.element !== "") {
    attributes["data-fix"] = `${hrefOf(finding)}#fix-${finding.element}`;
  }
  return attributes;
}

const filterOf = ({ ruleId, severity, school, subject, element, group, batchId, state }: FindingQuery) => ({
  ruleId,
  severity,
  school,
  subject,
  element,
  group,
  batchId,
  state,
});

type FilterFormProps = Pick<FindingsGridProps, "submission" | "query" | "rules" | "schools">;

const FilterForm = ({ submission, query, rules, schools }: FilterFormProps) => (
  <form class="rb-filter" method="get" action={findingsPath(submission)} aria-label="Filter the findings">
    {query.group !== undefined && <input type="hidden" name="group" value={query.group} />}
    <Field
      name="severity"
      label="Severity"
      value={query.severity}
      options={[
        { value: "", label: "All" },
        ...Object.entries(severityWords).map(([value, label]) => ({ value, label })),
      ]}
    />
    <Field
      name="ruleId"
      label="Rule"
      value={query.ruleId}
      options={[
        { value: "", label: "All" },
        ...rules.map((rule) => ({ value: rule.id, label: `${rule.id}: ${rule.message}` })),
      ]}
    />
    <Field
      name="school"
      label="School"
      value={query.school === undefined ? "" : String(query.school)}
      options={[
        { value: "", label: "All" },
        ...schools.map((school) => ({ value: String(school.number), label: `${school.name} (${school.number})` })),
      ]}
    />
    <Field name="element" label="Element" value={query.element} />
    <Field name="subject" label="Student identifier" value={query.subject} />
    <button class="usa-button" type="submit">
      Filter
    </button>
    <a href={findingsPath(submission)}>Clear</a>
  </form>
);

const KeyHelp = () => (
  <dialog class="rb-help" id="key-help" aria-labelledby="key-help-title">
    <h2 id="key-help-title">Keys in this table</h2>
    <dl>
      {[
        ["j or ↓", "next finding"],
        ["k or ↑", "previous finding"],
        ["Enter", "open the record"],
        ["f", "fix the value"],
        ["e", "explain"],
        ["?", "this help"],
      ].map(([key, meaning]) => (
        <>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </>
      ))}
    </dl>
    <form method="dialog">
      <button class="usa-button" type="submit">
        Close
      </button>
    </form>
  </dialog>
);
