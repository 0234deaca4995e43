// Files of students: the own requests, and those that wait for the reader's decision.
import {
  type Column,
  DataTable,
  EmptyState,
  formatCount,
  formatDateTime,
  PageHead,
  StatusTag,
  type Tone,
} from "../../web/index.ts";
import { type ExportRequest, type ExportState, stateOf } from "../exports/model.ts";

const words: Record<ExportState, [tone: Tone, label: string]> = {
  pending: ["warn", "Waits for approval"],
  ready: ["good", "Ready to download"],
  downloaded: ["plain", "Downloaded"],
  expired: ["plain", "Expired"],
  refused: ["bad", "Refused"],
};

export const ExportStateTag = ({ request, now }: { request: ExportRequest; now: Date }) => {
  const [tone, label] = words[stateOf(request, now)];
  return <StatusTag tone={tone}>{label}</StatusTag>;
};

const columnsOf = (now: Date, others: boolean): Column<ExportRequest>[] => [
  { heading: "Purpose", rowHeader: true, cell: ({ id, purpose }) => <a href={`/exports/${id}`}>{purpose}</a> },
  ...(others ? [{ heading: "Asked by", cell: ({ requestedByName }: ExportRequest) => requestedByName }] : []),
  { heading: "Students", numeric: true, cell: ({ studentsThen }) => formatCount(studentsThen, "student") },
  { heading: "Asked on", cell: ({ requestedAt }) => formatDateTime(requestedAt) },
  { heading: "State", cell: (request) => <ExportStateTag request={request} now={now} /> },
];

export const ExportList = ({ own, now }: { own: ExportRequest[]; now: Date }) => (
  <>
    <PageHead title="Exports" lead="Files of many students: a second person approves each, and it is downloaded once.">
      <a class="usa-button" href="/exports/new">
        Ask for a file
      </a>
    </PageHead>
    {own.length === 0 ? (
      <EmptyState title="You have asked for no file yet">
        <p>Ask for one with its purpose; the person who may approve it sees it at once.</p>
      </EmptyState>
    ) : (
      <DataTable caption="Files you asked for" columns={columnsOf(now, false)} rows={own} />
    )}
  </>
);

export const PendingExports = ({ open, now }: { open: ExportRequest[]; now: Date }) => (
  <>
    <PageHead title="Exports to approve" lead="Read the purpose, and approve no more than it needs." />
    {open.length === 0 ? (
      <EmptyState title="No file waits for your decision">
        <p>Requests of people in your reach appear here, oldest first.</p>
      </EmptyState>
    ) : (
      <DataTable caption="Files that wait for your decision" columns={columnsOf(now, true)} rows={open} />
    )}
  </>
);
