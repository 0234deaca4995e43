// How often one may search: every try counts before anything is looked at, and tries that found nobody count for more, since
// guessing is mostly that. Whoever enrolls a whole class by hand stays below.
import { createHmac } from "node:crypto";
import { type Actor, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { type Clock, type Db, Problem, type Tx } from "../../platform/index.ts";
import { inRegistry } from "../registry/as-registry.ts";
import { inMinutes } from "../registry/waiting-time.ts";
import { soundex } from "../text/soundex.ts";

const minute = 60_000;
const day = 24 * 60;

type Limit = { tries: number; minutes: number; what: string; of: "tries" | "misses" | "misses for these names" };

/** A try that is still under way counts as one that found nobody, so that many at once are no way around. */
const limits: readonly Limit[] = [
  { tries: 15, minutes: 10, what: "searches that found nobody within 10 minutes", of: "misses" },
  { tries: 60, minutes: 60, what: "searches within an hour", of: "tries" },
  { tries: 300, minutes: day, what: "searches within a day", of: "tries" },
  // A birth date that one must guess is guessed for one name.
  {
    tries: 8,
    minutes: day,
    what: "searches for these names that found nobody within a day",
    of: "misses for these names",
  },
];
const longest = Math.max(...limits.map(({ minutes }) => minutes));

/** Names by their sound, in either order, so that another spelling is no other name. Folded names. */
export const markOf = (key: Buffer, { first, last }: { first: string; last: string }): Buffer =>
  createHmac("sha256", key)
    .update(
      [first, last]
        .map((name) => soundex(name) || name)
        .sort()
        .join("|"),
    )
    .digest()
    .subarray(0, 16);

type Try = { account: string; names: Buffer; now: Date };

/** In a transaction of its own: a try that fails later has counted. Returns it. Throws `too-many-searches`. */
export const countTry = async (
  { db, clock }: { db: Db; clock: Clock },
  actor: Actor,
  names: Buffer,
): Promise<number> => {
  const one = { account: actor.account, names, now: clock.now() };
  const counted = await inRegistry({ db }, async (tx) => {
    await forgetOldTries(tx, one);
    const wait = await findWait(tx, one);
    if (wait === undefined) return { made: await insertTry(tx, one) };
    await recordEvent(tx, {
      ...{ actor: actor.account, action: "identifier.find.refused", organization: organizationOf(actor.district) },
      details: { limit: `${wait.limit.tries} ${wait.limit.what}`, role: actor.role },
    });
    return { wait };
  });
  if (counted.wait === undefined) return counted.made;
  const { limit, minutes } = counted.wait;
  throw new Problem("too-many-searches", { limit: limit.tries, what: limit.what, when: inMinutes(minutes) });
};

/** One at a time for each account, until the transaction ends. */
const forgetOldTries = async (tx: Tx, { account, now }: Try): Promise<void> => {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('identity.find_try'), hashtext($1))", [account]);
  const before = new Date(now.getTime() - longest * minute);
  await tx.query("DELETE FROM identity.find_try WHERE account = $1 AND at <= $2", [account, before]);
};

type Wait = { limit: Limit; minutes: number };

/** The limit that is reached and holds longest, and how many minutes until it does not. */
const findWait = async (tx: Tx, one: Try): Promise<Wait | undefined> => {
  const waits: Wait[] = [];
  for (const limit of limits) {
    const since = new Date(one.now.getTime() - limit.minutes * minute);
    // With so many newer ones, the oldest of them must pass out of the span first.
    const { rows } = await tx.query<{ at: Date }>(
      `SELECT at FROM identity.find_try WHERE account = $1 AND at > $2 AND NOT (found AND $3)
         AND ($4::bytea IS NULL OR names = $4) ORDER BY at DESC OFFSET $5 LIMIT 1`,
      [
        ...[one.account, since, limit.of !== "tries"],
        ...[limit.of === "misses for these names" ? one.names : null, limit.tries - 1],
      ],
    );
    if (rows[0])
      waits.push({ limit, minutes: Math.max(1, Math.ceil((rows[0].at.getTime() - since.getTime()) / minute)) });
  }
  return waits.sort((a, b) => b.minutes - a.minutes)[0];
};

const insertTry = async (tx: Tx, { account, names, now }: Try): Promise<number> => {
  const { rows } = await tx.query<{ find_try: number }>(
    "INSERT INTO identity.find_try (account, names, at) VALUES ($1, $2, $3) RETURNING find_try",
    [account, names, now],
  );
  return rows[0]!.find_try;
};

/** The same transaction that reads who was found. */
export const noteFound = (tx: Tx, made: number): Promise<unknown> =>
  tx.query("UPDATE identity.find_try SET found = true WHERE find_try = $1", [made]);
