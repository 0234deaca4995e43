// The queue: near matches that wait for a person, the oldest first.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem } from "../../platform/index.ts";
import { type Holder, holderOf } from "../registry/answer.ts";
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type VisibleFacts, visibleFacts, visibleLocal } from "./visible-facts.ts";
import { listWaiting } from "./waiting-rows.ts";

export type QueuePage = { offset: number; limit: number; district?: number | undefined };

export type Waiting = {
  request: string;
  asker: Holder;
  localIdentifier: string | undefined;
  askedAt: Date;
  /** Whole days since then. */
  days: number;
  asked: VisibleFacts;
  candidates: number;
  /** Of the likeliest candidate. */
  probability: number;
};

export type Queue = { total: number; waiting: Waiting[] };

const day = 86_400_000;
const longestPage = 200;

/** Of the own district; people of the state see every district, or the one they name. Throws `denied`, `not-found`. */
export const listQueue = async (
  deps: RegistryDeps,
  actor: Actor,
  { offset, limit, district }: QueuePage,
): Promise<Queue> => {
  const all = actor.grants.reach === "state";
  const own = all ? district : (district ?? actor.district);
  authorize(actor, "identifier.decide", { district: own });
  if (own === undefined && !all) throw new Problem("not-found");
  const { total, rows } = await inRegistry(deps, async (tx) => {
    const page = { district: own, offset, limit: Math.min(limit, longestPage) };
    const found = await listWaiting(tx, page);
    await recordEvent(tx, {
      actor: actor.account,
      action: "identifier.queue",
      organization: organizationOf(own),
      details: { waiting: found.total, shown: found.rows.length, role: actor.role },
    });
    return found;
  });
  const now = deps.clock.now().getTime();
  return {
    total,
    waiting: await Promise.all(
      rows.map(
        async (row): Promise<Waiting> => ({
          request: row.request,
          asker: await holderOf(deps, row.district, row.school),
          localIdentifier: visibleLocal(actor, row.local_identifier),
          askedAt: row.asked_at,
          days: Math.max(0, Math.floor((now - row.asked_at.getTime()) / day)),
          asked: visibleFacts(deps.profile, actor, row, { district: row.district, asked: true }),
          candidates: row.candidates.length,
          probability: row.probability ?? 0,
        }),
      ),
    ),
  };
};
