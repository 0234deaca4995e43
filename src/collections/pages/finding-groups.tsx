// Findings by cause: one card a cause, with its count, what to do, the first few records, and one answer for all.
import { formatCount, formatNumber } from "../../web/index.ts";
import type { Finding, FindingGroup, SubmissionKey } from "../model.ts";
import { findingPath, findingsPath, recordPath } from "./paths.ts";
import { SeverityTag, Value } from "./words.tsx";

type FindingGroupsProps = { submission: SubmissionKey; groups: FindingGroup[]; mayExplain: boolean };

export const FindingGroups = ({ submission, groups, mayExplain }: FindingGroupsProps) => (
  <div>
    {groups.map((group) => (
      <article class={`rb-group rb-group-${group.severity}`} aria-label={`${group.ruleId}: ${group.message}`}>
        <div class="rb-group-head">
          <SeverityTag severity={group.severity} />
          <h3>{group.message}</h3>
          <span class="rb-group-count">{countWords(group)}</span>
        </div>
        <p class="rb-quiet">
          {group.ruleId} · {group.element || "whole record"}
          {group.value !== undefined && group.element !== "" && (
            <>
              {" "}
              = <Value value={group.value} />
            </>
          )}
        </p>
        <p>{group.remedy}</p>
        <details>
          <summary>{group.first.length === 1 ? "The record" : `The first ${group.first.length}`}</summary>
          <ul class="rb-list">
            {group.first.map((finding) => (
              <li>
                <FindingLink finding={finding} />
              </li>
            ))}
          </ul>
        </details>
        <div class="rb-actions">
          <a
            href={findingsPath(submission, { group: group.key })}
          >{`Show ${formatCount(group.open + group.explained, "finding")}`}</a>
          {mayExplain && group.severity === "confirm" && group.open > 0 && (
            <a href={findingsPath(submission, { group: group.key }, "explain")}>
              {group.open === 1 ? "Explain it" : `Explain all ${formatNumber(group.open)} at once`}
            </a>
          )}
        </div>
      </article>
    ))}
  </div>
);

function countWords({ open, explained }: FindingGroup): string {
  if (open === 0) return `${formatNumber(explained)} explained`;
  return explained > 0 ? `${formatNumber(open)} open, ${formatNumber(explained)} explained` : formatNumber(open);
}

/** To the record where there is one, to the finding where it is about more than one record. */
export const FindingLink = ({ finding }: { finding: Finding }) => {
  const { batchId, row } = finding;
  const href = batchId !== undefined && row !== undefined ? recordPath(batchId, row) : findingPath(finding.id);
  return (
    <>
      <a href={href}>{row === undefined ? finding.subject || "Details" : `Record ${formatNumber(row)}`}</a>
      {finding.element && (
        <>
          , {finding.element} <Value value={finding.value} />
        </>
      )}
      {finding.fileName && <span class="rb-quiet"> in {finding.fileName}</span>}
    </>
  );
};
