// The verbs about near matches that an installation's registry has.
import type { Actor } from "../../access/index.ts";
import type { Answer } from "../registry/answer.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type Decision, decideNear } from "./decide-near.ts";
import { type FetchedNumber, fetchOwed } from "./fetch-owed.ts";
import { listQueue, type Queue, type QueuePage } from "./list-queue.ts";
import { type NearMatch, nearMatch } from "./near-match.ts";

export type QueueVerbs = {
  queue(actor: Actor, page: QueuePage): Promise<Queue>;
  nearMatch(actor: Actor, request: string): Promise<NearMatch>;
  decide(actor: Actor, request: string, decision: Decision, reason: string): Promise<Answer>;
  fetchOwed(actor: Actor, request: string, key: string): Promise<FetchedNumber>;
};

export const createQueue = (deps: RegistryDeps): QueueVerbs => ({
  queue: (actor, page) => listQueue(deps, actor, page),
  nearMatch: (actor, request) => nearMatch(deps, actor, request),
  decide: (actor, request, decision, reason) => decideNear(deps, actor, request, decision, reason),
  fetchOwed: (actor, request, key) => fetchOwed(deps, actor, request, key),
});
