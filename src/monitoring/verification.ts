// Proving the log on demand: one verification at a time in this process, in the background, with how far it is.

import type { Actor } from "../access/index.ts";
import { recordEvent, type Verdict } from "../audit/index.ts";
import { Problem, withTransaction } from "../platform/index.ts";
import { mayVerify } from "./overview.ts";
import { type MonitoringDeps, shareOf } from "./view-log.ts";

export type Verification = {
  startedAt: Date;
  startedBy: string;
  /** Events compared so far. */
  events: number;
  endedAt?: Date;
  verdict?: Verdict;
  /** Where it could not be carried out. */
  failure?: string;
};

export type Verifier = {
  /** Starts one, unless one is running. The verdict names events of every district: `denied` for who sees only one. */
  start(actor: Actor): Promise<Verification>;
  /** The running one, or the last one since this process began. */
  find(actor: Actor): Verification | undefined;
  /** Ends when the running one has. */
  settled(): Promise<void>;
};

export const createVerifier = ({ db, clock, auditLog }: MonitoringDeps): Verifier => {
  let current: Verification | undefined;
  let running: Promise<void> = Promise.resolve();

  const run = async (verification: Verification): Promise<void> => {
    try {
      verification.verdict = await auditLog.verify((events) => {
        verification.events += events;
      });
    } catch (error) {
      verification.failure = error instanceof Problem ? error.message : "The log could not be read.";
    }
    verification.endedAt = clock.now();
  };

  const start = async (actor: Actor): Promise<Verification> => {
    shareOf(actor);
    if (!mayVerify(actor)) throw new Problem("denied", { name: actor.name, action: "audit.verify" });
    if (current && !current.endedAt) return current;
    const verification: Verification = { startedAt: clock.now(), startedBy: actor.name, events: 0 };
    await withTransaction(db, (tx) => recordEvent(tx, { actor: actor.account, action: "audit.verified" }));
    current = verification;
    running = run(verification);
    return verification;
  };

  return { start, find: (actor) => (mayVerify(actor) ? current : undefined), settled: () => running };
};
