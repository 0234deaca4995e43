// Login requests for who decides them: the list, and one request with what is signed.
import {
  Alert,
  DataTable,
  EmptyState,
  ErrorSummary,
  Facts,
  Field,
  type FieldError,
  formatCount,
  formatDateTime,
  PageHead,
  Pagination,
  PostForm,
  Section,
  StatusTag,
  type Tone,
} from "../../../web/index.ts";
import type { RequestList } from "../../login-requests/login-requests.ts";
import type { LoginRequest, RequestState } from "../../login-requests/model.ts";
import { accountPath, accountsPath, requestPath, requestsPath } from "../accounts/paths.ts";

type RequestWords = {
  titleOf: (role: string) => string;
  placeOf: (district: number | undefined) => string;
  schoolOf: (school: number) => string;
};

const tones: Record<RequestState, Tone> = { open: "warn", approved: "good", refused: "bad", expired: "plain" };

const words: Record<RequestState, string> = {
  ...{ open: "Open", approved: "Approved", refused: "Refused", expired: "Expired" },
};

export const requestStates: readonly RequestState[] = ["open", "approved", "refused", "expired"];

export const RequestsPage = ({
  list,
  state,
  titleOf,
  placeOf,
}: { list: RequestList; state: RequestState | undefined } & RequestWords) => (
  <>
    <PageHead
      title="Login requests"
      lead="People who ask for an account. Approve only people you know: your signature says so."
    >
      <a class="usa-button usa-button--outline" href={accountsPath}>
        Accounts
      </a>
    </PageHead>
    <form method="get" action={requestsPath} class="rb-filter">
      <Field
        name="state"
        label="Status"
        value={state ?? "all"}
        options={[...requestStates.map((one) => ({ value: one, label: words[one] })), { value: "all", label: "All" }]}
      />
      <button type="submit" class="usa-button usa-button--outline">
        Show
      </button>
    </form>
    {list.requests.length === 0 ? (
      <EmptyState title="No requests">
        <p>People ask for an account through the link on the sign-in page.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption={formatCount(list.total, "request")}
        rows={list.requests}
        columns={[
          { heading: "Name", rowHeader: true, cell: (one) => <a href={requestPath(one.id)}>{one.name}</a> },
          { heading: "E-mail address", cell: (one) => <span class="rb-address">{one.email}</span> },
          { heading: "Asks for", cell: (one) => `${titleOf(one.role)}, ${placeOf(one.district)}` },
          { heading: "Received", cell: (one) => formatDateTime(one.receivedAt) },
          { heading: "Status", cell: (one) => <StatusTag tone={tones[one.state]}>{words[one.state]}</StatusTag> },
        ]}
      />
    )}
    <Pagination
      {...{ total: list.total, offset: list.offset, limit: list.limit, label: "requests" }}
      href={(offset) => `${requestsPath}?${new URLSearchParams({ state: state ?? "all", offset: String(offset) })}`}
    />
  </>
);

type RequestPageProps = RequestWords & {
  request: LoginRequest & { toSign: string };
  signer: string;
  csrf: string;
  errors: FieldError[];
  typed: Record<string, string>;
};

export const RequestPage = (props: RequestPageProps) => {
  const { request, titleOf, placeOf, schoolOf, errors } = props;
  const { id, name, email, role, district, schools, reason, state } = request;
  return (
    <>
      <PageHead title={`Login request of ${name}`} lead={email}>
        <StatusTag tone={tones[state]}>{words[state]}</StatusTag>
        <a class="usa-button usa-button--outline" href={`${requestPath(id)}/form.pdf`}>
          Print the form (PDF)
        </a>
      </PageHead>
      <ErrorSummary errors={errors} />
      <Facts
        facts={[
          ["Role asked for", titleOf(role)],
          ["District", placeOf(district)],
          ["Schools", schools.length === 0 ? "The whole district" : schools.map(schoolOf).join(", ")],
          ["Received", formatDateTime(request.receivedAt)],
          ["Open until", formatDateTime(request.expiresAt)],
          ["Network address", request.remote],
        ]}
      />
      <Section id="reason-given" title="Needed for">
        <p class="rb-said">{reason}</p>
      </Section>
      {state === "open" ? <Decide {...props} /> : <Decided request={request} />}
    </>
  );
};

const Decide = ({ request, signer, csrf, errors, typed }: RequestPageProps) => {
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message;
  return (
    <div class="rb-columns">
      <Section id="approve" title="Approve">
        <p>{request.toSign}</p>
        <PostForm action={`${requestPath(request.id)}/approve`} csrf={csrf}>
          <Field
            name="signature"
            label="Your name, typed as your signature"
            hint={`You are signed in as ${signer}.`}
            value={typed.signature}
            error={errorOf("signature") ?? errorOf("email")}
            maxlength={200}
            required
          />
          <div class="rb-form-end">
            <button class="usa-button" type="submit">
              Sign and approve
            </button>
          </div>
        </PostForm>
      </Section>
      <Section id="refuse" title="Refuse">
        <p>No account is made. The reason is kept with the request.</p>
        <PostForm action={`${requestPath(request.id)}/refuse`} csrf={csrf}>
          <Field
            name="refusal"
            label="Reason"
            rows={3}
            value={typed.refusal}
            error={errorOf("refusal")}
            maxlength={1000}
            required
          />
          <div class="rb-form-end">
            <button class="usa-button usa-button--secondary" type="submit">
              Refuse
            </button>
          </div>
        </PostForm>
      </Section>
    </div>
  );
};

const Decided = ({ request: { decision, state } }: { request: LoginRequest }) => {
  if (!decision) return <Alert kind="info">Nobody decided it in time. The person can ask again.</Alert>;
  return (
    <Section id="decision" title={state === "approved" ? "Signed" : "Refused"}>
      <p class="rb-said">{decision.statement ?? decision.refusal}</p>
      <Facts
        facts={[
          ...(decision.signature ? [["Signature", decision.signature] as [string, string]] : []),
          ["Decided by", decision.byName],
          ["Decided", formatDateTime(decision.at)],
        ]}
      />
      {decision.account && (
        <p>
          <a href={accountPath(decision.account)}>To the account</a>, where a new set-up link can be made.
        </p>
      )}
    </Section>
  );
};
