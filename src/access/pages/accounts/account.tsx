// One account: the person, what is and was assigned, and what the viewer may do with it.
import {
  Alert,
  DataTable,
  EmptyState,
  ErrorSummary,
  Facts,
  Field,
  type FieldError,
  formatDate,
  formatDateTime,
  PageHead,
  PostForm,
  Section,
  StatusTag,
  type Tone,
} from "../../../web/index.ts";
import type { ShownAccount, ShownAssignment } from "../../accounts/listing.ts";
import { AccountState } from "./account-list.tsx";
import { AssignmentFields, type Offer } from "./assignment-fields.tsx";
import { accountPath, endPath } from "./paths.ts";

type AccountPageProps = {
  account: ShownAccount;
  offer: Offer;
  typed: Record<string, string>;
  errors: FieldError[];
  csrf: string;
  done?: string;
  /** Whether this is the viewer's own account, of which nobody changes the rights. */
  own: boolean;
  /** Whether the viewer manages all accounts, and so may close this one. */
  mayClose: boolean;
  mayReadLog: boolean;
  titleOf: (role: string) => string;
  placeOf: (district: number | undefined) => string;
  schoolOf: (school: number) => string;
};

export const AccountPage = (props: AccountPageProps) => {
  const { account, done, errors, csrf, own, mayClose } = props;
  const here = accountPath(account.id);
  return (
    <>
      <PageHead title={account.name} lead={account.email}>
        <AccountState account={account} />
      </PageHead>
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      {own && (
        <Alert kind="info">This is your own account: another person who manages accounts changes what it may do.</Alert>
      )}
      <ErrorSummary errors={errors} />
      <Facts
        facts={[
          ["Made", formatDateTime(new Date(account.createdAt))],
          ...(account.disabledAt ? [["Closed", formatDateTime(new Date(account.disabledAt))] as [string, string]] : []),
          ...(props.mayReadLog
            ? [["What the person did", <a href={`/audit/people/${account.id}`}>In the audit log</a>] as [string, never]]
            : []),
        ]}
      />
      <AssignmentTable {...props} />
      {!own && !account.disabledAt && (
        <Section id="give" title="Give another role">
          <PostForm action={`${here}/assignments`} csrf={csrf} class="rb-narrow">
            <AssignmentFields offer={props.offer} typed={props.typed} errors={errors} />
            <div class="rb-form-end">
              <button class="usa-button usa-button--outline" type="submit">
                Give the role
              </button>
            </div>
          </PostForm>
        </Section>
      )}
      {!account.disabledAt && <Person {...props} />}
      {!own && mayClose && (
        <Section id="closing" title={account.disabledAt ? "Open the account again" : "Close the account"}>
          <p>
            {account.disabledAt
              ? "The person can sign in again, with the assignments that still stand."
              : "Sessions end at once and links stop working. What the person did stays in the audit log."}
          </p>
          <PostForm action={`${here}/${account.disabledAt ? "enable" : "disable"}`} csrf={csrf}>
            <button class={`usa-button ${account.disabledAt ? "" : "usa-button--secondary"}`} type="submit">
              {account.disabledAt ? "Open the account" : "Close the account"}
            </button>
          </PostForm>
        </Section>
      )}
    </>
  );
};

const states: Record<ShownAssignment["state"], [tone: Tone, word: string]> = {
  valid: ["good", "Valid"],
  "to come": ["info", "To come"],
  over: ["plain", "Over"],
  ended: ["plain", "Ended"],
};

const AssignmentTable = ({ account, titleOf, placeOf, schoolOf, own }: AccountPageProps) => (
  <Section id="assignments" title="Assignments">
    {account.assignments.length === 0 ? (
      <EmptyState title="No role is assigned">
        <p>The person can sign in, and is told whom to ask for a role.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Assignments"
        captionHidden
        rows={account.assignments}
        columns={[
          { heading: "Role", rowHeader: true, cell: (one) => titleOf(one.role) },
          { heading: "Where", cell: (one) => [placeOf(one.district), ...one.schools.map(schoolOf)].join(", ") },
          { heading: "From", cell: (one) => formatDate(one.validFrom) },
          { heading: "To", cell: (one) => (one.validTo ? formatDate(one.validTo) : "Until ended") },
          {
            heading: "Status",
            cell: (one) => <StatusTag tone={states[one.state][0]}>{states[one.state][1]}</StatusTag>,
          },
          {
            heading: "Change",
            cell: (one) =>
              !own && (one.state === "valid" || one.state === "to come") ? (
                <a href={endPath(account.id, one.id)} aria-label={`End ${titleOf(one.role)}, ${placeOf(one.district)}`}>
                  End
                </a>
              ) : null,
          },
        ]}
      />
    )}
  </Section>
);

const Person = ({ account, csrf, typed, errors }: AccountPageProps) => (
  <Section id="person" title="The person">
    <PostForm action={`${accountPath(account.id)}/name`} csrf={csrf} class="rb-filter">
      <Field
        name="name"
        label="First and last name"
        value={typed.name ?? account.name}
        error={errors.find(({ field }) => field === "name")?.message}
        maxlength={200}
        required
      />
      <button class="usa-button usa-button--outline" type="submit">
        Change the name
      </button>
    </PostForm>
    <p>Forgot the password, or never set one:</p>
    <PostForm action={`${accountPath(account.id)}/link`} csrf={csrf}>
      <button class="usa-button usa-button--outline" type="submit">
        Make a new set-up link
      </button>
    </PostForm>
    <p>Lost the device that shows one-time codes, and the recovery codes too (first make sure who is asking):</p>
    <PostForm action={`${accountPath(account.id)}/reset-codes`} csrf={csrf}>
      <button class="usa-button usa-button--outline" type="submit">
        Take one-time codes off
      </button>
    </PostForm>
  </Section>
);

type EndProps = {
  account: ShownAccount;
  assignment: ShownAssignment;
  words: string;
  today: string;
  csrf: string;
  errors: FieldError[];
  typed: string;
};

export const EndAssignmentPage = ({ account, assignment, words, today, csrf, errors, typed }: EndProps) => (
  <div class="rb-narrow">
    <PageHead title={`End a role of ${account.name}`} lead={words} />
    <ErrorSummary errors={errors} />
    <p>Without a last day the role ends at once: the next page that the person opens is refused. The history stays.</p>
    <PostForm action={endPath(account.id, assignment.id)} csrf={csrf}>
      <Field
        name="validTo"
        label="Last day (optional)"
        hint={`The last day that counts: today, ${formatDate(today)}, or later.`}
        type="date"
        value={typed}
        error={errors[0]?.message}
      />
      <div class="rb-form-end">
        <button class="usa-button usa-button--secondary" type="submit">
          End the role
        </button>
        <a href={accountPath(account.id)}>Cancel</a>
      </div>
    </PostForm>
  </div>
);
