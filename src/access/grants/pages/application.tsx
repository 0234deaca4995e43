// One application: what was asked, what was decided, and for who decides, the form of the decision.
import {
  Checkbox,
  ErrorSummary,
  Facts,
  Field,
  type FieldError,
  formatDate,
  formatDateTime,
  PageHead,
  PostForm,
  Section,
} from "../../../web/index.ts";
import { fieldTitle } from "../apply.ts";
import { decisionWords } from "../decide.ts";
import type { FoundStudent } from "../find-students.ts";
import type { GrantKind } from "../kinds.ts";
import type { Application } from "../model.ts";
import { DecisionTag, FieldChoice } from "./applications.tsx";
import { applicationPath } from "./paths.ts";
import { days, errorOf, SignatureField } from "./words.tsx";

type Deciding = {
  found: FoundStudent[];
  kind: GrantKind;
  signer: string;
  csrf: string;
  errors: FieldError[];
  typed: Record<string, string[]> | undefined;
};

export const ApplicationPage = ({
  application,
  deciding,
}: {
  application: Application;
  deciding?: Deciding | undefined;
}) => {
  const { decided } = application;
  return (
    <>
      <PageHead
        title={`Application of ${application.applicantName}`}
        lead={`Made ${formatDateTime(application.madeAt)}`}
      >
        <DecisionTag application={application} />
      </PageHead>
      {deciding && <ErrorSummary errors={deciding.errors} />}
      <Section
        id="asked"
        title="What is asked for"
        aside={<a href={`${applicationPath(application.id)}/application.pdf`}>Application (PDF)</a>}
      >
        <Facts
          facts={[
            ["Days", days(application)],
            ["Information", application.fields.map(fieldTitle).join("; ")],
            [`Students (${application.identifiers.length})`, application.identifiers.join(", ")],
          ]}
        />
        <p class="rb-narrow">{application.need}</p>
      </Section>
      {decided && (
        <Section
          id="decided"
          title={decisionWords[decided.decision]}
          aside={<a href={`${applicationPath(application.id)}/decision.pdf`}>Decision (PDF)</a>}
        >
          <Facts
            facts={[
              ["Decided by", decided.byName],
              ["On", formatDateTime(decided.at)],
              ...(decided.grant
                ? ([
                    ["Valid", days(decided.grant)],
                    ["Information granted", (decided.grant.fields ?? []).map(fieldTitle).join("; ")],
                    ...(decided.grant.ended
                      ? [["Ended", `${formatDate(decided.grant.ended.at)}: ${decided.grant.ended.reason}`]]
                      : []),
                  ] as [string, string][])
                : []),
            ]}
          />
          <p class="rb-narrow">{decided.reason}</p>
          {decided.grant && !decided.grant.ended && (
            <p class="rb-quiet">
              The applicant sees what was granted by choosing the granted role under Change role, at the top of the
              page.
            </p>
          )}
        </Section>
      )}
      {!decided && deciding && <DecideForm application={application} {...deciding} />}
      {!decided && !deciding && <p>You will be told in writing, on this page. Nothing is open to you before.</p>}
    </>
  );
};

const DecideForm = ({
  application,
  found,
  kind,
  signer,
  csrf,
  errors,
  typed,
}: Deciding & { application: Application }) => {
  const first = (name: string, otherwise: string) => typed?.[name]?.[0] ?? otherwise;
  const chosen = typed ? (typed.student ?? []) : found.map(({ identifier }) => identifier);
  const missing = application.identifiers.filter((one) => !found.some(({ identifier }) => identifier === one));
  return (
    <Section id="decide" title="Your decision">
      <PostForm action={`${applicationPath(application.id)}/decide`} csrf={csrf} class="rb-narrow">
        <fieldset class="usa-fieldset" id="student">
          <legend class="usa-legend">Students granted</legend>
          {found.map(({ identifier, name }) => (
            <Checkbox name="student" value={identifier} checked={chosen.includes(identifier)}>
              {name ? `${name} (${identifier})` : identifier}
            </Checkbox>
          ))}
          {missing.length > 0 && (
            <p class="rb-quiet">{`No student within your reach: ${missing.join(", ")}. The applicant is not told why these are not granted.`}</p>
          )}
        </fieldset>
        <FieldChoice
          legend="Information granted"
          offered={application.fields}
          chosen={typed ? (typed.field ?? []) : application.fields}
        />
        <Field
          name="from"
          label="First day"
          type="date"
          value={first("from", application.validFrom)}
          error={errorOf(errors, "from")}
          required
        />
        <Field
          name="to"
          label="Last day"
          type="date"
          value={first("to", application.validTo)}
          error={errorOf(errors, "to")}
          required
        />
        <Field
          name="reason"
          label="Reason, in writing"
          rows={4}
          maxlength={4000}
          value={first("reason", "")}
          error={errorOf(errors, "reason")}
          required
        />
        <p>{kind.statement}</p>
        <SignatureField name={signer} errors={errors} />
        <div class="rb-form-end">
          <button class="usa-button" type="submit" name="decision" value="grant">
            Grant what is checked
          </button>
          <button class="usa-button usa-button--secondary" type="submit" name="decision" value="refuse">
            Refuse
          </button>
        </div>
      </PostForm>
    </Section>
  );
};
