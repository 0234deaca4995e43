// Rosters: choose a zip, see what it would change, import it; and what was imported before.
import {
  Alert,
  DataTable,
  EmptyState,
  formatCount,
  formatDateTime,
  formatNumber,
  PageHead,
  Section,
  StatusTag,
} from "../../../web/index.ts";
import type { RosterFinding } from "../../rosters/findings.ts";
import type { RosterOutcome } from "../../rosters/import-roster.ts";
import type { RosterImport } from "../../rosters/store/imports.ts";
import { countLines } from "../../rosters/words.ts";

type RostersPageProps = {
  csrf: string;
  imports: RosterImport[];
  outcome?: RosterOutcome | undefined;
  refused?: { message: string; remedy: string; findings: RosterFinding[] } | undefined;
};

export const RostersPage = ({ csrf, imports, outcome, refused }: RostersPageProps) => (
  <>
    <PageHead
      title="Rosters"
      lead="A roster says who teaches whom: from its first to its last day teachers see the students of their own classes, and not a day longer."
    />
    {refused && (
      <Alert kind="error" live heading="The roster was not imported">
        {refused.message} {refused.remedy}
      </Alert>
    )}
    {refused && <Findings findings={refused.findings} />}
    {outcome && <Outcome outcome={outcome} />}
    <Section id="import-title" title="Import a roster">
      <form method="post" action={`/rosters?_csrf=${csrf}`} enctype="multipart/form-data" class="rb-form">
        <div class="usa-form-group">
          <label class="usa-label" for="file">
            OneRoster zip of your district
          </label>
          <span class="usa-hint" id="file-hint">
            OneRoster 1.1 or 1.2 in CSV, with every file in bulk mode. Importing the same file again changes nothing.
          </span>
          <input
            class="usa-input"
            type="file"
            id="file"
            name="file"
            accept=".zip"
            aria-describedby="file-hint"
            required
          />
        </div>
        <div class="rb-actions">
          <button class="usa-button" type="submit" name="do" value="check">
            Show what would change
          </button>
          <button class="usa-button usa-button--outline" type="submit" name="do" value="import">
            Import
          </button>
        </div>
      </form>
    </Section>
    <Section id="imports-title" title="Imported before">
      {imports.length === 0 ? (
        <EmptyState title="No roster was imported yet">
          <p>Teachers see no students until one is.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="Imported rosters, the latest first"
          captionHidden
          rows={imports}
          columns={[
            { heading: "File", rowHeader: true, cell: (one) => one.fileName },
            { heading: "District", numeric: true, cell: (one) => one.district },
            { heading: "Imported", cell: (one) => formatDateTime(new Date(one.at)) },
            { heading: "By", cell: (one) => one.by },
            {
              heading: "Who teaches whom",
              cell: (one) =>
                `${formatNumber(one.counts.edges.added)} added, ${formatNumber(one.counts.edges.ended)} ended`,
            },
          ]}
        />
      )}
    </Section>
  </>
);

const Outcome = ({ outcome }: { outcome: RosterOutcome }) => (
  <>
    <Alert
      kind={outcome.imported ? "success" : "info"}
      live
      heading={outcome.imported ? "Imported" : "This is what would change"}
    >
      {outcome.districtName} ({outcome.district}):{" "}
      {outcome.changes === 0
        ? "everything in the file is known already."
        : `${formatCount(outcome.changes, "change")}.`}
      {outcome.imported ? "" : " Nothing has been changed yet. To import the file, choose it again and press Import."}
    </Alert>
    <DataTable
      caption="What the roster changes"
      rows={countLines(outcome.counts)}
      columns={[
        { heading: "What", rowHeader: true, cell: (one) => one.title },
        { heading: "Added", numeric: true, cell: (one) => formatNumber(one.added) },
        { heading: "Changed", numeric: true, cell: (one) => formatNumber(one.changed) },
        { heading: "Ended", numeric: true, cell: (one) => formatNumber(one.ended) },
        { heading: "Unchanged", numeric: true, cell: (one) => formatNumber(one.unchanged) },
      ]}
    />
    {Object.keys(outcome.notLinked).length > 0 && (
      <Alert kind="warning" heading="People who got no account or no role">
        {Object.entries(outcome.notLinked)
          .map(([why, count]) => `${formatNumber(count)} ${why}`)
          .join("; ")}
        .
      </Alert>
    )}
    <Findings findings={outcome.findings} />
  </>
);

const Findings = ({ findings }: { findings: RosterFinding[] }) =>
  findings.length === 0 ? null : (
    <DataTable
      caption="What was found in the files"
      rows={findings.slice(0, 200)}
      columns={[
        { heading: "File", rowHeader: true, cell: (one) => one.file || "the zip" },
        { heading: "Line", numeric: true, cell: (one) => (one.line > 0 ? formatNumber(one.line) : "") },
        { heading: "Column", cell: (one) => one.column },
        {
          heading: "Kind",
          cell: (one) => <StatusTag tone={one.severity === "error" ? "bad" : "warn"}>{one.severity}</StatusTag>,
        },
        { heading: "What is wrong", cell: (one) => one.message },
        { heading: "What to do", cell: (one) => one.remedy },
      ]}
    />
  );
