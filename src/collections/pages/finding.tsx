// One finding: what it is about, with whom to settle it, and the form that explains it.
import { ErrorSummary, Field, type FieldError, PageHead, PostForm, Section } from "../../web/index.ts";
import type { Finding } from "../model.ts";
import { findingPath, recordPath } from "./paths.ts";
import { FindingCard } from "./record.tsx";

type FindingPageProps = { finding: Finding; csrf: string; mayExplain: boolean; text?: string; errors?: FieldError[] };

export const FindingPageView = ({ finding, csrf, mayExplain, text, errors = [] }: FindingPageProps) => (
  <>
    <PageHead title="Finding" lead={finding.subject}>
      {finding.batchId !== undefined && finding.row !== undefined && (
        <a class="usa-button usa-button--outline" href={recordPath(finding.batchId, finding.row)}>
          Open the record
        </a>
      )}
    </PageHead>
    <ErrorSummary errors={errors} />
    <Section id="found" title="What was found">
      <FindingCard finding={finding} mayExplain={false} />
    </Section>
    {mayExplain && (finding.severity === "confirm" || finding.severity === "error") ? (
      <PostForm action={`${findingPath(finding.id)}/explain`} csrf={csrf}>
        <ExplanationField text={text ?? finding.explanation?.text} errors={errors} />
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Save the explanation
          </button>
        </div>
      </PostForm>
    ) : (
      finding.severity === "error" && <p>An error cannot be explained by a district. Correct the record.</p>
    )}
  </>
);

export const ExplanationField = ({ text, errors }: { text?: string; errors: FieldError[] }) => (
  <Field
    name="text"
    label="Why is this right?"
    hint="Say what makes the data correct, so that the state can follow it. The explanation stays with the student's values and survives the next upload."
    rows={4}
    maxlength={2000}
    required
    value={text}
    error={errors.find((error) => error.field === "text")?.message}
  />
);
