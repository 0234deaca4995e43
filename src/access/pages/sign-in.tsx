// The sign-in page and the steps after it. They say nothing of an account before the person is in.
import { Alert, Field, PageHead } from "../../web/index.ts";

export type ProviderButton = { id: string; title: string };

type SignInProps = {
  signedOut?: boolean;
  /** Of a provider that the person came through: signing out there too. */
  providerSignOut?: string | undefined;
  email?: string;
  refusal?: string | undefined;
  providers: readonly ProviderButton[];
};

export const SignInPage = ({ signedOut, providerSignOut, email, refusal, providers }: SignInProps) => (
  <div class="rb-narrow">
    <PageHead
      title={signedOut ? "You are signed out" : "Sign in"}
      lead={signedOut ? "Your session on this computer has ended." : undefined}
    />
    {providerSignOut && (
      <p>
        <a href={providerSignOut}>Sign out at your provider too</a>
      </p>
    )}
    {refusal && (
      <Alert kind="error" live>
        {refusal}
      </Alert>
    )}
    <form method="post" action="/sign-in" class="rb-sign-in">
      <Field name="email" label="E-mail address" type="email" value={email} required autocomplete="username webauthn" />
      <Field name="password" label="Password" type="password" required autocomplete="current-password" />
      <p class="rb-form-end">
        <button type="submit" class="usa-button">
          Sign in
        </button>
      </p>
    </form>
    <section class="rb-ways" aria-labelledby="other-ways">
      <h2 id="other-ways">Other ways</h2>
      <div class="rb-actions">
        <PasskeyButton options="/sign-in/passkey/options" finish="/sign-in/passkey" use="sign-in">
          Sign in with a passkey
        </PasskeyButton>
        {providers.map(({ id, title }) => (
          <a class="usa-button usa-button--outline" href={`/sign-in/provider/${id}`}>
            {title}
          </a>
        ))}
      </div>
      <p>
        No account yet? <a href="/login-request">Ask for an account</a>. If you have forgotten your password or lost
        your device, the person who manages accounts in your organization gives you a new link. It works once, within 24
        hours.
      </p>
    </section>
  </div>
);

type PasskeyProps = {
  /** Where the challenge comes from, and where the answer goes. */
  options: string;
  finish: string;
  use: "sign-in" | "new";
  csrf?: string;
  children: string;
};

/** Works by a script only, so it is shown by that script. What goes wrong is said beside it. */
export const PasskeyButton = ({ options, finish, use, csrf, children }: PasskeyProps) => (
  <div class="rb-passkey">
    <button
      type="button"
      class={use === "new" ? "usa-button" : "usa-button usa-button--outline"}
      hidden
      data-passkey={use}
      data-options={options}
      data-finish={finish}
      data-csrf={csrf}
    >
      {children}
    </button>
    <p role="status" class="rb-passkey-word" />
  </div>
);

/** The link itself only asks: a mail program that looks into it must not use it up. `csrf` where a session is still open. */
export const ConfirmPage = ({ token, csrf }: { token: string; csrf: string | undefined }) => (
  <div class="rb-narrow">
    <PageHead title="Sign in to the workbench" lead="This link works once. Use it on your own computer." />
    <form method="post" action={`/sign-in/${token}`}>
      {csrf && <input type="hidden" name="_csrf" value={csrf} />}
      <button type="submit" class="usa-button">
        Sign in
      </button>
    </form>
  </div>
);

type StepProps = { refusal?: string | undefined; csrf?: string | undefined };

export const CodePage = ({ refusal, csrf }: StepProps) => (
  <div class="rb-narrow">
    <PageHead title="Enter your code" lead="Your account is protected by one-time codes." />
    {refusal && (
      <Alert kind="error" live>
        {refusal}
      </Alert>
    )}
    <form method="post" action="/sign-in/code">
      {csrf && <input type="hidden" name="_csrf" value={csrf} />}
      <Field
        name="code"
        label="Code"
        hint="The six digits that your app shows now, or one of your recovery codes."
        required
        autocomplete="one-time-code"
        maxlength={40}
      />
      <p class="rb-form-end">
        <button type="submit" class="usa-button">
          Continue
        </button>
        <a href="/sign-in">Start over</a>
      </p>
    </form>
  </div>
);
