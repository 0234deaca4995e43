// The public form that asks for an account. It shows nothing of who has one.
import { Alert, Checkbox, ErrorSummary, Field, type FieldError, PageHead } from "../../../web/index.ts";
import type { Place } from "../../accounts/places.ts";
import { PersonFields } from "../accounts/new-account.tsx";

type RequestFormProps = {
  roles: { id: string; title: string }[];
  districts: readonly Place[];
  typed: Record<string, string>;
  errors: FieldError[];
  /** Where a session is open in this browser. */
  csrf: string | undefined;
};

export const RequestForm = ({ roles, districts, typed, errors, csrf }: RequestFormProps) => {
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message;
  const district = {
    name: "district",
    label: "District",
    value: typed.district,
    error: errorOf("district"),
    required: true,
  };
  return (
    <div class="rb-narrow">
      <PageHead
        title="Ask for an account"
        lead="Your district's administrator reads this request, and signs or refuses it."
      />
      {roles.length === 0 && (
        <Alert kind="info">
          No role can be asked for here: ask the person who manages accounts in your organization.
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <form method="post" action="/login-request">
        {csrf && <input type="hidden" name="_csrf" value={csrf} />}
        <PersonFields typed={typed} errors={errors} own />
        {districts.length === 0 ? (
          <Field {...district} hint="The district's number." />
        ) : (
          <Field
            {...district}
            options={[
              { value: "", label: "Choose your district" },
              ...districts.map(({ number, name }) => ({ value: String(number), label: `${name} (${number})` })),
            ]}
          />
        )}
        <Field
          name="schools"
          label="Schools (optional)"
          hint="Names or numbers, with commas between them. Leave it empty if you work for the whole district."
          value={typed.schools}
          error={errorOf("schools")}
          maxlength={2000}
        />
        <Field
          name="role"
          label="Role you need"
          value={typed.role}
          error={errorOf("role")}
          required
          options={[
            { value: "", label: "Choose a role" },
            ...roles.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <Field
          name="reason"
          label="Why you need it"
          hint="The duties for which you need it. Write nothing about a student."
          rows={4}
          value={typed.reason}
          error={errorOf("reason")}
          maxlength={1000}
          required
        />
        <Checkbox name="own" value="yes" checked={typed.own === "yes"} required>
          This is my own name and address, and nobody else will use the account.
        </Checkbox>
        {errorOf("own") && <p class="usa-error-message">{errorOf("own")}</p>}
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Send the request
          </button>
          <a href="/sign-in">I have an account</a>
        </div>
      </form>
    </div>
  );
};

export const RequestReceived = ({ days }: { days: number }) => (
  <div class="rb-narrow">
    <PageHead
      title="Your request is with the district"
      lead="Its administrator decides, and gives you a link to set up the account yourself."
    />
    <p>
      The link is given to you in person or by another way that only you can read. A request that nobody decides ends
      after {days} days. If you have an account already, sign in with it as before.
    </p>
    <p>
      <a href="/sign-in">To the sign-in page</a>
    </p>
  </div>
);
