// The latest changes that concern the reader, the newest first. Programs read the feed in its own order.
import { DataTable, EmptyState, formatDate, formatDateTime, PageHead } from "../../web/index.ts";
import type { Change } from "../history/changes.ts";
import { nameOf } from "./merge.tsx";

type ChangesPageProps = {
  changes: Change[];
  identifier: string;
  linked: boolean /** Of every district. */;
  all: boolean;
};

const words: Record<Change["kind"], string> = {
  assigned: "Asked about",
  merged: "Gave way to",
  unmerged: "Is itself again, no longer",
  split: "Records split off, to",
  unsplit: "Has its records back, from",
  "number superseded": "Gave way to",
  "number restored": "Holds again, no longer",
};

export const ChangesPage = ({ changes, identifier, linked, all }: ChangesPageProps) => (
  <>
    <PageHead
      title="Changes"
      lead={
        all
          ? `What became of students, and of ${identifier}s, of every district.`
          : linked
            ? `What became of students whom you hold or asked about. Put the ${identifier} that holds into your own files.`
            : `What became of students whom you hold or asked about, and of ${identifier}s. Look in your own files whose they are.`
      }
    />
    {changes.length === 0 ? (
      <EmptyState title="No changes yet">
        <p>When two students are merged or one is split, it is said here.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="The latest changes"
        captionHidden
        rows={changes}
        columns={[
          { heading: "Student or number", rowHeader: true, cell: (one) => <Name of={one} /> },
          { heading: "What", cell: ({ kind }) => words[kind] },
          { heading: "Other", cell: ({ other, district }) => (other ? <Name of={other} /> : `District ${district}`) },
          { heading: "When", cell: ({ at }) => (at.length > 10 ? formatDateTime(new Date(at)) : formatDate(at)) },
        ]}
      />
    )}
    <p class="rb-quiet">
      Your student system can follow by itself: <code>rollbook id changes --after CURSOR</code>, or{" "}
      <code>GET /api/v1/identifiers/changes?after=CURSOR</code>.
    </p>
  </>
);

const Name = ({ of }: { of: Pick<Change, "reference" | "number"> }) =>
  of.reference === undefined ? (
    <span>{of.number}</span>
  ) : (
    <a href={`/identifiers/students/${of.reference}`}>{nameOf(of)}</a>
  );
