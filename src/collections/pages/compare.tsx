// What a new upload changed against the batches whose place it took: added, changed, gone.
import {
  DataTable,
  EmptyState,
  formatDate,
  formatNumber,
  PageHead,
  Pagination,
  StatusTag,
  Tile,
  type Tone,
} from "../../web/index.ts";
import type { Difference, DifferenceRow } from "../verbs.ts";
import { batchPath, recordPath } from "./paths.ts";
import { Value } from "./words.tsx";

const kinds: Record<DifferenceRow["kind"], { word: string; tone: Tone }> = {
  added: { word: "Added", tone: "good" },
  changed: { word: "Changed", tone: "info" },
  gone: { word: "Gone", tone: "bad" },
};

export const ComparePage = ({ difference, limit }: { difference: Difference; limit: number }) => {
  const { batch, against, added, changed, gone, same, offset, rows } = difference;
  const total = added + changed + gone;
  return (
    <>
      <PageHead title="Compare" lead={`${batch.fileName} against ${against.map((old) => old.fileName).join(", ")}`} />
      <div class="rb-tiles">
        <Tile value={formatNumber(added)} label="added" tone="good" />
        <Tile value={formatNumber(changed)} label="changed" tone="info" />
        <Tile value={formatNumber(gone)} label="gone" tone={gone > 0 ? "bad" : "plain"} />
        <Tile value={formatNumber(same)} label="the same" />
      </div>
      {total === 0 ? (
        <EmptyState title="No difference">
          <p>Both files hold the same records with the same values.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="Records that differ"
          rows={rows}
          columns={[
            {
              heading: "Student",
              rowHeader: true,
              cell: (row) =>
                row.row === undefined ? row.student : <a href={recordPath(batch.id, row.row)}>{row.student}</a>,
            },
            {
              heading: "What",
              cell: (row) => <StatusTag tone={kinds[row.kind].tone}>{kinds[row.kind].word}</StatusTag>,
            },
            { heading: "School", cell: (row) => row.school },
            {
              heading: "Entry",
              cell: (row) => (/^\d{4}-\d\d-\d\d$/.test(row.entryDate) ? formatDate(row.entryDate) : row.entryDate),
            },
            { heading: "Changes", cell: (row) => <Changes row={row} /> },
          ]}
        />
      )}
      <Pagination
        total={total}
        offset={offset}
        limit={limit}
        label="differences"
        href={(next) => `${batchPath(batch.id)}/compare?offset=${next}`}
      />
      <p>
        <a href={batchPath(batch.id)}>Back to the batch</a>
      </p>
    </>
  );
};

const Changes = ({ row }: { row: DifferenceRow }) => (
  <>
    {row.changes.map((change) => (
      <div>
        {change.element}: <Value value={change.old} /> → <Value value={change.new} />
      </div>
    ))}
  </>
);
