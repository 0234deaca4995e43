// Recording what was shown on paper or learned in a room: one fact, or a file of many that is looked at first.
import {
  Alert,
  Checkbox,
  DataTable,
  ErrorSummary,
  Field,
  type FieldError,
  formatCount,
  formatDate,
  PageHead,
  PostForm,
  Section,
  StatusTag,
} from "../../../web/index.ts";
import type { GrantKind } from "../kinds.ts";
import type { FileRow } from "../training-file.ts";
import { recordPath } from "./paths.ts";
import { roleTitle, typedInto, type Words } from "./words.tsx";

type Typed = Record<string, string>;
type RecordPageProps = Words & {
  offered: GrantKind[];
  typed: Typed;
  csrf: string;
  errors: FieldError[];
  done?: string | undefined;
};

const kindOptions = (offered: GrantKind[]) => offered.map(({ id, title }) => ({ value: id, label: title }));

export const RecordPage = (props: RecordPageProps) => {
  const { offered, typed, csrf, errors, done, policy } = props;
  const roles = Object.entries(policy.roles).filter(
    ([, { needs, needs_to_read, rows }]) => rows === "grant" || needs.length + needs_to_read.length > 0,
  );
  const field = typedInto(typed, errors);
  return (
    <>
      <PageHead
        title="Record trainings and agreements"
        lead="What you record here counts from its first day to its last, for the person named."
      />
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <div class="rb-columns">
        <Section id="one" title="For one person">
          <PostForm action={recordPath} csrf={csrf} class="rb-narrow">
            <Field {...field("kind")} label="What" options={kindOptions(offered)} />
            <Field {...field("person")} label="Person, by e-mail address" type="email" maxlength={320} required />
            <Field {...field("title")} label="Title of the training, agreement or need" maxlength={200} required />
            <Field
              {...field("role")}
              label="For the role"
              options={[
                { value: "", label: "Every role of the person" },
                ...roles.map(([id]) => ({ value: id, label: roleTitle(props, id) })),
              ]}
            />
            <Field {...field("from")} label="First day, or the day of the training" type="date" required />
            <Field
              {...field("to")}
              label="Last day"
              hint="If left empty: the longest that this kind may last."
              type="date"
            />
            <Field
              {...field("students")}
              label="Students (only for a role whose grants name its students)"
              hint="One identifier to a line. Leave it empty for every other role."
              rows={3}
              maxlength={20_000}
            />
            <Checkbox name="assessed" value="yes" checked={typed.assessed === "yes"}>
              What was learned was tested
            </Checkbox>
            <div class="rb-form-end">
              <button class="usa-button" type="submit">
                Record it
              </button>
            </div>
          </PostForm>
        </Section>
        <Section id="many" title="From a file">
          <p>
            A CSV file with the columns <code>email</code>, <code>title</code>, <code>date</code>, and, if you have
            them, <code>valid_to</code> and <code>assessed</code> (yes or no). Days are written 2026-07-01.
          </p>
          <form
            method="post"
            action={`${recordPath}/file?_csrf=${encodeURIComponent(csrf)}`}
            enctype="multipart/form-data"
            class="rb-narrow"
          >
            <Field id="file-kind" name="kind" label="What" options={kindOptions(offered)} value={typed.kind} />
            <div class="usa-form-group">
              <label class="usa-label" for="file">
                The file
              </label>
              <input class="usa-input" type="file" id="file" name="file" accept=".csv,text/csv,text/plain" required />
            </div>
            <div class="rb-form-end">
              <button class="usa-button usa-button--outline" type="submit">
                Check the file
              </button>
            </div>
          </form>
        </Section>
      </div>
    </>
  );
};

/** A wrong row shows what was written there. */
const isoDay = /^\d{4}-\d{2}-\d{2}$/;

export const FilePreview = ({
  rows,
  kind,
  text,
  csrf,
}: {
  rows: FileRow[];
  kind: GrantKind;
  text: string;
  csrf: string;
}) => {
  const wrong = rows.filter(({ error }) => error !== undefined).length;
  const known = rows.filter((row) => row.known).length;
  return (
    <>
      <PageHead title={`Check the file: ${kind.title}`} lead="Nothing has been recorded yet." />
      {wrong > 0 ? (
        <Alert kind="error">{`${formatCount(wrong, "row")} cannot be recorded. Correct the file and send it again; it is taken whole or not at all.`}</Alert>
      ) : (
        <Alert kind="info">{`${formatCount(rows.length - known, "row")} to record, ${known} recorded before.`}</Alert>
      )}
      <DataTable
        caption="Rows of the file"
        rows={rows}
        columns={[
          { heading: "Line", numeric: true, cell: ({ line }) => line },
          { heading: "Person", rowHeader: true, cell: ({ name, email }) => name ?? email },
          { heading: "Title", cell: ({ title }) => title },
          { heading: "From", cell: ({ from }) => (isoDay.test(from) ? formatDate(from) : from) },
          { heading: "To", cell: ({ to }) => (to ? formatDate(to) : "") },
          {
            heading: "Result",
            cell: ({ error, known: before }) =>
              error ? (
                <>
                  <StatusTag tone="bad">Wrong</StatusTag> {error}
                </>
              ) : (
                <StatusTag tone={before ? "plain" : "good"}>
                  {before ? "Recorded before" : "Will be recorded"}
                </StatusTag>
              ),
          },
        ]}
      />
      {wrong === 0 && (
        <PostForm action={`${recordPath}/import`} csrf={csrf}>
          <input type="hidden" name="kind" value={kind.id} />
          <input type="hidden" name="csv" value={text} />
          <div class="rb-form-end">
            <button class="usa-button" type="submit">
              {`Record ${formatCount(rows.length, "row")}`}
            </button>
            <a href={recordPath}>Back without recording</a>
          </div>
        </PostForm>
      )}
    </>
  );
};
