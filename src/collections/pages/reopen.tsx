// Reopening a certified submission: the state gives a reason, and sees what it means before it does it.
import { Alert, Checkbox, ErrorSummary, Field, type FieldError, PageHead, PostForm } from "../../web/index.ts";
import type { Submission } from "../model.ts";
import { submissionPath } from "./paths.ts";

type ReopenPageProps = { submission: Submission; csrf: string; reason?: string; errors?: FieldError[] };

export const ReopenPage = ({ submission, csrf, reason, errors = [] }: ReopenPageProps) => (
  <>
    <PageHead title="Reopen" lead={`${submission.title}, ${submission.districtName}`} />
    <ErrorSummary errors={errors} />
    <Alert kind="info">
      {`Version ${submission.version} stays as it is, and published figures keep standing on it. The district can change its data again and certifies version ${submission.version + 1}.`}
    </Alert>
    <PostForm action={`${submissionPath(submission)}/reopen`} csrf={csrf}>
      <Field
        name="reason"
        label="Reason"
        hint="The district reads it, and it stays in the history."
        rows={3}
        maxlength={1000}
        required
        value={reason}
        error={errors.find((error) => error.field === "reason")?.message}
      />
      <Checkbox name="confirm" value="yes" required>
        {`Yes, reopen the submission of ${submission.districtName}.`}
      </Checkbox>
      <div class="rb-form-end">
        <button class="usa-button" type="submit">
          Reopen
        </button>
        <a href={submissionPath(submission)}>Cancel</a>
      </div>
    </PostForm>
  </>
);
