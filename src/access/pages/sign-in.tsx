// The pages around signing in: how to, confirm, gone. They show nothing of an account before the link is used.
import { PageHead } from "../../web/index.ts";

export const SignInPage = ({ signedOut }: { signedOut: boolean }) => (
  <div class="rb-narrow">
    <PageHead
      title={signedOut ? "You are signed out" : "Sign in"}
      lead={signedOut ? "Your session on this computer has ended." : "Open the one-time link that you were given."}
    />
    <p>
      A link works once and for 24 hours. To get a new one, ask the person who manages accounts in your organization or
      at the state.
    </p>
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
