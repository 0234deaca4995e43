// One student of the registry: how it came to be known, what was merged and split, and the forms that undo or split.
import {
  Alert,
  Checkbox,
  DataTable,
  EmptyState,
  Facts,
  Field,
  formatDateTime,
  PageHead,
  PostForm,
  Section,
  StatusTag,
} from "../../web/index.ts";
import type { Doing, HistoryEvent, RecordHistory, StudentHistory } from "../history/history.ts";
import { percent } from "../queue/plain-words.ts";
import { factTitles } from "../registry/check-facts.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import { factNames } from "../registry/facts.ts";
import { nameOf } from "./merge.tsx";
import { factWord, HolderWords, placeOf } from "./near-words.tsx";
import { plainReason } from "./request-why.tsx";

type StudentHistoryProps = {
  csrf: string;
  identifier: string;
  of: StudentHistory;
  choices: FactChoices;
  mayChange: boolean;
  refused?: string | undefined;
  done?: string | undefined;
  reason?: string | undefined;
};

export const StudentHistoryPage = (props: StudentHistoryProps) => {
  const { of, identifier, refused, done, mayChange } = props;
  const { student, supersededBy, holder } = of;
  return (
    <>
      <PageHead title={`Student ${student.reference}`} lead={`Held by ${holder.districtName}`} />
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      {refused && (
        <Alert kind="error" live heading="Nothing was changed">
          {refused}
        </Alert>
      )}
      {supersededBy && (
        <Alert kind="info" heading="This student was superseded">
          By <a href={`/identifiers/students/${supersededBy.reference}`}>{nameOf(supersededBy)}</a>.
        </Alert>
      )}
      <Facts
        facts={[
          ["Reference", student.reference],
          ...(student.number === undefined ? [] : [[identifier, student.number] as [string, string]]),
          ["Whom to call", <HolderWords holder={holder} />],
        ]}
      />
      <Records {...props} />
      <Section id="events-title" title="Merges and splits">
        {of.events.length === 0 ? (
          <EmptyState title="None">
            <p>Nobody merged or split this student.</p>
          </EmptyState>
        ) : (
          of.events.map((event) => <Event event={event} csrf={props.csrf} back={student.reference!} may={mayChange} />)
        )}
      </Section>
    </>
  );
};

const Records = ({ of, csrf, mayChange, reason, choices }: StudentHistoryProps) => {
  const movable = mayChange && of.records.filter(({ splittable }) => splittable).length > 0 && of.records.length > 1;
  const table = (
    <DataTable
      caption="Records of this student"
      captionHidden
      rows={of.records}
      columns={[
        {
          heading: "Record",
          rowHeader: true,
          cell: (one) => <RecordName of={one} choose={movable && one.splittable} />,
        },
        {
          heading: "Sent by",
          cell: ({ holder }) => placeOf(holder),
        },
        { heading: "What it says", cell: (one) => factsOf(one, choices) },
        {
          heading: "Assigned",
          cell: ({ assignments }) => (
            <ul class="usa-list usa-list--unstyled">
              {assignments.map((one) => (
                <li>
                  {whyWords[one.why] ?? one.why} {one.student}
                  {one.probability !== undefined && `, ${percent(one.probability)} likely`}
                  <div class="rb-quiet">
                    <When of={one} />
                    {one.reason && `: ${plainReason(one.reason)}`}
                  </div>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
  return (
    <Section id="records-title" title="Records">
      {movable ? (
        <PostForm action={`/identifiers/students/${of.student.reference}/split`} csrf={csrf}>
          {table}
          <div class="usa-form">
            <h3>Split off</h3>
            <p>
              Choose the records that are another student's. They go to a new student with a number of its own; the
              others and the old number stay.
            </p>
            <Field
              name="reason"
              label="Reason"
              value={reason}
              rows={3}
              maxlength={500}
              required
              hint="Kept for ever."
            />
            <Checkbox name="confirm" value="yes" required>
              The chosen records are another student's
            </Checkbox>
            <div class="rb-form-end">
              <button class="usa-button usa-button--secondary" type="submit">
                Split off the chosen records
              </button>
            </div>
          </div>
        </PostForm>
      ) : (
        table
      )}
    </Section>
  );
};

const whyWords: Record<string, string> = {
  new: "New:",
  match: "Match:",
  decided: "Decided by a person:",
  split: "Split off to",
  "split undone": "Given back to",
  import: "Imported:",
};

const RecordName = ({ of, choose }: { of: RecordHistory; choose: boolean }) =>
  choose ? (
    <Checkbox name="records" value={String(of.record)}>
      {of.record}
    </Checkbox>
  ) : (
    <span>{of.record}</span>
  );

const factsOf = ({ facts, localIdentifier }: RecordHistory, choices: FactChoices) => {
  const lines = factNames.flatMap((fact) =>
    facts[fact] ? [`${factTitles[fact]}: ${factWord(fact, facts[fact], choices)}`] : [],
  );
  if (localIdentifier) lines.push(`Local identifier: ${localIdentifier}`);
  return lines.length === 0 ? <span class="rb-quiet">Not shown to you</span> : lines.map((line) => <div>{line}</div>);
};

const When = ({ of: { at, by } }: { of: Doing }) => (
  <>
    {formatDateTime(at)}
    {by && ` by ${by === "system" ? "the registry" : by}`}
  </>
);

const eventWords: Record<HistoryEvent["kind"], (event: HistoryEvent) => string> = {
  merge: ({ student, other }) => `${student} gave way to ${other}`,
  split: ({ student, other }) => `${other} was split off from ${student}`,
  apart: ({ student, other }) => `${student} and ${other} are two students`,
};

const Event = ({ event, csrf, back, may }: { event: HistoryEvent; csrf: string; back: string; may: boolean }) => (
  <article aria-label={eventWords[event.kind](event)}>
    <h3>
      {eventWords[event.kind](event)} {event.undone && <StatusTag tone="plain">undone</StatusTag>}
      {event.despite && <StatusTag tone="warn">known to be two</StatusTag>}
    </h3>
    <p>
      <When of={event} />: {event.reason}
    </p>
    {event.undone && (
      <p>
        Undone <When of={event.undone} />: {event.undone.reason}
      </p>
    )}
    {may && event.id && !event.undone && (
      <details>
        <summary>Undo this {event.kind}</summary>
        <PostForm action={`/identifiers/${event.kind}s/${event.id}/undo`} csrf={csrf} class="usa-form">
          <input type="hidden" name="student" value={back} />
          <p>{undoWords[event.kind]}</p>
          <Field id={`reason-${event.id}`} name="reason" label="Reason" maxlength={500} required />
          <div class="rb-form-end">
            <button class="usa-button usa-button--secondary" type="submit">
              Undo this {event.kind}
            </button>
          </div>
        </PostForm>
      </details>
    )}
  </article>
);

const undoWords: Record<HistoryEvent["kind"], string> = {
  merge: "The student is itself again, with all that was its own. The two are remembered as two for ever.",
  split: "The records go back. The student that the split made gives way to this one.",
  apart: "",
};
