// The state corrects what is kept with a number: a birth date that a district proved wrong, a gender, a race. Source records stay
// as they were sent, and matching goes by them; collections and reports go by what is corrected here.
import { type Actor, authorize } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx } from "../../platform/index.ts";
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { meantChoice } from "../registry/fact-choices.ts";
import { readDay } from "../registry/read-facts.ts";

const correctable = ["birth_date", "sex", "race_ethnicity"] as const;
/** Facts that are not named stay as they are. */
export type NumberFacts = Partial<Record<(typeof correctable)[number], string>>;

/**
 * Whose number it is, the correction does not know. The log says who corrected which facts, and neither number nor reason, which
 * may name somebody: a row of the number is written in the same transaction. Throws `denied`, `number-unknown`, `facts-unusable`.
 */
export const correctFacts = async (
  deps: RegistryDeps,
  actor: Actor,
  number: string,
  facts: NumberFacts,
): Promise<void> => {
  authorize(actor, "identifier.merge");
  const checked = checkFacts(deps, facts);
  await inRegistry(deps, async (tx) => {
    if (!(await isDealt(tx, number))) throw new Problem("number-unknown", { number });
    await tx.query(
      `INSERT INTO identity.unsettled (number, birth_date, sex, race_ethnicity)
         SELECT $1, coalesce($2::date, f.birth_date), coalesce($3, f.sex), coalesce($4, f.race_ethnicity)
         FROM (SELECT 1) one LEFT JOIN identity.number_fact f ON f.number = $1
         ON CONFLICT (number) DO UPDATE SET birth_date = coalesce($2::date, unsettled.birth_date),
           sex = coalesce($3, unsettled.sex), race_ethnicity = coalesce($4, unsettled.race_ethnicity)`,
      [number, ...correctable.map((fact) => checked[fact] ?? null)],
    );
    await recordEvent(tx, {
      actor: actor.account,
      action: "identifier.correct-facts",
      details: { facts: Object.keys(checked), role: actor.role },
    });
  });
};

const checkFacts = (deps: RegistryDeps, facts: NumberFacts): NumberFacts => {
  const refuse = (detail: string): Problem => new Problem("facts-unusable", { detail });
  const checked: NumberFacts = {};
  const choices = deps.choices();
  for (const fact of correctable) {
    const value = facts[fact]?.trim();
    if (value === undefined) continue;
    if (fact === "birth_date") {
      const day = readDay(value);
      if (day === undefined || day > dayOf(deps.clock))
        throw refuse(`${value} is no birth date: a day of the past, such as 4/30/2015 or 2015-04-30.`);
      checked[fact] = day;
    } else {
      const known = choices[fact];
      const meant = known ? meantChoice(known, value) : value;
      if (!meant) throw refuse(`${value} is none of the codes ${known?.map((choice) => choice.value).join(", ")}.`);
      checked[fact] = meant;
    }
  }
  if (Object.keys(checked).length === 0) throw refuse("Name what should be corrected: birth date, sex or race.");
  return checked;
};

/** As the registry. */
const isDealt = async (tx: Tx, number: string): Promise<boolean> => {
  const { rowCount } = await tx.query(
    `SELECT FROM identity.number n WHERE n.number = $1
     AND NOT EXISTS (SELECT FROM identity.undealt u WHERE u.number = n.number)`,
    [number],
  );
  return rowCount === 1;
};
