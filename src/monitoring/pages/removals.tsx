// The register of data that left the premises: what is out, what is overdue, entering and settling.
import {
  Alert,
  type Column,
  DataTable,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldError,
  formatCount,
  formatDate,
  formatNumber,
  PostForm,
  Section,
  StatusTag,
} from "../../web/index.ts";
import { type Medium, media, type Outcome, outcomes, type Removal } from "../removals/model.ts";
import type { RemovalList } from "../removals/removals.ts";
import { MonitoringHead, NextPage, withQuery } from "./parts.tsx";

export const removalsPath = "/audit/removals";

const mediumWords: Record<Medium, string> = {
  paper: "Paper",
  disk: "Disk or stick",
  computer: "Laptop or telephone",
  mail: "Mail",
  other: "Other",
};
const outcomeWords: Record<Outcome, string> = { returned: "Returned", destroyed: "Destroyed", lost: "Lost" };

type RemovalsPageProps = {
  list: RemovalList;
  csrf: string;
  today: string;
  /** What is typed in the form, to show it again. */
  typed: Record<string, string>;
  errors: FieldError[];
  done?: string | undefined;
};

export const RemovalsPage = ({ list, csrf, today, typed, errors, done }: RemovalsPageProps) => {
  const { which, from, to, share, removals, overdue, next, mayRecord, mayView } = list;
  const query = { which, from, to };
  return (
    <>
      <MonitoringHead
        title="Data taken away"
        lead={`Data on paper, disks, computers or in the mail that left the premises${share ? `, of ${share.replace(":", " ")} alone` : ""}: ${shownWords[which]}, newest first.`}
        current={removalsPath}
        mayView={mayView}
        download={withQuery("/audit/removals.csv", query)}
      />
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      {overdue > 0 && (
        <Alert kind="warning">
          <a href={withQuery(removalsPath, { which: "overdue" })}>
            {formatCount(overdue, "entry is", "entries are")} overdue
          </a>
          : ask for the data back, or for proof of its destruction.
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <form class="rb-filter" method="get" action={removalsPath} aria-label="Entries shown">
        <Field
          name="which"
          label="Show"
          value={which}
          options={[
            { value: "all", label: "All" },
            { value: "out", label: "Still out" },
            { value: "overdue", label: "Overdue" },
          ]}
        />
        <Field name="from" label="Taken from" type="date" value={from} />
        <Field name="to" label="Taken to" type="date" value={to} />
        <button class="usa-button usa-button--outline" type="submit">
          Show
        </button>
      </form>
      {removals.length === 0 ? (
        <EmptyState title={which === "all" ? "Nothing was entered" : "Nothing is out"} />
      ) : (
        <DataTable
          caption="Entries, newest first"
          captionHidden
          columns={columns(mayRecord, csrf, today)}
          rows={removals}
        />
      )}
      <NextPage href={next && withQuery(removalsPath, { ...query, after: next })} />
      {mayRecord && <NewEntry csrf={csrf} today={today} typed={typed} errors={errors} district={list.district} />}
    </>
  );
};

const shownWords = { all: "all entries", out: "what is still out", overdue: "what is overdue" };

const columns = (mayRecord: boolean, csrf: string, today: string): Column<Removal>[] => [
  { heading: "Taken", cell: ({ removedOn }) => formatDate(removedOn) },
  { heading: "What", rowHeader: true, cell: ({ what }) => what },
  { heading: "Students", numeric: true, cell: ({ students }) => formatNumber(students) },
  { heading: "On", cell: ({ medium }) => mediumWords[medium] },
  { heading: "To", cell: ({ recipient, purpose }) => `${recipient}: ${purpose}` },
  { heading: "Protection", cell: ({ protection }) => protection },
  { heading: "Entered by", cell: ({ recordedBy }) => recordedBy },
  { heading: "Due back", cell: ({ dueOn }) => formatDate(dueOn) },
  {
    heading: "State",
    cell: (removal) =>
      !removal.settled && mayRecord ? (
        <>
          <State removal={removal} />
          <SettleForm removal={removal} csrf={csrf} today={today} />
        </>
      ) : (
        <State removal={removal} />
      ),
  },
];

const State = ({ removal: { settled, overdue } }: { removal: Removal }) => {
  if (!settled) return <StatusTag tone={overdue ? "bad" : "info"}>{overdue ? "Overdue" : "Out"}</StatusTag>;
  return (
    <>
      <StatusTag tone={settled.outcome === "lost" ? "bad" : "good"}>{outcomeWords[settled.outcome]}</StatusTag>{" "}
      {formatDate(settled.on)}, {settled.by}
      {settled.note && `: ${settled.note}`}
    </>
  );
};

const SettleForm = ({ removal, csrf, today }: { removal: Removal; csrf: string; today: string }) => (
  <details>
    <summary>
      Settle<span class="usa-sr-only">: {removal.what}</span>
    </summary>
    <PostForm action={`${removalsPath}/${removal.id}/settle`} csrf={csrf}>
      <Field
        name="outcome"
        id={`outcome-${removal.id}`}
        label="What became of it"
        options={outcomes.map((value) => ({ value, label: outcomeWords[value] }))}
      />
      <Field name="settledOn" id={`settledOn-${removal.id}`} label="On" type="date" value={today} required />
      <Field name="note" id={`note-${removal.id}`} label="Note" maxlength={500} />
      <button class="usa-button usa-button--outline" type="submit">
        Save
      </button>
    </PostForm>
  </details>
);

type NewEntryProps = Pick<RemovalsPageProps, "csrf" | "today" | "typed" | "errors"> & { district: number | undefined };

const NewEntry = ({ csrf, today, typed, errors, district }: NewEntryProps) => {
  const field = (name: string, value = "") => ({
    name,
    value: typed[name] ?? value,
    error: errors.find((one) => one.field === name)?.message,
  });
  return (
    <Section id="new-entry" title="Enter what is taken away">
      <p class="rb-quiet">
        Enter it before it goes. An entry is never changed: when the data is back or destroyed, settle it.
      </p>
      <PostForm action={removalsPath} csrf={csrf} class="rb-narrow">
        {district === undefined && (
          <Field {...field("district")} label="District (number)" hint="Leave empty where it is the state's own" />
        )}
        <Field
          {...field("what")}
          label="What data"
          hint="Which records, of which year"
          rows={2}
          required
          maxlength={500}
        />
        <Field {...field("students")} label="How many students" required maxlength={8} />
        <Field
          {...field("medium", "paper")}
          label="On what"
          options={media.map((value) => ({ value, label: mediumWords[value] }))}
        />
        <Field {...field("recipient")} label="To whom, and where it is kept" required maxlength={300} />
        <Field {...field("purpose")} label="What for" required maxlength={500} />
        <Field
          {...field("protection")}
          label="How it is protected"
          hint="Encrypted disk, locked bag"
          required
          maxlength={300}
        />
        <Field {...field("removedOn", today)} label="Taken on" type="date" required />
        <Field {...field("dueOn")} label="Due back or destroyed by" type="date" required />
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Enter
          </button>
        </div>
      </PostForm>
    </Section>
  );
};
