// The ways into the workbench put together: passwords, codes, passkeys, providers, tokens, and a person's own sessions.
import * as tokens from "./api-tokens.ts";
import { type Credentials, findCredentials } from "./credentials.ts";
import type { SignInDeps, SignInSettings } from "./deps.ts";
import * as newPasskeys from "./passkeys/add-passkey.ts";
import * as byPasskey from "./passkeys/sign-in-by-passkey.ts";
import { proveByPassword } from "./password/prove-by-password.ts";
import * as passwords from "./password/set-password.ts";
import { signInByPassword } from "./password/sign-in-by-password.ts";
import { signOutAddress } from "./provider/provider-client.ts";
import { getProvider, leaveForProvider, returnFromProvider } from "./provider/sign-in-by-provider.ts";
import { recordRefusal } from "./refusals.ts";
import { finishSecondFactor } from "./second-factor/finish-second-factor.ts";
import * as codes from "./second-factor/one-time-codes.ts";
import { renewCodes, resetSecondFactor, turnCodesOff } from "./second-factor/own-codes.ts";
import * as own from "./sessions/own-sessions.ts";
import { isFresh, type Session } from "./sessions.ts";
import { findStep, type StepKind } from "./steps/begun-steps.ts";

/** Every verb of `verbs`, with the dependencies given already. */
type Bound<V> = {
  [K in keyof V]: V[K] extends (deps: SignInDeps, ...rest: infer R) => infer A ? (...rest: R) => A : never;
};

const verbs = {
  signInByPassword,
  finishSecondFactor,
  setUpByLink: passwords.setUpByLink,
  renewPassword: passwords.renewPassword,
  changePassword: passwords.changePassword,
  proveByPassword,
  beginEnrolment: codes.beginEnrolment,
  confirmEnrolment: codes.confirmEnrolment,
  turnCodesOff,
  renewCodes,
  resetSecondFactor,
  askForPasskey: byPasskey.askForPasskey,
  signInByPasskey: byPasskey.signInByPasskey,
  proveByPasskey: byPasskey.proveByPasskey,
  beginPasskey: newPasskeys.beginPasskey,
  beginPasskeyByLink: newPasskeys.beginPasskeyByLink,
  finishPasskey: newPasskeys.finishPasskey,
  finishPasskeyByLink: newPasskeys.finishPasskeyByLink,
  removePasskey: newPasskeys.removePasskey,
  leaveForProvider,
  returnFromProvider,
  listSessions: own.listSessions,
  endOwnSession: own.endOwnSession,
  endOtherSessions: own.endOtherSessions,
  createApiToken: tokens.createApiToken,
  listApiTokens: tokens.listApiTokens,
  endApiToken: tokens.endApiToken,
  getTokenActor: tokens.getTokenActor,
  recordRefusal,
} as const;

export type Entrance = Bound<typeof verbs> & {
  readonly settings: SignInSettings;
  findCredentials(account: string): Promise<Credentials>;
  /** Whether a step that a browser has begun is still open. */
  isOpen(kind: StepKind, token: string): Promise<boolean>;
  isFresh(session: Session): boolean;
  /** Where to sign out at the provider too, if it offers that. */
  signOutAddress(provider: string, origin: string): Promise<string | undefined>;
};

export function createEntrance(deps: SignInDeps): Entrance {
  const bound = Object.fromEntries(
    Object.entries(verbs).map(([name, verb]) => [
      name,
      (...rest: unknown[]) => (verb as (...all: unknown[]) => unknown)(deps, ...rest),
    ]),
  ) as Bound<typeof verbs>;
  return {
    ...bound,
    settings: deps.signIn,
    findCredentials: (account) => findCredentials(deps.db, account),
    isOpen: async (kind, token) => (await findStep(deps.db, deps.clock.now(), kind, token)) !== undefined,
    isFresh: (session) => isFresh(session, deps.clock.now()),
    signOutAddress: (provider, origin) => signOutAddress(getProvider(deps, provider), { origin }),
  };
}
