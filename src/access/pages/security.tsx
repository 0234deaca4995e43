// "Security": how the person signs in, where the person is signed in, and tokens for programs.
import {
  Alert,
  type Column,
  DataTable,
  EmptyState,
  Field,
  formatCount,
  formatDate,
  formatDateTime,
  PageHead,
  PostForm,
  Section,
} from "../../web/index.ts";
import type { ApiToken } from "../sign-in/api-tokens.ts";
import type { Credentials } from "../sign-in/credentials.ts";
import type { OwnSession } from "../sign-in/sessions/own-sessions.ts";
import { deviceName, wayWords } from "./device-name.ts";

export type SecurityProps = {
  csrf: string;
  name: string;
  email: string;
  credentials: Credentials;
  sessions: OwnSession[];
  tokens: ApiToken[];
  roleTitle: (role: string) => string;
  providerTitle: (provider: string) => string;
  runsOut: Date | undefined;
  done: string | undefined;
  /** Shown once, right after it was made. */
  newToken?: string | undefined;
  tokenError?: string | undefined;
};

export const SecurityPage = (props: SecurityProps) => (
  <>
    <PageHead title="Security" lead={`How ${props.name} (${props.email}) signs in, and where.`} />
    {props.done && (
      <Alert kind="success" live>
        {props.done}
      </Alert>
    )}
    <WaysIn {...props} />
    <Sessions {...props} />
    <Tokens {...props} />
  </>
);

const SmallButton = ({
  action,
  csrf,
  children,
  about,
}: {
  action: string;
  csrf: string;
  children: string;
  about: string;
}) => (
  <PostForm action={action} csrf={csrf}>
    <button type="submit" class="usa-button usa-button--outline rb-small">
      {children}
      <span class="usa-sr-only"> {about}</span>
    </button>
  </PostForm>
);

const WaysIn = ({ credentials, csrf, runsOut, providerTitle }: SecurityProps) => {
  const { password, codes, passkeys, providers } = credentials;
  return (
    <Section id="ways" title="Ways of signing in">
      <dl class="rb-ways-list">
        <div>
          <dt>Password</dt>
          <dd>
            {password ? `Set on ${formatDate(password.setAt)}.` : "None."}
            {runsOut && ` It expires on ${formatDate(runsOut)}.`}
          </dd>
          <dd>
            <a href="/security/password">{password ? "Change the password" : "Choose a password"}</a>
          </dd>
        </div>
        <div>
          <dt>One-time codes</dt>
          <dd>
            {codes
              ? `On since ${formatDate(codes.since)}; ${formatCount(codes.recoveryCodesLeft, "recovery code")} left.`
              : "Off. An app on your phone shows a code that is asked for after the password."}
          </dd>
          <dd>
            <a href="/security/codes">{codes ? "Recovery codes, turn off" : "Turn on"}</a>
          </dd>
        </div>
        <div>
          <dt>Passkeys</dt>
          <dd>
            {passkeys.length === 0 && "None. Your device asks for finger, face or PIN instead of a password."}
            <ul class="rb-plain-list">
              {passkeys.map(({ id, name, since, lastUsedAt }) => (
                <li>
                  <span>
                    <strong>{name}</strong>, made {formatDate(since)}
                    {lastUsedAt ? `, last used ${formatDateTime(lastUsedAt)}` : ""}
                  </span>
                  <SmallButton action={`/security/passkeys/${id}/remove`} csrf={csrf} about={name}>
                    Remove
                  </SmallButton>
                </li>
              ))}
            </ul>
          </dd>
          <dd>
            <a href="/security/passkeys">Add a passkey</a>
          </dd>
        </div>
        {providers.map(({ provider, since, lastUsedAt }) => (
          <div>
            <dt>{providerTitle(provider)}</dt>
            <dd>
              Linked {formatDate(since)}, last used {formatDateTime(lastUsedAt)}.
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
};

const Sessions = ({ sessions, csrf }: SecurityProps) => {
  const columns: Column<OwnSession>[] = [
    {
      ...{ heading: "Device", rowHeader: true },
      cell: ({ device, current }) => (current ? `${deviceName(device)} (this one)` : deviceName(device)),
    },
    { heading: "Address", cell: ({ remote }) => remote || "unknown" },
    { heading: "Signed in by", cell: ({ by }) => wayWords(by) },
    { heading: "Since", cell: ({ since }) => formatDateTime(since) },
    { heading: "Last used", cell: ({ lastUsedAt }) => formatDateTime(lastUsedAt) },
    {
      heading: "End",
      cell: ({ id, current, device }) =>
        current ? (
          "Sign out above"
        ) : (
          <SmallButton
            action={`/security/sessions/${id}/end`}
            csrf={csrf}
            about={`the session on ${deviceName(device)}`}
          >
            End
          </SmallButton>
        ),
    },
  ];
  const others =
    sessions.length > 1 ? (
      <PostForm action="/security/sessions/end-others" csrf={csrf}>
        <button type="submit" class="usa-button usa-button--outline rb-small">
          End all others
        </button>
      </PostForm>
    ) : undefined;
  return (
    <Section id="sessions" title="Where you are signed in" aside={others}>
      <DataTable caption="Your open sessions" captionHidden columns={columns} rows={sessions} />
    </Section>
  );
};

const Tokens = ({ tokens, csrf, newToken, tokenError, roleTitle }: SecurityProps) => {
  const columns: Column<ApiToken>[] = [
    { heading: "Name", rowHeader: true, cell: ({ name }) => name },
    { heading: "Acts as", cell: ({ role }) => roleTitle(role) },
    { heading: "Expires", cell: ({ expiresAt }) => formatDate(expiresAt) },
    { heading: "Last used", cell: ({ lastUsedAt }) => (lastUsedAt ? formatDateTime(lastUsedAt) : "Never") },
    {
      heading: "End",
      cell: ({ id, name }) => (
        <SmallButton action={`/security/tokens/${id}/end`} csrf={csrf} about={name}>
          End
        </SmallButton>
      ),
    },
  ];
  return (
    <Section id="tokens" title="Tokens for programs">
      {newToken && (
        <Alert kind="success" heading="Copy the token now: it is not shown again" live>
          <code class="rb-secret">{newToken}</code>
        </Alert>
      )}
      {tokens.length > 0 ? (
        <DataTable caption="Your tokens" captionHidden columns={columns} rows={tokens} />
      ) : (
        <EmptyState title="No tokens">
          <p>A program of yours sends a token with each request to /api/v1, and may do there what you may do.</p>
        </EmptyState>
      )}
      <PostForm action="/security/tokens" csrf={csrf} class="rb-filter">
        <Field
          name="name"
          id="token-name"
          label="Name"
          hint="What will use it."
          required
          maxlength={100}
          error={tokenError}
        />
        <Field name="days" id="token-days" label="Days" hint="At most 365." type="number" value="90" required />
        <button type="submit" class="usa-button">
          Make a token
        </button>
      </PostForm>
    </Section>
  );
};
