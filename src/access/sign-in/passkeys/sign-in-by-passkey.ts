// Signing in by a passkey, without typing who one is: the authenticator says which account, and proves it.
import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { recordEvent } from "../../../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../../../platform/index.ts";
import { forgetAttempts } from "../attempts.ts";
import type { From, SignInDeps } from "../deps.ts";
import type { Opened } from "../enter.ts";
import { renewSession } from "../sessions/own-sessions.ts";
import { openSession } from "../sessions.ts";
import { beginStep, takeStep } from "../steps/begun-steps.ts";
import { nameOf, type Site } from "./site.ts";
import * as store from "./store.ts";

type Options = Awaited<ReturnType<typeof generateAuthenticationOptions>>;
export type PasskeyAnswer = {
  token: string;
  response: Parameters<typeof verifyAuthenticationResponse>[0]["response"];
};

export async function askForPasskey(deps: SignInDeps, site: Site): Promise<{ token: string; options: Options }> {
  const options = await generateAuthenticationOptions({ rpID: nameOf(site), userVerification: "required" });
  const details = { challenge: options.challenge };
  return { token: await beginStep(deps.db, deps.clock.now(), { kind: "passkey-sign-in", details }), options };
}

/** The account that the answer proves; else why not, for the audit log. The challenge is used up either way. */
const prove = async (
  deps: SignInDeps,
  tx: Tx,
  { token, response }: PasskeyAnswer,
  site: Site,
): Promise<{ account: string; email: string } | { account: string | undefined; why: string }> => {
  const step = await takeStep(tx, deps.clock.now(), "passkey-sign-in", token);
  const found = await store.findPasskey(tx, response.id);
  if (!step || !found) return { account: found?.account, why: step ? "unknown passkey" : "no such challenge" };
  try {
    const { credential: id, publicKey, counter } = found;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: step.details.challenge ?? "",
      expectedOrigin: site.origin,
      expectedRPID: nameOf(site),
      credential: { id, publicKey, counter },
    });
    if (!verified) return { account: found.account, why: "wrong signature" };
    await store.setUsed(tx, found.id, authenticationInfo.newCounter, deps.clock.now());
    return { account: found.account, email: found.email };
  } catch (error) {
    return { account: found.account, why: (error as Error).message };
  }
};

const refuse = (tx: Tx, account: string | undefined, remote: string, why: string): Promise<void> =>
  recordEvent(tx, {
    ...{ actor: account ?? "anonymous", action: "sign-in.refused", subject: account },
    details: { by: "passkey", remote, why },
  });

/** Throws `passkey-refused`. It is both factors at once, so no code is asked for. */
export async function signInByPasskey(
  deps: SignInDeps,
  answer: PasskeyAnswer,
  site: Site,
  from: From,
): Promise<Opened> {
  const opened = await withTransaction(deps.db, async (tx) => {
    const proved = await prove(deps, tx, answer, site);
    if ("why" in proved) return refuse(tx, proved.account, from.remote, proved.why);
    await forgetAttempts(tx, proved.email);
    return openSession(deps, tx, proved.account, { ...from, by: "passkey" });
  });
  if (!opened) throw new Problem("passkey-refused");
  return opened;
}

/** Proves once more, in an open session, that it is the same person. Gives the session's new token. */
export async function proveByPasskey(
  deps: SignInDeps,
  sessionToken: string,
  account: string,
  answer: PasskeyAnswer,
  site: Site,
  from: From,
): Promise<string> {
  const renewed = await withTransaction(deps.db, async (tx) => {
    const proved = await prove(deps, tx, answer, site);
    const why = "why" in proved ? proved.why : proved.account === account ? undefined : "another person's";
    if (why !== undefined) return refuse(tx, account, from.remote, why);
    await recordEvent(tx, { actor: account, action: "session.proved", subject: account, details: { by: "passkey" } });
    return renewSession(deps, tx, sessionToken);
  });
  if (!renewed) throw new Problem("passkey-refused");
  return renewed;
}
