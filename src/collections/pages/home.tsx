// Home: what is due, what is wrong, and the next step. A district sees its submissions; the state sees its collections.
import {
  Alert,
  type Column,
  DataTable,
  EmptyState,
  formatCount,
  formatDate,
  formatDateTime,
  formatNumber,
  PageHead,
  Section,
  Tile,
} from "../../web/index.ts";
import type { Batch, CollectionWindow, Finding } from "../model.ts";
import type { Due, Overview, Progress } from "../verbs.ts";
import { ConflictTable } from "./conflicts.tsx";
import { batchPath, findingsPath, progressPath, submissionPath } from "./paths.ts";
import { openWords, StatusLabel } from "./words.tsx";

/** The button beside the next step: where that step is done, for those who may do it. */
export type NextStep = { href: string; label: string };

type DistrictHomeProps = {
  name: string;
  yearLabel: string;
  overview: Overview;
  nextStep: (due: Due) => NextStep;
};

export const DistrictHome = ({ name, yearLabel, overview, nextStep }: DistrictHomeProps) => (
  <>
    <PageHead title={`Good day, ${name}`} lead={`School year ${yearLabel}: what is due and what needs you.`} />
    {overview.due.length === 0 && (
      <EmptyState title="Nothing is due">
        <p>No collection has a window in this school year yet. The state opens windows.</p>
      </EmptyState>
    )}
    {overview.due.filter(isNow).map((due) => (
      <DueCard due={due} step={nextStep(due)} />
    ))}
    <Later dues={overview.due.filter((due) => !isNow(due))} />
    {overview.conflicts.length > 0 && <Conflicts conflicts={overview.conflicts} />}
    {overview.recent.length > 0 && <RecentBatches batches={overview.recent} />}
  </>
);

/** A window that has not come yet, and holds nothing, asks for nothing today. */
const isNow = ({ window, daysLeft, status }: Due): boolean =>
  status !== "Not Submitted" || (window !== undefined && daysToOpening(window, daysLeft ?? 0) <= 0);

const daysToOpening = ({ opens, closes }: CollectionWindow, daysLeft: number): number =>
  daysLeft - Math.round((Date.parse(closes) - Date.parse(opens)) / 86_400_000);

const Later = ({ dues }: { dues: Due[] }) =>
  dues.length === 0 ? null : (
    <Section id="later" title="Not due now">
      <ul class="rb-links">
        {dues.map((due) => (
          <li>
            <a href={submissionPath(due.submission)}>{due.title}</a>{" "}
            <span class="rb-quiet">
              <WindowWords window={due.window} daysLeft={due.daysLeft} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );

const DueCard = ({ due, step }: { due: Due; step: NextStep }) => (
  <section class="rb-card" aria-label={due.title}>
    <div class="rb-card-head">
      <h2>
        <a href={submissionPath(due.submission)}>{due.title}</a>
      </h2>
      <StatusLabel status={due.status} />
      <span class="rb-quiet">
        {due.districtName} · <WindowWords window={due.window} daysLeft={due.daysLeft} />
      </span>
    </div>
    <div class="rb-tiles">
      <Tile
        value={formatNumber(due.findings.error)}
        label={due.findings.error === 1 ? "error to correct" : "errors to correct"}
        tone={due.findings.error > 0 ? "bad" : "good"}
        href={due.findings.error > 0 ? findingsPath(due.submission, { severity: "error" }) : undefined}
      />
      <Tile
        value={formatNumber(due.findings.confirm)}
        label="to explain"
        tone={due.findings.confirm > 0 ? "warn" : "good"}
        href={due.findings.confirm > 0 ? findingsPath(due.submission, { severity: "confirm" }) : undefined}
      />
      <Tile
        value={formatNumber(due.missingSchools)}
        label={due.missingSchools === 1 ? "school not in" : "schools not in"}
        tone={due.missingSchools > 0 ? "warn" : "good"}
        href={due.missingSchools > 0 ? `${submissionPath(due.submission)}#schools` : undefined}
      />
    </div>
    <div class="rb-next">
      <p>
        <strong>Next:</strong> {due.next}
      </p>
      <a class="usa-button" href={step.href}>
        {step.label}
      </a>
    </div>
  </section>
);

export const WindowDays = ({ window }: { window: CollectionWindow | undefined }) => (
  <span>{window ? `${formatDate(window.opens)} to ${formatDate(window.closes)}` : "not set"}</span>
);

export const WindowWords = ({ window, daysLeft }: { window: CollectionWindow | undefined; daysLeft?: number }) => {
  if (!window) return <span>no window yet</span>;
  const span = `window ${formatDate(window.opens)} to ${formatDate(window.closes)}`;
  if (daysLeft === undefined) return <span>{span}</span>;
  const toGo = daysToOpening(window, daysLeft);
  if (toGo > 0) return <span>{`${span}, opens in ${formatCount(toGo, "day")}`}</span>;
  if (daysLeft < 0) return <span>{`${span}, closed ${formatCount(-daysLeft, "day")} ago`}</span>;
  return <span>{`${span}, ${daysLeft === 0 ? "last day today" : `${formatCount(daysLeft, "day")} left`}`}</span>;
};

const Conflicts = ({ conflicts }: { conflicts: Finding[] }) => (
  <Section id="conflicts" title="Conflicts with other districts">
    <Alert kind="warning">
      Another district reports the same student. Both of you see it. Settle it with the contact named here; the one
      whose record is wrong corrects it.
    </Alert>
    <ConflictTable conflicts={conflicts.slice(0, 10)} />
  </Section>
);

const batchColumns: Column<Batch>[] = [
  { heading: "File", rowHeader: true, cell: (batch) => <a href={batchPath(batch.id)}>{batch.fileName}</a> },
  { heading: "Status", cell: (batch) => <StatusLabel status={batch.status} /> },
  { heading: "Records", numeric: true, cell: (batch) => formatNumber(batch.records) },
  { heading: "Open", cell: (batch) => openWords(batch.findings) },
  { heading: "Uploaded", cell: (batch) => `${formatDateTime(batch.uploadedAt)} by ${batch.uploadedBy}` },
];

const RecentBatches = ({ batches }: { batches: Batch[] }) => (
  <Section id="recent" title="Latest uploads">
    <DataTable caption="Latest uploads" captionHidden columns={batchColumns} rows={batches} />
  </Section>
);

type StateHomeProps = {
  name: string;
  /** For those who may set them. */
  windowsHref?: string;
  yearLabel: string;
  collections: { title: string; window: CollectionWindow | undefined; daysLeft?: number; progress: Progress }[];
};

export const StateHome = ({ name, yearLabel, windowsHref, collections }: StateHomeProps) => (
  <>
    <PageHead
      title={`Good day, ${name}`}
      lead={`School year ${yearLabel}${collections.length > 0 ? ": how the collections stand" : ""}.`}
    >
      {windowsHref && (
        <a class="usa-button usa-button--outline" href={windowsHref}>
          Set the windows
        </a>
      )}
    </PageHead>
    {collections.filter(isComing).length < collections.length || (
      <EmptyState title="No collection is open">
        <p>What else your role may do is in the navigation above.</p>
      </EmptyState>
    )}
    {collections
      .filter((one) => !isComing(one))
      .map(({ title, window, daysLeft, progress }) => (
        <section class="rb-card" aria-label={title}>
          <div class="rb-card-head">
            <h2>
              <a href={progressPath(progress.collection, progress.year)}>{title}</a>
            </h2>
            <span class="rb-quiet">
              <WindowWords window={window} daysLeft={daysLeft} />
            </span>
          </div>
          <StateTiles progress={progress} />
          <div class="rb-next">
            <p>
              <strong>Next:</strong> {nextOfState(progress)}
            </p>
            <a class="usa-button" href={progressPath(progress.collection, progress.year)}>
              Open the progress map
            </a>
          </div>
        </section>
      ))}
    {collections.some(isComing) && (
      <Section id="later" title="Not due now">
        <ul class="rb-links">
          {collections.filter(isComing).map(({ title, window, daysLeft, progress }) => (
            <li>
              <a href={progressPath(progress.collection, progress.year)}>{title}</a>{" "}
              <span class="rb-quiet">
                <WindowWords window={window} daysLeft={daysLeft} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
    )}
  </>
);

/** Its window has not come, and no district has sent anything. */
const isComing = ({ window, daysLeft, progress }: StateHomeProps["collections"][number]): boolean =>
  progress.byStatus["Not Submitted"] === progress.districts.length &&
  (window === undefined || daysToOpening(window, daysLeft ?? 0) > 0);

const StateTiles = ({ progress }: { progress: Progress }) => {
  const path = progressPath(progress.collection, progress.year);
  const { byStatus } = progress;
  const wrong = byStatus["Batch Verified with Errors"] + byStatus["District Verified with Errors"];
  const missing = progress.districts.filter((district) => district.schoolsIn < district.schoolsRequired).length;
  return (
    <div class="rb-tiles">
      <Tile
        value={`${byStatus.Certified} of ${progress.districts.length}`}
        label="districts certified"
        tone="good"
        href={`${path}?status=Certified`}
      />
      <Tile
        value={formatNumber(wrong)}
        label="districts with errors"
        tone={wrong > 0 ? "bad" : "good"}
        href={`${path}?show=errors`}
      />
      <Tile
        value={formatNumber(missing)}
        label="with schools not in"
        tone={missing > 0 ? "warn" : "good"}
        href={`${path}?show=missing`}
      />
      <Tile
        value={formatNumber(byStatus["Not Submitted"])}
        label="not submitted"
        tone={byStatus["Not Submitted"] > 0 ? "warn" : "good"}
        href={`${path}?status=Not+Submitted`}
      />
    </div>
  );
};

function nextOfState({ byStatus, districts }: Progress): string {
  if (byStatus.Certified === districts.length) return "All districts are certified. The reports are complete.";
  const open = districts.length - byStatus.Certified;
  return `${formatCount(open, "district is", "districts are")} not certified yet. See who needs help.`;
}
