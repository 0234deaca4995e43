// How statuses, severities and findings are said and colored on every screen. Color never stands alone.
import type { Child } from "hono/jsx";
import { formatCount, StatusTag, type Step, type Tone } from "../../web/index.ts";
import type { Finding, OpenCounts, Severity, Status, SubmissionStatus } from "../model.ts";

const statusTones: Record<Status | SubmissionStatus, Tone> = {
  "Not Submitted": "plain",
  Uploaded: "plain",
  "Batch Verified with Errors": "bad",
  "Batch Verified": "warn",
  "District Verified with Errors": "bad",
  "District Verified": "info",
  Certified: "good",
  Replaced: "plain",
};

export const StatusLabel = ({ status }: { status: Status | SubmissionStatus }) => (
  <StatusTag tone={statusTones[status]}>{status}</StatusTag>
);

export const severityWords: Record<Severity, string> = {
  error: "Error",
  confirm: "To explain",
  warning: "Warning",
};
const severityTones: Record<Severity, Tone> = { error: "bad", confirm: "warn", warning: "info" };

export const SeverityTag = ({ severity }: { severity: Severity }) => (
  <StatusTag tone={severityTones[severity]}>{severityWords[severity]}</StatusTag>
);

export const FindingState = ({ finding }: { finding: Finding }) =>
  finding.state === "open" ? (
    <span>Open</span>
  ) : (
    <StatusTag tone="good">{finding.state === "explained" ? "Explained" : "Resolved"}</StatusTag>
  );

/** `2 errors, 1 to explain`; "nothing open" when nothing blocks. */
export function openWords(counts: OpenCounts): string {
  const parts = [
    counts.error > 0 ? formatCount(counts.error, "error") : "",
    counts.confirm > 0 ? `${counts.confirm.toLocaleString("en-US")} to explain` : "",
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "nothing open";
}

export const Value = ({ value }: { value: string }): Child =>
  value === "" ? <span class="rb-blank">blank</span> : <span class="rb-value">{value}</span>;

/** The road of a submission with the exact status labels. A status "with Errors" stands in the place of its clean one. */
export function stepsOf(status: SubmissionStatus): Step[] {
  const road: SubmissionStatus[] = ["Uploaded", "Batch Verified", "District Verified", "Certified"];
  const clean = status.replace(" with Errors", "") as SubmissionStatus;
  const at = road.indexOf(clean);
  return road.map((label, index) => ({
    label: index === at ? status : label,
    state: index < at || status === "Certified" ? "complete" : index === at ? "current" : "todo",
  }));
}
