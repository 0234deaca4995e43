// The verb explain: a person says why a finding is right. A district answers what asks for confirmation; the state may
// accept an error between districts, for both at once.
import { type Actor, authorize, can } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../platform/index.ts";
import type { Context } from "./context.ts";
import { findingsIn } from "./findings.ts";
import type { Explanation, FindingScope, Severity } from "./model.ts";
import { settleStatus } from "./settle.ts";
import { attachExplanation, type ExplanationKey, insertExplanation, sameConflict } from "./store/explanations.ts";
import { type FindingRow, getFinding } from "./store/findings.ts";
import { findSubmissionForChange } from "./store/submissions.ts";
import type { ExplainRequest, FindingQuery } from "./verbs.ts";

/** What an explanation of such a finding needs; undefined where only a correction helps. */
export const explainAction = (finding: { severity: Severity; scope: FindingScope }) => {
  if (finding.severity === "confirm") return "submission.explain" as const;
  if (finding.severity === "error" && finding.scope === "state") return "submission.explain-error" as const;
  return undefined;
};

export const explain = async (ctx: Context, actor: Actor, request: ExplainRequest): Promise<Explanation> => {
  const text = wordsOf(request.text);
  return withTransaction(ctx.db, async (tx) => {
    const { explanation, found } = await explainOne(ctx, tx, actor, { ...request, text });
    await settleStatus(tx, found, { by: actor.name, at: ctx.clock.now() });
    return explanation;
  });
};

/** Explains the open findings of a group with the same words: all of them, or none where one is refused. */
export const explainGroup = async (ctx: Context, actor: Actor, query: FindingQuery, given: string) => {
  const text = wordsOf(given);
  authorize(actor, "submission.view", { district: query.district });
  return withTransaction(ctx.db, async (tx) => {
    // Held from the first to the last, so that no upload changes the group in between.
    if (!(await findSubmissionForChange(tx, query))) return { explained: 0 };
    let explained = 0;
    while (true) {
      const { rows } = await findingsIn(ctx, tx, { ...query, state: "open" }, { offset: 0, limit: 1000 });
      for (const { id } of rows) await explainOne(ctx, tx, actor, { findingId: id, text });
      explained += rows.length;
      if (rows.length === 0) break;
    }
    if (explained > 0) await settleStatus(tx, query, { by: actor.name, at: ctx.clock.now() });
    return { explained };
  });
};

const wordsOf = (given: string): string => {
  const text = given.trim();
  if (text === "") throw new Problem("invalid-input", { detail: "An explanation needs words." });
  return text;
};

/** Leaves the status of the submission to the caller. */
const explainOne = async (ctx: Context, tx: Tx, actor: Actor, { findingId, text }: ExplainRequest) => {
  const found = await getFinding(tx, findingId);
  authorize(actor, "submission.view", { district: found.district });
  const action = explainAction(found);
  if (!action) throw new Problem("finding-not-explainable", { ...pick(found) });
  if (!can(actor, action, { district: found.district }) && action === "submission.explain-error")
    throw new Problem("finding-not-explainable", { ...pick(found) });
  authorize(actor, action, { district: found.district });

  const submission = await findSubmissionForChange(tx, found);
  const fresh = await getFinding(tx, findingId);
  if (fresh.state === "resolved") throw new Problem("finding-resolved", { finding: fresh.id });
  if (submission?.certified && fresh.scope !== "state")
    throw new Problem("submission-certified", {
      collection: found.collection,
      year: found.year,
      district: found.district,
    });
  const keys = fresh.scope === "state" ? await sameConflict(tx, fresh) : [fresh];
  const said = { text, account: actor.account, name: actor.name, at: ctx.clock.now() };
  let given: Explanation | undefined;
  for (const key of keys) {
    const one = await keep(tx, key, said);
    if (key.district === found.district && key.valuesHash === fresh.valuesHash) given = one;
  }
  await recordEvent(tx, {
    actor: actor.account,
    action: "finding.explain",
    organization: `district:${found.district}`,
    subject: `finding:${found.id}`,
    details: { ruleId: found.ruleId, text },
  });
  return { found, explanation: given as Explanation };
};

const keep = async (tx: Tx, key: ExplanationKey, said: { text: string; account: string; name: string; at: Date }) => {
  const explanation = await insertExplanation(tx, key, said);
  await attachExplanation(tx, key, explanation.id);
  return explanation;
};

const pick = ({ ruleId, severity, scope }: FindingRow) => ({ ruleId, severity, scope });
