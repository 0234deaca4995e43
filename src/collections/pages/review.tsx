// Review reports over the records of one submission: the list, and one report as a table.
import { DataTable, EmptyState, formatCount, formatNumber, PageHead, Pagination } from "../../web/index.ts";
import type { Submission, SubmissionKey } from "../model.ts";
import type { ReviewReport, ReviewTable } from "../verbs.ts";
import { reviewPath } from "./paths.ts";

export const ReviewList = ({ submission, reports }: { submission: Submission; reports: ReviewReport[] }) => (
  <>
    <PageHead title="Review reports" lead={`${submission.title}, ${submission.districtName}`} />
    <DataTable
      caption="Review reports"
      captionHidden
      rows={reports}
      columns={[
        {
          heading: "Report",
          rowHeader: true,
          cell: (report) => <a href={reviewPath(submission, report.id)}>{report.title}</a>,
        },
        { heading: "Number", cell: (report) => <span class="rb-nowrap">{report.id}</span> },
        { heading: "For", cell: (report) => report.audience },
        { heading: "To confirm", cell: (report) => (report.mustConfirm ? "before certification" : "") },
      ]}
    />
  </>
);

type ReviewPageProps = { submission: SubmissionKey; title: string; table: ReviewTable; offset: number; limit: number };

export const ReviewPage = ({ submission, title, table, offset, limit }: ReviewPageProps) => {
  const numeric = table.header.map((_, index) => table.rows.every((row) => typeof row[index] === "number"));
  // A total's row leaves the columns before it empty, and an empty heading names nothing.
  const named = table.header.findIndex((_, index) =>
    table.rows.every((row) => row[index] !== null && row[index] !== ""),
  );
  return (
    <>
      <PageHead title={table.report.title} lead={`${title}. ${table.report.id}, for: ${table.report.audience}`}>
        <a class="usa-button usa-button--outline" href={`${reviewPath(submission, table.report.id)}.csv`}>
          Download as CSV
        </a>
      </PageHead>
      {table.total === 0 ? (
        <EmptyState title="No record fits this report" />
      ) : (
        <DataTable
          caption={`${table.report.title}: ${formatCount(table.total, "row")}`}
          narrow="scroll"
          rows={table.rows}
          columns={table.header.map((heading, index) => ({
            heading,
            numeric: numeric[index],
            rowHeader: index === named,
            cell: (row: ReviewTable["rows"][number]) => cellText(heading, row[index]),
          }))}
        />
      )}
      <Pagination
        total={table.total}
        offset={offset}
        limit={limit}
        label="rows"
        href={(next) => `${reviewPath(submission, table.report.id)}?offset=${next}`}
      />
      <p>
        <a href={reviewPath(submission)}>All review reports</a>
      </p>
    </>
  );
};

/** Counts get separators; numbers that are names (of schools, districts) do not. */
function cellText(heading: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  return /number|nbr|year|code/i.test(heading) ? String(value) : formatNumber(value);
}
