// Written applications: the list, and the form that asks for precise information, its need and its days.
import {
  Checkbox,
  DataTable,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldError,
  formatCount,
  formatDate,
  PageHead,
  PostForm,
  Section,
  StatusTag,
  type Tone,
} from "../../../web/index.ts";
import { type FieldName, findField, tableOf } from "../../policy/record-fields.ts";
import { decisionWords } from "../decide.ts";
import type { GrantKind } from "../kinds.ts";
import type { Application, Decision } from "../model.ts";
import { applicationPath, applicationsPath } from "./paths.ts";
import { days, errorOf, SignatureField } from "./words.tsx";

const tones = { granted: "good", "granted-in-part": "info", refused: "bad" } as const satisfies Record<Decision, Tone>;

export const DecisionTag = ({ application }: { application: Application }) =>
  application.decided ? (
    <StatusTag tone={tones[application.decided.decision]}>{decisionWords[application.decided.decision]}</StatusTag>
  ) : (
    <StatusTag tone="warn">To be decided</StatusTag>
  );

type ListProps = { own: Application[]; toDecide: Application[]; mayApply: boolean; decides: boolean };

export const ApplicationList = ({ own, toDecide, mayApply, decides }: ListProps) => (
  <>
    <PageHead
      title="Applications"
      lead="Access beyond the general rules is asked for in writing, decided in writing, and limited to what the decision names."
    >
      {mayApply && (
        <a class="usa-button" href={`${applicationsPath}/new`}>
          New application
        </a>
      )}
    </PageHead>
    {decides && (
      <Section id="to-decide" title="To decide, and decided">
        <Table caption="To decide, and decided" rows={toDecide} empty="Nobody has applied." />
      </Section>
    )}
    {(mayApply || own.length > 0) && (
      <Section id="own" title="Your applications">
        <Table caption="Your applications" rows={own} empty="You have not applied." />
      </Section>
    )}
  </>
);

const Table = ({ caption, rows, empty }: { caption: string; rows: Application[]; empty: string }) =>
  rows.length === 0 ? (
    <EmptyState title={empty} />
  ) : (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      columns={[
        {
          heading: "Made",
          rowHeader: true,
          cell: (one) => (
            <a
              href={applicationPath(one.id)}
              aria-label={`Application of ${one.applicantName}, ${formatDate(one.madeAt)}`}
            >
              {formatDate(one.madeAt)}
            </a>
          ),
        },
        { heading: "By", cell: (one) => one.applicantName },
        {
          heading: "For",
          cell: (one) =>
            `${formatCount(one.identifiers.length, "student")}, ${formatCount(one.fields.length, "field")}`,
        },
        { heading: "Days", cell: days },
        { heading: "State", cell: (one) => <DecisionTag application={one} /> },
      ]}
    />
  );

type FormProps = {
  kind: GrantKind;
  offered: FieldName[];
  typed: Record<string, string[]>;
  signer: string;
  csrf: string;
  errors: FieldError[];
};

export const ApplicationForm = ({ kind, offered, typed, signer, csrf, errors }: FormProps) => {
  const first = (name: string) => typed[name]?.[0] ?? "";
  return (
    <>
      <PageHead title="Apply for access" lead={kind.to_get} />
      <ErrorSummary errors={errors} />
      <PostForm action={applicationsPath} csrf={csrf} class="rb-narrow">
        <Field
          name="students"
          label="Which students"
          hint="Their identifiers, one a line. Whether there is such a student is not shown here."
          rows={5}
          value={first("students")}
          error={errorOf(errors, "students")}
          maxlength={25_000}
          required
        />
        <FieldChoice legend="Which information" offered={offered} chosen={typed.field ?? []} />
        <Field
          name="need"
          label="Which educational need"
          hint="What you will do with it, and why it cannot be done without."
          rows={5}
          value={first("need")}
          error={errorOf(errors, "need")}
          maxlength={4000}
          required
        />
        <Field
          name="from"
          label="First day"
          type="date"
          value={first("from")}
          error={errorOf(errors, "from")}
          required
        />
        <Field name="to" label="Last day" type="date" value={first("to")} error={errorOf(errors, "to")} required />
        <SignatureField name={signer} errors={errors} />
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Sign and send the application
          </button>
        </div>
      </PostForm>
    </>
  );
};

/** Fields as boxes, under the part of the record that they belong to. */
export const FieldChoice = ({
  legend,
  offered,
  chosen,
}: {
  legend: string;
  offered: readonly FieldName[];
  chosen: readonly string[];
}) => {
  const tables = [...new Set(offered.map((name) => findField(name)?.table).filter((table) => table !== undefined))];
  return (
    <fieldset class="usa-fieldset rb-choice" id="field">
      <legend class="usa-legend">{legend}</legend>
      {tables.map((table) => (
        <fieldset class="usa-fieldset rb-choice">
          <legend class="usa-legend rb-quiet">{tableOf(table).title}</legend>
          <div class="rb-choice-boxes">
            {offered
              .filter((name) => findField(name)?.table === table)
              .map((name) => (
                <Checkbox name="field" value={name} checked={chosen.includes(name)}>
                  {findField(name)?.field.title}
                </Checkbox>
              ))}
          </div>
        </fieldset>
      ))}
    </fieldset>
  );
};
