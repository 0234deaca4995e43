// Changing how one signs in: the password, one-time codes, passkeys; and the proof that it is still the same person.
import { Alert, Field, PageHead, PostForm } from "../../web/index.ts";
import type { Enrolment } from "../sign-in/second-factor/one-time-codes.ts";
import { NewPasswordFields } from "./set-up.tsx";
import { PasskeyButton } from "./sign-in.tsx";

type Csrf = { csrf: string };

export const ChangePasswordPage = (
  props: Csrf & { hasOld: boolean; email: string; errors: { old?: string; password?: string; again?: string } },
) => (
  <div class="rb-narrow">
    <PageHead
      title={props.hasOld ? "Change the password" : "Choose a password"}
      lead="You are then signed out everywhere else."
    />
    <PostForm action="/security/password" csrf={props.csrf}>
      <input type="hidden" name="username" value={props.email} autocomplete="username" />
      {props.hasOld && (
        <Field
          {...{ name: "old", label: "Current password", type: "password", required: true }}
          autocomplete="current-password"
          error={props.errors.old}
        />
      )}
      <NewPasswordFields errors={props.errors} />
      <p class="rb-form-end">
        <button type="submit" class="usa-button">
          Set the password
        </button>
        <a href="/security">Back</a>
      </p>
    </PostForm>
  </div>
);

export const TurnCodesOnPage = ({ csrf, enrolment, error }: Csrf & { enrolment: Enrolment; error?: string }) => (
  <div class="rb-narrow">
    <PageHead title="Turn on one-time codes" lead="Any authenticator app will do." />
    <ol class="usa-list">
      <li>
        Point the app's camera at this picture.
        <img
          class="rb-qr"
          src={enrolment.picture}
          width="220"
          height="220"
          alt="For the camera of the app: the key that stands below"
        />
        If you cannot, type this key into the app:{" "}
        <code class="rb-secret">{enrolment.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </li>
      <li>Enter the six digits that the app shows now.</li>
    </ol>
    <PostForm action="/security/codes" csrf={csrf}>
      <Field
        {...{ name: "code", label: "Code", required: true, maxlength: 10, error }}
        autocomplete="one-time-code"
        inputmode="numeric"
      />
      <p class="rb-form-end">
        <button type="submit" class="usa-button">
          Turn on
        </button>
        <a href="/security">Back</a>
      </p>
    </PostForm>
  </div>
);

export const RecoveryCodesPage = ({ codes }: { codes: string[] }) => (
  <div class="rb-narrow">
    <PageHead title="Your recovery codes" lead="One-time codes are on." />
    <Alert kind="warning" heading="Keep these away from the device: they are not shown again">
      Each works once, in place of a code, if you have lost the device.
    </Alert>
    <ul class="rb-codes">
      {codes.map((code) => (
        <li>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <p>
      <a class="usa-button" href="/security">
        I have saved them
      </a>
    </p>
  </div>
);

export const CodesOnPage = ({ csrf, left }: Csrf & { left: number }) => (
  <div class="rb-narrow">
    <PageHead title="One-time codes" lead={`On. ${left} of 10 recovery codes are left.`} />
    <h2>New recovery codes</h2>
    <p>The ones that you have now stop working.</p>
    <PostForm action="/security/recovery-codes" csrf={csrf}>
      <button type="submit" class="usa-button">
        Make new recovery codes
      </button>
    </PostForm>
    <h2>Turn off</h2>
    <p>After that, only the password is asked for. To move to another device, turn codes off and on again.</p>
    <PostForm action="/security/codes/remove" csrf={csrf}>
      <button type="submit" class="usa-button usa-button--secondary">
        Turn one-time codes off
      </button>
    </PostForm>
    <p>
      <a href="/security">Back</a>
    </p>
  </div>
);

export const AddPasskeyPage = ({ csrf }: Csrf) => (
  <div class="rb-narrow">
    <PageHead title="Add a passkey" lead="Your device keeps it, and asks for finger, face or PIN when you sign in." />
    <Field
      name="passkey-name"
      label="Name"
      hint="So that you recognize it in the list."
      value="This device"
      maxlength={100}
    />
    <div class="rb-form-end">
      <PasskeyButton {...{ options: "/security/passkeys/options", finish: "/security/passkeys", use: "new", csrf }}>
        Make a passkey
      </PasskeyButton>
    </div>
    <noscript>
      <p>Passkeys need a browser that runs scripts.</p>
    </noscript>
    <p>
      <a href="/security">Back</a>
    </p>
  </div>
);

type ProveProps = Csrf & {
  next: string;
  email: string;
  hasPassword: boolean;
  hasPasskey: boolean;
  providers: { id: string; title: string }[];
  error?: string;
};

export const ProvePage = ({ csrf, next, email, hasPassword, hasPasskey, providers, error }: ProveProps) => (
  <div class="rb-narrow">
    <PageHead title="Confirm that it is you" lead="Changing how you sign in asks for this once every ten minutes." />
    {hasPassword && (
      <PostForm action="/security/prove" csrf={csrf}>
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="username" value={email} autocomplete="username" />
        <Field
          {...{ name: "password", label: "Password", type: "password", required: true, error }}
          autocomplete="current-password"
        />
        <p class="rb-form-end">
          <button type="submit" class="usa-button">
            Continue
          </button>
        </p>
      </PostForm>
    )}
    {hasPasskey && (
      <PasskeyButton
        options="/security/prove/passkey/options"
        finish={`/security/prove/passkey?next=${encodeURIComponent(next)}`}
        use="sign-in"
        csrf={csrf}
      >
        Use a passkey
      </PasskeyButton>
    )}
    {providers.map(({ id, title }) => (
      <p>
        <a class="usa-button usa-button--outline" href={`/sign-in/provider/${id}`}>
          Sign in again with {title}
        </a>
      </p>
    ))}
    {!hasPassword && !hasPasskey && providers.length === 0 && (
      <p>You have neither password nor passkey: sign out, and in again with a new link.</p>
    )}
    <p>
      <a href="/security">Back</a>
    </p>
  </div>
);
