// Caseloads: who serves which student, for what and until when; give one, end one.
import { Alert, DataTable, EmptyState, Field, formatDate, PageHead, PostForm, Section } from "../../../web/index.ts";
import { type CaseloadEntry, caseloadPurposes, caseloadRelations } from "../../rosters/caseloads.ts";

const relationTitles = {
  counselor: "Counselor",
  psychologist: "Psychologist",
  "social-worker": "Social worker",
  nurse: "Nurse",
};
const purposeTitles = { assigned: "Assigned", serving: "Serving", evaluation: "To evaluate" };

type CaseloadsPageProps = {
  csrf: string;
  today: string;
  caseloads: CaseloadEntry[];
  error?: string | undefined;
  entered?: Record<string, string> | undefined;
};

export const CaseloadsPage = ({ csrf, today, caseloads, error, entered = {} }: CaseloadsPageProps) => (
  <>
    <PageHead
      title="Caseloads"
      lead="A counselor, psychologist, social worker or nurse sees the students of their own caseload, from the first to the last day."
    />
    {error && (
      <Alert kind="error" live heading="Nothing was changed">
        {error}
      </Alert>
    )}
    <Section id="give-title" title="Give a student to a caseload">
      <p>Without a last day, it lasts until the school year ends.</p>
      <PostForm action="/caseloads" csrf={csrf} class="rb-filter">
        <Field name="student" label="Student's number" value={entered.student ?? ""} required maxlength={50} />
        <Field
          name="account"
          label="E-mail address of the person"
          type="email"
          value={entered.account ?? ""}
          required
          maxlength={320}
        />
        <Field
          name="relation"
          label="As"
          value={entered.relation ?? "counselor"}
          options={caseloadRelations.map((value) => ({ value, label: relationTitles[value] }))}
        />
        <Field
          name="purpose"
          label="For"
          value={entered.purpose ?? "assigned"}
          options={caseloadPurposes.map((value) => ({ value, label: purposeTitles[value] }))}
        />
        <Field name="starts" label="From" type="date" value={entered.starts ?? today} required />
        <Field name="ends" label="To" type="date" value={entered.ends ?? ""} />
        <button class="usa-button" type="submit">
          Give
        </button>
      </PostForm>
    </Section>
    <Section id="caseloads-title" title="Caseloads today and to come">
      {caseloads.length === 0 ? (
        <EmptyState title="No caseloads yet">
          <p>Nobody sees a student through a caseload.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="Caseloads"
          captionHidden
          rows={caseloads}
          columns={[
            { heading: "Student", rowHeader: true, cell: (one) => one.studentName },
            { heading: "Served by", cell: (one) => one.accountName },
            { heading: "As", cell: (one) => titleOf(relationTitles, one.relation) },
            { heading: "For", cell: (one) => titleOf(purposeTitles, one.purpose) },
            { heading: "From", cell: (one) => formatDate(one.starts) },
            { heading: "To", cell: (one) => (one.ends ? formatDate(one.ends) : "") },
            {
              heading: "Change",
              cell: (one) => (
                <PostForm action={`/caseloads/${one.id}/end`} csrf={csrf} class="rb-actions">
                  <button
                    class="usa-button usa-button--unstyled"
                    type="submit"
                    name="mistake"
                    value="no"
                    aria-label={`End from today: ${one.studentName}`}
                  >
                    End from today
                  </button>
                </PostForm>
              ),
            },
          ]}
        />
      )}
    </Section>
  </>
);

const titleOf = (titles: Record<string, string>, name: string): string => titles[name] ?? name;
