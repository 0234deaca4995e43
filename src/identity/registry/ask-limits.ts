// How often one person may ask for single students. A request tells the number of whoever is known, so without a limit guessed
// children could be looked up by it. What counts are the requests that were answered, found or not. Files have no limit: who
// sends one names every child at once, and the log has it.
import { type Actor, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { type Db, Problem, type Tx } from "../../platform/index.ts";
import { inRegistry } from "./as-registry.ts";
import { inMinutes } from "./waiting-time.ts";

export type AskLimit = { requests: number; minutes: number; within: string };

export const askLimits: readonly AskLimit[] = [
  { requests: 300, minutes: 60, within: "an hour" },
  { requests: 2_000, minutes: 24 * 60, within: "a day" },
];

/** In the question's transaction, as the registry: no more get through than connections there are. Throws `too-many-searches`. */
export const refuseTooMany = async (
  tx: Tx,
  limits: readonly AskLimit[],
  { account }: Actor,
  now: Date,
): Promise<void> => {
  // With so many newer ones, the oldest of them must pass out of the span first.
  const { rows } = await tx.query<{ at: number; seconds: number }>({
    name: "identity.asked-lately",
    text: `SELECT l.at, extract(epoch FROM r.asked_at - l.since)::float8 AS seconds
      FROM unnest($2::timestamptz[], $3::integer[]) WITH ORDINALITY AS l (since, newer, at)
      CROSS JOIN LATERAL (SELECT asked_at FROM identity.request
        WHERE account = $1 AND file IS NULL AND asked_at > l.since ORDER BY asked_at DESC OFFSET l.newer LIMIT 1) r
      ORDER BY seconds DESC`,
    values: [
      account,
      limits.map(({ minutes }) => new Date(now.getTime() - minutes * 60_000)),
      limits.map(({ requests }) => requests - 1),
    ],
  });
  if (!rows[0]) return;
  const { at, seconds } = rows[0];
  const { requests, within } = limits[at - 1]!;
  throw new Problem("too-many-searches", {
    ...{ limit: requests, when: inMinutes(Math.max(1, Math.ceil(seconds / 60))) },
    what: `requests for single students within ${within} (a request file has no such limit)`,
  });
};

/** A refusal leaves an event, though the question's own transaction is undone. Throws what it was given. */
export const noteRefusal = async (
  db: Db,
  actor: Actor,
  { district, error }: { district: number; error: unknown },
): Promise<never> => {
  if (error instanceof Problem && error.code === "too-many-searches")
    await inRegistry({ db }, (tx) =>
      recordEvent(tx, {
        ...{ actor: actor.account, action: "identifier.request.refused", organization: organizationOf(district) },
        details: { limit: `${error.facts.limit} ${error.facts.what}`, role: actor.role },
      }),
    );
  throw error;
};
