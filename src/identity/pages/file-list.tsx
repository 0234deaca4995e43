// Request files, the latest first, with how each was answered.
import { DataTable, EmptyState, formatDateTime, formatNumber, Section, StatusTag } from "../../web/index.ts";
import type { SentFile } from "../files/list-files.ts";

export const FileState = ({ file: { done, rows, finishedAt } }: { file: SentFile }) =>
  finishedAt ? (
    <StatusTag tone="good">Answered</StatusTag>
  ) : (
    <StatusTag tone="warn">
      {formatNumber(done)} of {formatNumber(rows)} answered
    </StatusTag>
  );

/** `all`: of every district. */
export const FileList = ({ files, all }: { files: SentFile[]; all: boolean }) => (
  <Section id="sent" title="Files that were sent">
    {files.length === 0 ? (
      <EmptyState title="No file was sent yet">
        <p>Files and how they were answered appear here.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Request files, the latest first"
        rows={files}
        columns={[
          {
            heading: "File",
            rowHeader: true,
            cell: (one) => <a href={`/identifiers/files/${one.file}`}>{one.fileName}</a>,
          },
          ...(all ? [{ heading: "District", numeric: true, cell: (one: SentFile) => String(one.district) }] : []),
          { heading: "Sent", cell: (one) => formatDateTime(one.askedAt) },
          { heading: "Students", numeric: true, cell: (one) => formatNumber(one.rows) },
          { heading: "Match", numeric: true, cell: (one) => formatNumber(one.match) },
          { heading: "Near match", numeric: true, cell: (one) => formatNumber(one.near) },
          { heading: "New", numeric: true, cell: (one) => formatNumber(one.new) },
          { heading: "State", cell: (one) => <FileState file={one} /> },
        ]}
      />
    )}
  </Section>
);
