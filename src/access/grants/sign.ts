// Statements that a person signs for oneself, once a school year. There is no verb that signs for another.
import {
  dayOf,
  type SchoolYear,
  schoolYearEnd,
  schoolYearLabel,
  type Tx,
  withTransaction,
} from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import { type GrantDeps, getKind } from "./deps.ts";
import { keepLetter, period } from "./documents/letter.ts";
import { momentOf } from "./documents/moment.ts";
import { giveGrant } from "./give.ts";
import type { GrantKind } from "./kinds.ts";
import type { DatedGrant } from "./model.ts";
import { type Period, periodOf, yearPeriod, yearsToSign } from "./period.ts";
import { assertSignature } from "./signature.ts";
import { findGrant, lockKind, selectGrants } from "./store.ts";

export type ToSign = { kind: GrantKind; year: SchoolYear; period: Period; signed?: DatedGrant };

/** The statement with the days that a signature of today would give; near the end of a year, the next year too. */
export const statementsToSign = async (
  deps: GrantDeps,
  by: Actor,
  kindId: string,
  within: Pick<Tx, "query"> = deps.db as Pick<Tx, "query">,
): Promise<ToSign[]> => {
  const kind = getKind(deps, kindId, "sign");
  const day = dayOf(deps.clock);
  const held = await selectGrants(within, { accounts: [by.account], kind: kind.id, liveOn: day });
  return yearsToSign(day).map((year) => {
    const period = kind.lasts === "school-year" ? yearPeriod(year, day) : periodOf(kind, day, {});
    const signed = held.find(
      ({ validFrom, validTo }) => validFrom <= period.validFrom && validTo >= until(kind, year, day),
    );
    return { kind, year, period, ...(signed && { signed }) };
  });
};

const until = (kind: GrantKind, year: SchoolYear, day: string): string =>
  kind.lasts === "school-year" ? schoolYearEnd(year) : day;

/** Throws `signature-differs`. Signed again for the same days, it is the one signed before. */
export const signStatement = async (
  deps: GrantDeps,
  by: Actor,
  signing: { kind: string; year?: SchoolYear | undefined; signature: string },
): Promise<DatedGrant> => {
  const kind = getKind(deps, signing.kind, "sign");
  assertSignature(by, signing.signature);
  return withTransaction(deps.db, async (tx) => {
    await lockKind(tx, `${kind.id}:${by.account}`);
    const choices = await statementsToSign(deps, by, kind.id, tx);
    const chosen = choices.find(({ year }) => year === signing.year) ?? choices[0]!;
    if (chosen.signed) return chosen.signed;
    const { validFrom, validTo } = chosen.period;
    const title = findRole(deps.policy, by.role)?.title ?? "Account holder";
    const documentSha256 = await keepLetter(deps.files, {
      jurisdiction: deps.jurisdiction,
      kind: kind.title,
      subject: `${kind.title}, ${schoolYearLabel(chosen.year)}`,
      date: dayOf(deps.clock),
      from: `${by.name}, ${title}`,
      to: deps.jurisdiction,
      facts: [
        ["Period", period(validFrom, validTo)],
        ["Legal basis", kind.legal_basis],
      ],
      blocks: kind.statement.split(/\n\s*\n/).map((paragraph) => ({ paragraph })),
      signature: { name: by.name, title, at: momentOf(deps.clock) },
    });
    const grant = { account: by.account, kind: kind.id, validFrom, validTo, statement: kind.statement, documentSha256 };
    return (await findGrant(tx, await giveGrant(deps, tx, by, grant)))!;
  });
};
