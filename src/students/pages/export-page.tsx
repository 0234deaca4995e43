// One request for a file: what it is about, and the step that the reader can take.
import { type FieldName, findField, recordTables } from "../../access/index.ts";
import {
  Alert,
  ErrorSummary,
  Facts,
  Field,
  type FieldError,
  formatCount,
  formatDateTime,
  PageHead,
  PostForm,
  Section,
} from "../../web/index.ts";
import { type ExportRequest, stateOf } from "../exports/model.ts";
import { ExportStateTag } from "./export-list.tsx";

type ExportPageProps = {
  request: ExportRequest;
  now: Date;
  csrf: string;
  own: boolean;
  mayDecide: boolean;
  errors: FieldError[];
  done?: string | undefined;
};

const fieldTitle = (name: FieldName): string => {
  const field = findField(name);
  if (!field) return name;
  return field.table === "student" ? field.field.title : `${recordTables[field.table].title}: ${field.field.title}`;
};

export const ExportPage = ({ request, now, csrf, own, mayDecide, errors, done }: ExportPageProps) => {
  const { id, decidedByName, decidedAt, reason, rowCount, fileSha256 } = request;
  const state = stateOf(request, now);
  return (
    <>
      <PageHead title="File of students" lead={request.purpose}>
        <ExportStateTag request={request} now={now} />
      </PageHead>
      <ErrorSummary errors={errors} />
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      <Facts
        facts={[
          ["Asked by", request.requestedByName],
          ["Asked on", formatDateTime(request.requestedAt)],
          ["About", formatCount(request.studentsThen, "student")],
          ["Only where", filterWords(request)],
          ...(decidedByName && decidedAt
            ? ([
                [
                  request.decision === "approved" ? "Approved by" : "Refused by",
                  `${decidedByName}, ${formatDateTime(decidedAt)}`,
                ],
              ] as [string, string][])
            : []),
          ...(reason ? ([["Reason", reason]] as [string, string][]) : []),
          ...(request.expiresAt && state === "ready"
            ? ([["Until", formatDateTime(request.expiresAt)]] as [string, string][])
            : []),
          ...(rowCount === undefined ? [] : ([["Rows in the file", String(rowCount)]] as [string, string][])),
          ...(fileSha256 ? ([["SHA-256 of the file", fileSha256]] as [string, string][]) : []),
        ]}
      />
      <Section id="fields" title="What the file holds">
        <ul class="usa-list">
          {request.fields.map((name) => (
            <li>{fieldTitle(name)}</li>
          ))}
        </ul>
      </Section>
      {own && state === "pending" && <p>A second person decides. You will find the file here once it is approved.</p>}
      {own && state === "ready" && (
        <Section id="download" title="Download">
          <p>
            The file is made now, of what you may see now, and only once. Keep it where only those can read it who need
            it.
          </p>
          <PostForm action={`/exports/${id}/file`} csrf={csrf}>
            <button class="usa-button" type="submit">
              Make and download the file
            </button>
          </PostForm>
        </Section>
      )}
      {mayDecide && !own && state === "pending" && <Decide id={id} csrf={csrf} errors={errors} />}
    </>
  );
};

const filterWords = ({ filters }: ExportRequest): string =>
  filters
    .map(
      ({ field, value }) => `${fieldTitle(field.includes(".") ? (field as FieldName) : `student.${field}`)}: ${value}`,
    )
    .join("; ") || "no filter: everybody the person may see";

const Decide = ({ id, csrf, errors }: { id: string; csrf: string; errors: FieldError[] }) => (
  <Section id="decide" title="Decide">
    <PostForm action={`/exports/${id}/decision`} csrf={csrf}>
      <Field
        name="reason"
        label="Reason"
        hint="Needed for a refusal; the person who asked reads it."
        rows={3}
        maxlength={2000}
        {...(errors[0] ? { error: errors[0].message } : {})}
      />
      <div class="rb-actions">
        <button class="usa-button" type="submit" name="decision" value="approve">
          Approve for seven days
        </button>
        <button class="usa-button usa-button--outline" type="submit" name="decision" value="refuse">
          Refuse
        </button>
      </div>
    </PostForm>
  </Section>
);
