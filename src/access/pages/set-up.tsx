// Choosing a password: with a one-time link, or because the old one has run out.
import { Alert, Field, PageHead } from "../../web/index.ts";
import { shortest } from "../sign-in/password/password-rules.ts";
import { PasskeyButton } from "./sign-in.tsx";

const passwordHint = `At least ${shortest} characters, no other rules. Several words in a row are easy to remember.`;

type Errors = { password?: string | undefined; again?: string | undefined };

/** Twice, because it cannot be read while it is typed. */
export const NewPasswordFields = ({ errors }: { errors: Errors }) => (
  <>
    <Field
      {...{ name: "password", label: "New password", type: "password", required: true, hint: passwordHint }}
      autocomplete="new-password"
      error={errors.password}
    />
    <Field
      {...{ name: "again", label: "New password again", type: "password", required: true }}
      autocomplete="new-password"
      error={errors.again}
    />
  </>
);

type SetUpProps = { token: string; csrf: string | undefined; errors: Errors };

/** The link is used up by the answer, not by looking. */
export const SetUpPage = ({ token, csrf, errors }: SetUpProps) => (
  <div class="rb-narrow">
    <PageHead
      title="Set up how you sign in"
      lead="This link works once. Choose a password, or make a passkey on this device; you are then signed in."
    />
    <form method="post" action={`/sign-in/${token}`}>
      {csrf && <input type="hidden" name="_csrf" value={csrf} />}
      <NewPasswordFields errors={errors} />
      <p class="rb-form-end">
        <button type="submit" class="usa-button">
          Set the password and sign in
        </button>
      </p>
    </form>
    <section class="rb-ways" aria-labelledby="passkey-instead">
      <h2 id="passkey-instead">Or a passkey</h2>
      <p>Your device keeps it and asks for your finger, face or PIN. There is nothing to remember or to be stolen.</p>
      <PasskeyButton
        {...{ options: `/sign-in/${token}/passkey/options`, finish: `/sign-in/${token}/passkey`, use: "new", csrf }}
      >
        Make a passkey and sign in
      </PasskeyButton>
    </section>
  </div>
);

export const RunOutPage = ({
  errors,
  over,
  csrf,
}: {
  errors: Errors;
  over?: string | undefined;
  csrf?: string | undefined;
}) => (
  <div class="rb-narrow">
    <PageHead
      title="Choose a new password"
      lead="Your organization requires a new password from time to time. Yours has expired."
    />
    {over && (
      <Alert kind="error" live>
        {over}
      </Alert>
    )}
    <form method="post" action="/sign-in/new-password">
      {csrf && <input type="hidden" name="_csrf" value={csrf} />}
      <NewPasswordFields errors={errors} />
      <p class="rb-form-end">
        <button type="submit" class="usa-button">
          Set the password and sign in
        </button>
      </p>
    </form>
  </div>
);
