// One record: its values with what is wrong beside each, a form to fix a value in place, and its history.
import {
  Alert,
  type Column,
  DataTable,
  formatDateTime,
  formatNumber,
  PageHead,
  PostForm,
  Section,
} from "../../web/index.ts";
import type { Finding, RecordCell, RecordView } from "../model.ts";
import { CounterpartWords } from "./conflicts.tsx";
import { batchPath, findingPath, recordPath } from "./paths.ts";
import { FindingState, SeverityTag, Value } from "./words.tsx";

type RecordPageProps = {
  record: RecordView;
  csrf: string;
  mayFix: boolean;
  mayExplain: boolean;
  done?: string;
  /** A fix that was refused: shown at its field, with the value that was tried. */
  refused?: { element: string; value: string; message: string };
};

export const RecordPage = ({ record, csrf, mayFix, mayExplain, done, refused }: RecordPageProps) => {
  const { batch, row, findings } = record;
  const open = findings.filter((finding) => finding.state === "open" && finding.severity !== "warning");
  return (
    <>
      <PageHead title={`Record ${formatNumber(row)}`} lead={`of ${batch.fileName}, version ${record.version}`}>
        {row > 1 && (
          <a class="usa-button usa-button--outline" href={recordPath(batch.id, row - 1)} rel="prev">
            Previous record
          </a>
        )}
        {row < batch.records && (
          <a class="usa-button usa-button--outline" href={recordPath(batch.id, row + 1)} rel="next">
            Next record
          </a>
        )}
      </PageHead>
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      {open.length === 0 && <Alert kind="success">Nothing in this record blocks.</Alert>}
      {findings.length > 0 && (
        <Section id="findings" title="What was found">
          {findings.map((finding) => (
            <FindingCard finding={finding} mayExplain={mayExplain} />
          ))}
        </Section>
      )}
      <Section id="values" title="Values">
        {!record.editable && (
          <p class="rb-quiet">This batch was replaced or certified: its records can only be read.</p>
        )}
        <DataTable
          caption="Values of the record"
          captionHidden
          columns={cellColumns({ record, csrf, mayFix: mayFix && record.editable, refused })}
          rows={record.cells}
        />
      </Section>
      <Changes record={record} />
      <p>
        <a href={batchPath(batch.id)}>Back to the batch</a>
      </p>
    </>
  );
};

export const FindingCard = ({ finding, mayExplain }: { finding: Finding; mayExplain: boolean }) => (
  <article class={`rb-group rb-group-${finding.severity}`} aria-label={`${finding.ruleId}: ${finding.message}`}>
    <div class="rb-group-head">
      <SeverityTag severity={finding.severity} />
      <h3>{finding.message}</h3>
      <span class="rb-group-count">
        <FindingState finding={finding} />
      </span>
    </div>
    <p>{finding.remedy}</p>
    {finding.counterparts.map((other) => (
      <CounterpartWords other={other} />
    ))}
    {finding.explanation && (
      <p>
        <strong>Explanation:</strong> {finding.explanation.text}{" "}
        <span class="rb-quiet">
          {finding.explanation.by}, {formatDateTime(finding.explanation.at)}
        </span>
      </p>
    )}
    <div class="rb-actions">
      <span class="rb-quiet">
        {finding.ruleId}
        {finding.element && ` · ${finding.element}`}
      </span>
      {mayExplain && finding.severity === "confirm" && <a href={findingPath(finding.id)}>Explain</a>}
    </div>
  </article>
);

type CellContext = Pick<RecordPageProps, "record" | "csrf" | "mayFix" | "refused">;

function cellColumns(context: CellContext): Column<RecordCell>[] {
  const { record, mayFix } = context;
  const wrong = (cell: RecordCell) =>
    record.findings.some((finding) => finding.element === cell.element && finding.state === "open");
  return [
    { heading: "Column", numeric: true, cell: (cell) => cell.column },
    {
      heading: "Element",
      rowHeader: true,
      cell: (cell) => (
        <>
          {cell.longName} <span class="rb-quiet">{cell.element}</span>
        </>
      ),
    },
    {
      heading: "Value",
      cell: (cell) => (
        <>
          <Value value={cell.value} />
          {cell.unreadable && <span class="rb-quiet"> cannot be read</span>}
          {wrong(cell) && <span class="rb-quiet"> see above</span>}
        </>
      ),
    },
    ...(mayFix ? [{ heading: "Fix", cell: (cell: RecordCell) => <FixForm cell={cell} {...context} /> }] : []),
  ];
}

const FixForm = ({ cell, record, csrf, refused }: { cell: RecordCell } & CellContext) => {
  const mine = refused?.element === cell.element ? refused : undefined;
  const id = `fix-${cell.element}`;
  return (
    <>
      {mine && (
        <span class="usa-error-message" id={`${id}-error`} role="alert">
          {mine.message}
        </span>
      )}
      <PostForm action={`${recordPath(record.batch.id, record.row)}/fix`} csrf={csrf} class="rb-cell-form">
        <input type="hidden" name="element" value={cell.element} />
        <input
          class="usa-input"
          id={id}
          name="value"
          value={mine?.value ?? cell.value}
          aria-label={`New value of ${cell.element}`}
          aria-describedby={mine ? `${id}-error` : undefined}
          autocomplete="off"
        />
        <button class="usa-button usa-button--outline" type="submit" aria-label={`Save ${cell.element}`}>
          Save
        </button>
      </PostForm>
    </>
  );
};

const Changes = ({ record }: { record: RecordView }) =>
  record.changes.length === 0 ? null : (
    <Section id="changes" title="Changes">
      <DataTable
        caption="Changes of the record"
        captionHidden
        rows={record.changes}
        columns={[
          { heading: "When", rowHeader: true, cell: (change) => formatDateTime(change.at) },
          { heading: "By", cell: (change) => change.by },
          { heading: "Element", cell: (change) => change.element },
          { heading: "Before", cell: (change) => <Value value={change.old} /> },
          { heading: "After", cell: (change) => <Value value={change.new} /> },
          { heading: "Reason", cell: (change) => change.reason },
        ]}
      />
    </Section>
  );
