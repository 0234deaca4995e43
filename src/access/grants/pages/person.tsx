// One person's grants, for who looks after them: what is held and lacking, and where any of it is ended.
import {
  Alert,
  DataTable,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldError,
  PageHead,
  PostForm,
  Section,
} from "../../../web/index.ts";
import type { DatedGrant } from "../model.ts";
import type { PersonGrants } from "../standing.ts";
import { grantColumns } from "./grant-columns.tsx";
import { documentPath, endPath, personPath } from "./paths.ts";
import { days, errorOf, kindTitle, roleTitle, type Words } from "./words.tsx";

type PersonPageProps = Words & PersonGrants & { mayEnd: (grant: DatedGrant) => boolean; done?: string | undefined };

export const PersonPage = (props: PersonPageProps) => {
  const { person, grants, lacking, done, mayEnd } = props;
  return (
    <>
      <PageHead title={person.name} lead={person.email} />
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      {lacking.length > 0 && (
        <Section id="lacking" title="Missing today">
          <ul class="usa-list">
            {lacking.map(({ kind, role }) => (
              <li>{`${kindTitle(props, kind)}, for ${roleTitle(props, role)}`}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="grants" title="Grants">
        {grants.length === 0 ? (
          <EmptyState title="No grants yet" />
        ) : (
          <DataTable
            caption={`Grants of ${person.name}`}
            captionHidden
            rows={grants}
            columns={[
              ...grantColumns(props),
              {
                heading: "Letter and change",
                cell: (one) => (
                  <span class="rb-actions">
                    {one.documentSha256 && (
                      <a href={documentPath(one.id)} aria-label={`${kindTitle(props, one.kind)}, ${days(one)}: PDF`}>
                        PDF
                      </a>
                    )}
                    {mayEnd(one) && (
                      <a href={endPath(one.id)} aria-label={`End ${kindTitle(props, one.kind)}, ${days(one)}`}>
                        End
                      </a>
                    )}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Section>
    </>
  );
};

export const EndPage = (
  props: Words & { grant: DatedGrant; csrf: string; errors: FieldError[]; reason?: string | undefined },
) => {
  const { grant, csrf, errors, reason } = props;
  return (
    <>
      <PageHead
        title={`End: ${kindTitle(props, grant.kind)}`}
        lead={`${grant.accountName}, ${roleTitle(props, grant.role)}, ${days(grant)}`}
      />
      <ErrorSummary errors={errors} />
      <p>The grant ends at once: the person's next page is without it. It stays in the log, with the reason.</p>
      <PostForm action={endPath(grant.id)} csrf={csrf} class="rb-narrow">
        <Field
          name="reason"
          label="Reason"
          rows={3}
          maxlength={1000}
          value={reason ?? ""}
          error={errorOf(errors, "reason")}
          required
        />
        <div class="rb-form-end">
          <button class="usa-button usa-button--secondary" type="submit">
            End it now
          </button>
          <a href={personPath(grant.account)}>Keep it</a>
        </div>
      </PostForm>
    </>
  );
};
