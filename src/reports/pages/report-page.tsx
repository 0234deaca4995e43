// One report: chart, table, what was withheld, where the figures come from, and the files to take away.
import { SUPPRESSED, TOTAL } from "../../disclosure/index.ts";
import { schoolYearLabel } from "../../platform/index.ts";
import {
  Alert,
  type Column,
  DataTable,
  Facts,
  Field,
  Figure,
  formatCount,
  formatDate,
  formatDateTime,
  formatNumber,
  PageHead,
  Pagination,
  Section,
} from "../../web/index.ts";
import { REPORT_FORMATS } from "../render/render.ts";
import type { Audience, Report, ReportRequest } from "../report.ts";
import { reportFilePath, reportPath } from "./paths.ts";

type ReportPageProps = {
  report: Report;
  /** The chart as SVG, from the protected table. */
  chart: string | undefined;
  audiences: Audience[];
  offset: number;
  limit: number;
};
type ReportRow = Report["table"]["rows"][number];

const audienceWords: Record<Audience, string> = {
  internal: "Internal, every figure",
  public: "Public, protected",
};

export const ReportPage = ({ report, chart, audiences, offset, limit }: ReportPageProps) => {
  const { definition, table } = report;
  const request: ReportRequest = { id: definition.id, year: report.year, asOf: report.asOf, audience: report.audience };
  return (
    <>
      <PageHead
        title={definition.title}
        lead={`School year ${schoolYearLabel(report.year)}, as of ${formatDate(report.countDate)}. ${definition.description}`}
      />
      <RequestForm report={report} audiences={audiences} />
      <p>
        Download:{" "}
        {REPORT_FORMATS.map((format, index) => (
          <>
            {index > 0 && " · "}
            <a href={reportFilePath(request, format)}>{format.toUpperCase()}</a>
          </>
        ))}
      </p>
      {report.lineage.missing.length > 0 && (
        <Alert kind="warning" heading="Not all districts are certified">
          {`${formatNumber(report.lineage.districtsCertified)} of ${formatNumber(report.lineage.districtsRequired)} districts are in these figures.`}
          <details>
            <summary>{`Not in: ${formatCount(report.lineage.missing.length, "district")}`}</summary>
            {report.lineage.missing.join(", ")}
          </details>
        </Alert>
      )}
      {chart !== undefined && definition.chart && (
        <Figure
          src={`data:image/svg+xml;base64,${Buffer.from(chart).toString("base64")}`}
          alt={`Chart: ${definition.chart.title}. The table below holds the same figures.`}
          caption={definition.chart.title}
        />
      )}
      {table.withheld > 0 && (
        <Alert kind="info">
          {`${SUPPRESSED} stands for a figure that is withheld, so that no small group can be told from it or computed: ${formatCount(table.withheld, "figure")} of ${formatNumber(table.cells)}.`}
        </Alert>
      )}
      <DataTable
        caption={`Rows ${formatNumber(offset + 1)} to ${formatNumber(Math.min(offset + limit, table.rows.length))} of ${formatNumber(table.rows.length)}`}
        narrow="scroll"
        columns={columnsOf(report)}
        rows={table.rows.slice(offset, offset + limit)}
      />
      <Pagination
        total={table.rows.length}
        offset={offset}
        limit={limit}
        label="rows"
        href={(next) => reportPath(request, next)}
      />
      <Origin report={report} />
    </>
  );
};

const RequestForm = ({ report, audiences }: { report: Report; audiences: Audience[] }) => (
  <form
    class="rb-filter"
    method="get"
    action={`/reports/${encodeURIComponent(report.definition.id)}`}
    aria-label="Choose the figures"
  >
    <Field name="year" label="School year, by the year it ends" value={String(report.year)} />
    <Field name="asOf" label="As certified by (empty: now)" type="date" value={report.asOf ?? ""} />
    <Field
      name="audience"
      label="Audience"
      value={report.audience}
      options={audiences.map((audience) => ({ value: audience, label: audienceWords[audience] }))}
    />
    <button class="usa-button" type="submit">
      Show
    </button>
  </form>
);

function columnsOf({ definition, table }: Report): Column<ReportRow>[] {
  const kinds = new Map(table.measures.map((measure) => [measure.column, measure.kind]));
  const titles = new Map(definition.columns.map(({ name, title }) => [name, title]));
  return table.columns.map((name, index) => ({
    heading: titles.get(name) ?? name,
    numeric: kinds.has(name),
    rowHeader: index === 0,
    cell: (row) => cellText(row[name], kinds.get(name)),
  }));
}

function cellText(value: string | number | undefined, kind: "count" | "share" | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value === TOTAL ? "Total" : value;
  if (kind === "share") return `${formatNumber(value * 100)} %`;
  return kind === "count" ? formatNumber(value) : String(value);
}

const Origin = ({ report }: { report: Report }) => {
  const { lineage, definition } = report;
  return (
    <Section id="origin" title="Where these figures come from">
      <Facts
        facts={[
          ["Collection", lineage.collection],
          ["Certified by", report.asOf === undefined ? "now" : formatDate(report.asOf)],
          ["Snapshots", formatNumber(lineage.snapshots.length)],
          ["Records", formatNumber(lineage.records)],
          ["Districts", `${formatNumber(lineage.districtsCertified)} of ${formatNumber(lineage.districtsRequired)}`],
          ["Computed", formatDateTime(report.generatedAt)],
        ]}
      />
      <p class="rb-quiet">
        Dictionary{" "}
        {lineage.dictionaryVersions.map((version) => (
          <>
            <code>{version.slice(0, 16)}</code>{" "}
          </>
        ))}
      </p>
      {definition.notes.length > 0 && (
        <ul class="rb-list">
          {definition.notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      )}
      <details class="rb-more">
        <summary>{formatCount(lineage.snapshots.length, "snapshot")}</summary>
        <DataTable
          caption="Snapshots"
          captionHidden
          rows={lineage.snapshots}
          columns={[
            { heading: "District", rowHeader: true, cell: (one) => String(one.district) },
            { heading: "Version", numeric: true, cell: (one) => one.version },
            { heading: "Records", numeric: true, cell: (one) => formatNumber(one.records) },
            { heading: "Certified", cell: (one) => formatDateTime(new Date(one.certifiedAt)) },
            { heading: "Hash", cell: (one) => <code>{one.hash.slice(0, 16)}…</code> },
          ]}
        />
      </details>
    </Section>
  );
};
