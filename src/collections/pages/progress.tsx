// The state's progress: every district by status, as a bar, as one tile a district, and as a table. All three say the same.
import {
  type Column,
  DataTable,
  EmptyState,
  Field,
  formatCount,
  formatDate,
  formatNumber,
  PageHead,
  Section,
} from "../../web/index.ts";
import type { CollectionWindow, Finding, SubmissionStatus } from "../model.ts";
import type { DistrictProgress, Progress } from "../verbs.ts";
import { bothSides, ConflictTable } from "./conflicts.tsx";
import { WindowWords } from "./home.tsx";
import { progressPath, submissionPath } from "./paths.ts";
import { openWords, StatusLabel } from "./words.tsx";

/** Short name, mark in a tile and class, from nothing to done. */
const road: { status: SubmissionStatus; mark: string; look: string }[] = [
  { status: "Not Submitted", mark: "–", look: "rb-s-none" },
  { status: "Uploaded", mark: "U", look: "rb-s-uploaded" },
  { status: "Batch Verified with Errors", mark: "!", look: "rb-s-errors" },
  { status: "Batch Verified", mark: "B", look: "rb-s-batch" },
  { status: "District Verified with Errors", mark: "!!", look: "rb-s-errors" },
  { status: "District Verified", mark: "D", look: "rb-s-district" },
  { status: "Certified", mark: "✓", look: "rb-s-certified" },
];

export const progressSorts = ["district", "status", "records", "open"] as const;
export type ProgressSort = (typeof progressSorts)[number];
export type ProgressFilter = { status?: string; show?: "errors" | "missing"; sort: ProgressSort };

type ProgressPageProps = {
  title: string;
  yearLabel: string;
  window: CollectionWindow | undefined;
  progress: Progress;
  filter: ProgressFilter;
  conflicts: Finding[];
  /** An analyst sees how far the state is, not the records behind it. */
  mayOpen: boolean;
};

export const ProgressPage = ({ title, yearLabel, window, progress, filter, conflicts, mayOpen }: ProgressPageProps) => {
  const shown = sortDistricts(filterDistricts(progress.districts, filter), filter.sort);
  return (
    <>
      <PageHead title={title} lead={<WindowLead yearLabel={yearLabel} window={window} />} />
      <StatusBar progress={progress} />
      <Section id="map" title="Districts at a glance">
        <ul class="rb-grid">
          {progress.districts.map((district) => (
            <Square district={district} mayOpen={mayOpen} year={progress.year} collection={progress.collection} />
          ))}
        </ul>
      </Section>
      {conflicts.length > 0 && (
        <Section id="conflicts" title="Conflicts between districts">
          <ConflictTable conflicts={bothSides(conflicts)} heading="Between" />
        </Section>
      )}
      <Section id="districts" title="Districts">
        <Filter progress={progress} filter={filter} />
        {shown.length === 0 ? (
          <EmptyState title="No district fits this filter" />
        ) : (
          <DataTable
            caption={formatCount(shown.length, "district")}
            columns={columns(progress, filter, mayOpen)}
            rows={shown}
          />
        )}
      </Section>
    </>
  );
};

const WindowLead = ({ yearLabel, window }: { yearLabel: string; window: CollectionWindow | undefined }) => (
  <>
    {yearLabel}, <WindowWords window={window} />
  </>
);

const StatusBar = ({ progress }: { progress: Progress }) => {
  const total = Math.max(1, progress.districts.length);
  let x = 0;
  const parts = road.map(({ status, look }) => {
    const width = (progress.byStatus[status] / total) * 1000;
    x += width;
    return { look, width, x: x - width };
  });
  return (
    <>
      <div class="rb-bar" aria-hidden="true">
        <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="presentation">
          {parts.map((part) => (
            <rect class={part.look} x={part.x} y="0" width={part.width} height="10" />
          ))}
        </svg>
      </div>
      <ul class="rb-legend" aria-label="Districts by status">
        {road.map(({ status, mark, look }) => (
          <li>
            <span class={`rb-swatch ${look}`} aria-hidden="true" />
            <a
              href={`${progressPath(progress.collection, progress.year)}?status=${encodeURIComponent(status)}#districts`}
            >
              {status}
            </a>{" "}
            <span class="rb-quiet" aria-hidden="true">
              {mark}
            </span>{" "}
            {formatNumber(progress.byStatus[status])}
          </li>
        ))}
      </ul>
    </>
  );
};

type SquareProps = { district: DistrictProgress; year: number; collection: string; mayOpen: boolean };

const Square = ({ district, year, collection, mayOpen }: SquareProps) => {
  const { mark, look } = road.find(({ status }) => status === district.status) ?? road[0]!;
  const words = `${district.districtName}: ${district.status}, ${district.schoolsIn} of ${district.schoolsRequired} schools in`;
  const href = mayOpen
    ? submissionPath({ collection, year, district: district.district })
    : `#district-${district.district}`;
  return (
    <li>
      <a class={look} href={href} title={words}>
        {district.district} <span aria-hidden="true">{mark}</span>
        <span class="usa-sr-only"> {words}</span>
      </a>
    </li>
  );
};

const Filter = ({ progress, filter }: { progress: Progress; filter: ProgressFilter }) => (
  <form
    class="rb-filter"
    method="get"
    action={progressPath(progress.collection, progress.year)}
    aria-label="Filter the districts"
  >
    <Field
      name="status"
      label="Status"
      value={filter.status}
      options={[{ value: "", label: "All" }, ...road.map(({ status }) => ({ value: status, label: status }))]}
    />
    <Field
      name="show"
      label="Show"
      value={filter.show}
      options={[
        { value: "", label: "All districts" },
        { value: "errors", label: "With something that blocks" },
        { value: "missing", label: "With schools not in" },
      ]}
    />
    <Field
      name="sort"
      label="Sort by"
      value={filter.sort}
      options={[
        { value: "district", label: "Name" },
        { value: "status", label: "Status" },
        { value: "records", label: "Records" },
        { value: "open", label: "Blocking findings" },
      ]}
    />
    <button class="usa-button" type="submit">
      Show
    </button>
    <a href={progressPath(progress.collection, progress.year)}>Clear</a>
  </form>
);

function columns({ collection, year }: Progress, filter: ProgressFilter, mayOpen: boolean): Column<DistrictProgress>[] {
  const sortHref = (sort: ProgressSort) => {
    const query = new URLSearchParams({ sort });
    if (filter.status) query.set("status", filter.status);
    if (filter.show) query.set("show", filter.show);
    return `${progressPath(collection, year)}?${query}#districts`;
  };
  const sorted = (sort: ProgressSort, direction: "ascending" | "descending") =>
    filter.sort === sort ? direction : undefined;
  return [
    {
      heading: "District",
      rowHeader: true,
      sortHref: sortHref("district"),
      sorted: sorted("district", "ascending"),
      cell: (one) => (
        <span id={`district-${one.district}`}>
          {mayOpen ? (
            <a href={submissionPath({ collection, year, district: one.district })}>{one.districtName}</a>
          ) : (
            one.districtName
          )}{" "}
          <span class="rb-quiet">{one.district}</span>
        </span>
      ),
    },
    {
      heading: "Status",
      sortHref: sortHref("status"),
      sorted: sorted("status", "ascending"),
      cell: (one) => <StatusLabel status={one.status} />,
    },
    {
      heading: "Records",
      numeric: true,
      sortHref: sortHref("records"),
      sorted: sorted("records", "descending"),
      cell: (one) => formatNumber(one.records),
    },
    { heading: "Schools in", numeric: true, cell: (one) => `${one.schoolsIn} of ${one.schoolsRequired}` },
    {
      heading: "Blocking",
      sortHref: sortHref("open"),
      sorted: sorted("open", "descending"),
      cell: (one) => openWords(one.findings),
    },
    {
      heading: "Certified",
      cell: (one) => (one.certifiedAt ? `${formatDate(one.certifiedAt)}, version ${one.version}` : ""),
    },
    { heading: "Signed", cell: (one) => (one.signed ? "Yes" : "") },
    {
      heading: "Contact",
      cell: (one) => (
        <>
          {one.contact.name}
          <br />
          <span class="rb-nowrap">{one.contact.phone}</span>
        </>
      ),
    },
  ];
}

const blocking = ({ findings }: DistrictProgress) => findings.error + findings.confirm;

function filterDistricts(districts: DistrictProgress[], { status, show }: ProgressFilter): DistrictProgress[] {
  return districts.filter(
    (one) =>
      (!status || one.status === status) &&
      (show !== "errors" || blocking(one) > 0) &&
      (show !== "missing" || one.schoolsIn < one.schoolsRequired),
  );
}

function sortDistricts(districts: DistrictProgress[], sort: ProgressSort): DistrictProgress[] {
  const place = (one: DistrictProgress) => road.findIndex(({ status }) => status === one.status);
  const by: Record<ProgressSort, (a: DistrictProgress, b: DistrictProgress) => number> = {
    district: (a, b) => a.districtName.localeCompare(b.districtName),
    status: (a, b) => place(a) - place(b) || a.districtName.localeCompare(b.districtName),
    records: (a, b) => b.records - a.records,
    open: (a, b) => blocking(b) - blocking(a) || a.districtName.localeCompare(b.districtName),
  };
  return districts.toSorted(by[sort]);
}
