// A superintendent names a person: whom, for which role, for which schools, until when; signed.
import { Alert, ErrorSummary, Field, type FieldError, PageHead, PostForm } from "../../../web/index.ts";
import type { GrantKind } from "../kinds.ts";
import { designatePath } from "./paths.ts";
import { roleTitle, SignatureField, typedInto, type Words } from "./words.tsx";

type DesignatePageProps = Words & {
  kind: GrantKind;
  /** Whether the signer reaches every district, and so has to name one. */
  everywhere: boolean;
  typed: Record<string, string>;
  signer: string;
  csrf: string;
  errors: FieldError[];
  done?: string | undefined;
};

export const DesignatePage = (props: DesignatePageProps) => {
  const { kind, everywhere, typed, signer, csrf, errors, done } = props;
  const field = typedInto(typed, errors);
  return (
    <>
      <PageHead
        title={kind.title}
        lead="The person may act from the first day. Ending the designation ends the role with it."
      />
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <PostForm action={designatePath} csrf={csrf} class="rb-narrow">
        <Field
          {...field("person")}
          label="Person, by e-mail address"
          hint="The person must have an account."
          type="email"
          maxlength={320}
          required
        />
        <Field
          {...field("role")}
          label="Role"
          options={kind.roles.map((role) => ({ value: role, label: roleTitle(props, role) }))}
        />
        {everywhere && (
          <Field
            {...field("district")}
            label="District, by number"
            hint="Leave it empty for a role that reaches every district."
            inputmode="numeric"
            maxlength={6}
          />
        )}
        <Field
          {...field("schools")}
          label="Schools, by number"
          hint="With commas between them. Leave it empty for the whole district."
          maxlength={2000}
        />
        <Field {...field("from")} label="First day" hint="If left empty: today." type="date" />
        <Field {...field("to")} label="Last day" type="date" required />
        <h2>What you sign</h2>
        <p>{kind.statement}</p>
        <SignatureField name={signer} errors={errors} />
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Sign the designation
          </button>
        </div>
      </PostForm>
    </>
  );
};
