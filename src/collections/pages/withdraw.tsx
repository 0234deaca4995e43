// Withdrawing a batch: a reason, and a clear word on what goes and what stays, before it is done.
import {
  Alert,
  Checkbox,
  ErrorSummary,
  Field,
  type FieldError,
  formatCount,
  PageHead,
  PostForm,
} from "../../web/index.ts";
import type { Batch } from "../model.ts";
import { batchPath, withdrawPath } from "./paths.ts";

type WithdrawPageProps = { batch: Batch; csrf: string; reason?: string; errors?: FieldError[] };

export const WithdrawPage = ({ batch, csrf, reason, errors = [] }: WithdrawPageProps) => (
  <>
    <PageHead title="Withdraw a batch" lead={batch.fileName} />
    <ErrorSummary errors={errors} />
    <Alert kind="info">
      {`${formatCount(batch.records, "record")} leave the submission, and nothing takes their place. The batch, its file and its history stay readable. To bring it back, upload the file again.`}
    </Alert>
    <PostForm action={withdrawPath(batch.id)} csrf={csrf}>
      <Field
        name="reason"
        label="Reason"
        hint="It stays in the history of the submission."
        rows={3}
        maxlength={1000}
        required
        value={reason}
        error={errors.find((error) => error.field === "reason")?.message}
      />
      <Checkbox name="confirm" value="yes" required>
        {`Yes, withdraw ${batch.fileName}.`}
      </Checkbox>
      <div class="rb-form-end">
        <button class="usa-button" type="submit">
          Withdraw
        </button>
        <a href={batchPath(batch.id)}>Cancel</a>
      </div>
    </PostForm>
  </>
);
