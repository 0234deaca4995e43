// Signing in through a provider: to which account its person belongs, and what its claims give and end.
import { recordEvent } from "../../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../../platform/index.ts";
import { endLocked, giveAssignment } from "../../accounts/assignments.ts";
import type { NewAssignment } from "../../accounts/model.ts";
import { type Actor, systemActor } from "../../policy/actor.ts";
import type { From, SignInDeps } from "../deps.ts";
import type { Opened } from "../enter.ts";
import type { Site } from "../passkeys/site.ts";
import { openSession } from "../sessions.ts";
import { beginStep, takeStep } from "../steps/begun-steps.ts";
import { assignmentsOf, type Claims, vouchedEmail } from "./claims.ts";
import { type Away, sendAway, takeBack } from "./provider-client.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import * as store from "./store.ts";

export const getProvider = ({ signIn }: SignInDeps, id: string): ProviderSettings => {
  const provider = signIn.providers.find((one) => one.id === id);
  if (!provider) throw new Problem("not-found");
  return provider;
};

/** The address to send the browser to, and what it keeps meanwhile. */
export async function leaveForProvider(
  deps: SignInDeps,
  id: string,
  site: Site,
): Promise<{ address: string; token: string }> {
  const { address, away } = await sendAway(getProvider(deps, id), site);
  const token = await beginStep(deps.db, deps.clock.now(), { kind: "provider", details: away });
  return { address, token };
}

/** Throws `sign-in-over`, `provider-refused` and `provider-stranger`. */
export async function returnFromProvider(
  deps: SignInDeps,
  back: { provider: string; token: string; query: string },
  site: Site,
  from: From,
): Promise<Opened> {
  const provider = getProvider(deps, back.provider);
  const step = await takeStep(deps.db, deps.clock.now(), "provider", back.token);
  if (step?.details.provider !== provider.id) throw new Problem("sign-in-over");
  const claims = await takeBack(provider, site, back.query, step.details as Away).catch(async (error: Problem) => {
    await withTransaction(deps.db, (tx) => refuse(tx, provider, from, error.code));
    throw error;
  });
  const opened = await withTransaction(deps.db, async (tx) => {
    const account = await findPerson(deps, tx, provider, claims);
    if (!account) return refuse(tx, provider, from, "no account");
    await followClaims(deps, tx, provider, account, claims);
    return openSession(deps, tx, account, { ...from, by: `provider:${provider.id}`, provider: provider.id });
  });
  if (!opened) throw new Problem("provider-stranger", { provider: provider.title });
  return opened;
}

const refuse = (tx: Tx, { id }: ProviderSettings, { remote }: From, why: string): Promise<void> =>
  recordEvent(tx, { actor: "anonymous", action: "sign-in.refused", details: { by: `provider:${id}`, remote, why } });

/** By what the provider calls the person; the first time by the e-mail address that it vouches for. */
async function findPerson(
  deps: SignInDeps,
  tx: Tx,
  provider: ProviderSettings,
  claims: Claims,
): Promise<string | undefined> {
  const subject = String(claims.sub);
  const now = deps.clock.now();
  const linked = await store.useIdentity(tx, provider.id, subject, now);
  if (linked) return linked.live ? linked.account : undefined;
  const email = vouchedEmail(claims, provider.email_domains);
  const account = email === undefined ? undefined : await store.selectAccountByEmail(tx, email);
  // An account that this provider already knows under another subject is not handed to a second person.
  if (!account || !(await store.insertIdentity(tx, { provider: provider.id, subject, account, now }))) return undefined;
  const details = { kind: `provider:${provider.id}` };
  await recordEvent(tx, { actor: account, action: "credential.added", subject: account, details });
  return account;
}

const same = (one: NewAssignment, other: NewAssignment): boolean =>
  one.role === other.role &&
  one.district === other.district &&
  (one.schools ?? []).join() === (other.schools ?? []).join();

/** Gives what the claims say and is not given, and ends what this provider gave and they say no more. Others' stay. */
async function followClaims(
  deps: SignInDeps,
  tx: Tx,
  provider: ProviderSettings,
  account: string,
  claims: Claims,
): Promise<void> {
  if (!provider.assignments) return;
  const source = `provider:${provider.id}`;
  const by: Actor = { ...systemActor, account: source, name: provider.title };
  const wanted = assignmentsOf(deps.policy, provider.assignments, claims);
  const given = await store.lockGivenBy(tx, account, source, dayOf(deps.clock));
  for (const held of given.filter((one) => !wanted.some((other) => same(one, other))))
    await endLocked(deps, tx, by, { ...held, account });
  for (const wish of wanted.filter((one) => !given.some((other) => same(one, other))))
    await giveAssignment(deps, tx, by, account, wish);
}
