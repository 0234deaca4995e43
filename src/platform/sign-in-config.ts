// How people sign in to an installation, as the operator sets it by the environment. Read by config.ts, once.
import { readFileSync } from "node:fs";
import { Problem } from "./problem.ts";

/** A provider of OpenID Connect named by the environment alone; more of them, and mappings, are in DATA/oidc.yaml. */
export type ProviderFromEnvironment = { issuer: string; clientId: string; clientSecret: string; title: string };

export type SignInConfig = {
  /** What a one-time link is for: to sign in at once (a demo, a test), or to set up how to sign in. */
  links: "sign-in" | "set-up";
  /** Minutes without a request after which a session is over. */
  idleMinutes: number;
  /** File of SHA-1 hashes of breached passwords, sorted, one a line, as Have I Been Pwned gives it. */
  breachedPasswords: string | undefined;
  provider: ProviderFromEnvironment | undefined;
  /** Secrets of the providers in oidc.yaml, by the provider's id in capitals. */
  providerSecrets: Readonly<Record<string, string>>;
};

const idleMinutesByDefault = 60;
const secretPrefix = "ROLLBOOK_OIDC_SECRET_";

export const readSignInConfig = (env: NodeJS.ProcessEnv, demo: boolean): SignInConfig => ({
  links: demo ? "sign-in" : "set-up",
  idleMinutes: minutes(env.ROLLBOOK_IDLE_MINUTES),
  breachedPasswords: env.ROLLBOOK_BREACHED_PASSWORDS || undefined,
  provider: providerOf(env),
  providerSecrets: Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith(secretPrefix) && value ? [[name.slice(secretPrefix.length), value]] : [],
    ),
  ),
});

const minutes = (text: string | undefined): number => {
  if (!text) return idleMinutesByDefault;
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= 720) return Number(text);
  throw new Problem("invalid-input", { detail: "ROLLBOOK_IDLE_MINUTES is a whole number from 1 to 720." });
};

const providerOf = (env: NodeJS.ProcessEnv): ProviderFromEnvironment | undefined => {
  const { ROLLBOOK_OIDC_ISSUER: issuer, ROLLBOOK_OIDC_CLIENT_ID: clientId } = env;
  if (!issuer || !clientId) return undefined;
  const file = env.ROLLBOOK_OIDC_CLIENT_SECRET_FILE;
  const clientSecret = file ? readFileSync(file, "utf8").trim() : (env.ROLLBOOK_OIDC_CLIENT_SECRET ?? "");
  return { issuer, clientId, clientSecret, title: env.ROLLBOOK_OIDC_TITLE || new URL(issuer).hostname };
};
