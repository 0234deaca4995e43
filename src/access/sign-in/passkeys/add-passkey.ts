// Adding a passkey: the browser is given a challenge, makes a key pair in the authenticator and answers with the public half.
import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { recordEvent } from "../../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../../platform/index.ts";
import type { Account } from "../../accounts/model.ts";
import { selectAccount } from "../../accounts/store.ts";
import type { From, SignInDeps } from "../deps.ts";
import type { Opened } from "../enter.ts";
import { refuseLink } from "../links.ts";
import { endSessions, renewSession } from "../sessions/own-sessions.ts";
import { openSession } from "../sessions.ts";
import { beginStep, takeStep } from "../steps/begun-steps.ts";
import * as links from "../store.ts";
import { hashToken } from "../token.ts";
import { nameOf, type Site } from "./site.ts";
import * as store from "./store.ts";

type Options = Awaited<ReturnType<typeof generateRegistrationOptions>>;
export type NewPasskey = Parameters<typeof verifyRegistrationResponse>[0]["response"];
/** `token` comes back with the browser's answer. */
export type BegunPasskey = { token: string; options: Options };

const begin = async (deps: SignInDeps, person: Account, site: Site): Promise<BegunPasskey> => {
  const known = await store.selectPasskeys(deps.db, person.id);
  const options = await generateRegistrationOptions({
    ...{ rpName: deps.signIn.product, rpID: nameOf(site), userName: person.email, userDisplayName: person.name },
    userID: new Uint8Array(Buffer.from(person.id)),
    excludeCredentials: known.map(({ credential, transports }) => ({ id: credential, transports })),
    // The authenticator finds the account by itself and asks for a finger or PIN: the passkey is both factors.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const details = { challenge: options.challenge };
  const token = await beginStep(deps.db, deps.clock.now(), { kind: "passkey-new", account: person.id, details });
  return { token, options };
};

const getPerson = async (deps: SignInDeps, id: string): Promise<Account> => {
  const person = await selectAccount(deps.db, id, dayOf(deps.clock));
  if (!person) throw new Problem("account-unknown", { account: id });
  return person;
};

export const beginPasskey = async (deps: SignInDeps, account: string, site: Site): Promise<BegunPasskey> =>
  begin(deps, await getPerson(deps, account), site);

export async function beginPasskeyByLink(
  deps: SignInDeps,
  link: string,
  site: Site,
  from: From,
): Promise<BegunPasskey> {
  const account = await links.selectLinkAccount(deps.db, hashToken(link), deps.clock.now());
  return account === undefined ? refuseLink(deps, from.remote) : beginPasskey(deps, account, site);
}

type Answer = { token: string; response: NewPasskey; name: string };

/** Throws `passkey-refused`. */
const keep = async (deps: SignInDeps, tx: Tx, account: string, answer: Answer, site: Site): Promise<void> => {
  const step = await takeStep(tx, deps.clock.now(), "passkey-new", answer.token);
  if (step?.account !== account) throw new Problem("passkey-refused");
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: answer.response,
    expectedChallenge: step.details.challenge ?? "",
    expectedOrigin: site.origin,
    expectedRPID: nameOf(site),
  }).catch((error: Error) => {
    throw new Problem("passkey-refused", {}, { cause: error });
  });
  if (!verified) throw new Problem("passkey-refused");
  const { id, publicKey, counter } = registrationInfo.credential;
  const transports = registrationInfo.credential.transports ?? [];
  const name = answer.name.trim().slice(0, 100) || "Passkey";
  await store.insertPasskey(tx, { account, credential: id, publicKey, counter, transports, name }, deps.clock.now());
  const details = { kind: "passkey", name };
  await recordEvent(tx, { actor: account, action: "credential.added", subject: account, details });
};

/** In an open session, which gets a new token. */
export const finishPasskey = (
  deps: SignInDeps,
  sessionToken: string,
  account: string,
  answer: Answer,
  site: Site,
): Promise<string> =>
  withTransaction(deps.db, async (tx) => {
    await keep(deps, tx, account, answer, site);
    return renewSession(deps, tx, sessionToken);
  });

/** By a one-time link, instead of choosing a password. */
export const finishPasskeyByLink = (
  deps: SignInDeps,
  link: string,
  answer: Answer,
  site: Site,
  from: From,
): Promise<Opened> =>
  withTransaction(deps.db, async (tx) => {
    const now = deps.clock.now();
    const account = await links.consumeLink(tx, hashToken(link), now);
    if (!account) throw new Problem("sign-in-link-invalid");
    await keep(deps, tx, account, answer, site);
    await links.voidLinks(tx, account, now);
    await endSessions(deps, tx, account);
    return openSession(deps, tx, account, { ...from, by: "link+passkey" });
  });

export const removePasskey = (deps: SignInDeps, account: string, id: string): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    if (!(await store.deletePasskey(tx, account, id))) throw new Problem("not-found");
    const details = { kind: "passkey", passkey: id };
    await recordEvent(tx, { actor: account, action: "credential.removed", subject: account, details });
  });
