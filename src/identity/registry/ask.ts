// One question: which student is this? Locks, looks, judges, writes the answer and its event, all in one transaction. Asked again
// with the same key it is the same question, whatever happened to the first answer on its way.
import { createHash } from "node:crypto";
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx } from "../../platform/index.ts";
import { type Answer, type AnswerRow, answerFromRow, selectAnswer } from "./answer.ts";
import { inRegistry } from "./as-registry.ts";
import { noteRefusal, refuseTooMany } from "./ask-limits.ts";
import { findFaces } from "./candidates.ts";
import { factErrors } from "./check-facts.ts";
import type { RegistryDeps } from "./create-registry.ts";
import { foldFacts, type StudentFacts } from "./facts.ts";
import { judgePeople } from "./judge-people.ts";
import { lockKeys } from "./locks.ts";
import { keysOf, lockedKeys, plainHash } from "./match-keys.ts";
import { hashOfKey } from "./seal-answer.ts";
import { settleVerdicts } from "./settle-verdicts.ts";

export type Question = {
  district: number;
  school?: number | undefined;
  /** The district's own number of the student. */
  localIdentifier: string;
  facts: StudentFacts;
  /** Chosen by the asker, at least 16 characters, secret: it opens the answer again. */
  key: string;
};

export const shortestKey = 16;

/** Throws `denied`, `facts-unusable`, `key-too-short`, `same-key-other-question`, `no-numbers-left`, `too-many-searches`. */
export const ask = async (deps: RegistryDeps, actor: Actor, question: Question): Promise<Answer> => {
  const { district, key } = question;
  authorize(actor, "identifier.request", { district });
  if (key.length < shortestKey) throw new Problem("key-too-short", { shortest: shortestKey });
  const wrong = factErrors(deps.profile, question.facts, dayOf(deps.clock));
  if (wrong.length > 0) throw new Problem("facts-unusable", { detail: wrong.map(({ message }) => message).join(" ") });
  await deps.keepStock();
  const row = await inRegistry(deps, (tx) => askIn(deps, tx, actor, question)).catch((error) =>
    noteRefusal(deps.db, actor, { district, error }),
  );
  return answerFromRow(deps, row, key);
};

const askIn = async (deps: RegistryDeps, tx: Tx, actor: Actor, question: Question): Promise<AnswerRow> => {
  const { district, school, localIdentifier, facts, key } = question;
  const cells = foldFacts(facts, district, deps.profile.custody === "split" ? "" : localIdentifier);
  const keys = keysOf(cells, deps.codec.hash);
  const ids = await lockKeys(tx, [
    ...lockedKeys(keys),
    plainHash(`question:${district}:${hashOfKey(key).toString("hex")}`),
  ]);
  const before = await selectAnswer(tx, { district, keyHash: hashOfKey(key) });
  const contentHash = hashOfContent(question);
  if (before) {
    if (!before.content_hash.equals(contentHash)) throw new Problem("same-key-other-question");
    return before;
  }
  await refuseTooMany(tx, deps.askLimits, actor, deps.clock.now());
  const kept = deps.codec.keep(cells);
  const faces = await findFaces(tx, keys);
  const verdict = judgePeople(kept, faces, {
    model: deps.model,
    people: await deps.countPeople(tx),
    values: deps.codec.table,
  });
  const [settled] = await settleVerdicts(deps, tx, actor, [
    { ids, district, school, localIdentifier, facts, key, contentHash, cells: kept, keys, faces, verdict },
  ]);
  const { request } = settled!;
  const row = await selectAnswer(tx, { request });
  await recordEvent(tx, {
    actor: actor.account,
    action: "identifier.request",
    organization: organizationOf(district),
    // Who learns of a student that was there before has looked at one, and is counted as such.
    subject: verdict.outcome === "match" ? `student:${row!.reference}` : undefined,
    details: { request, outcome: verdict.outcome, student: row!.reference, role: actor.role },
  });
  return row!;
};

/** With the asker's key in it, so that nobody can try which names were asked for. */
export const hashOfContent = ({ district, school, localIdentifier, facts, key }: Question): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([key, district, school ?? null, localIdentifier, facts]))
    .digest();
