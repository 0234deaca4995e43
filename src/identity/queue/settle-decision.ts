// Makes a decision lasting: the record that was asked with becomes the student's, and the answer is there, or owed to the asker
// where nobody but the asker may know the number.
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../platform/index.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { dealNumbers } from "../registry/numbers.ts";
import { drawReference } from "../registry/references.ts";
import { nextIds, writeNumberFacts } from "../registry/store.ts";
import type { NearRow } from "./waiting-rows.ts";
import type { Weighed } from "./weigh-again.ts";

/** `record`: what was asked with. `why`: the decider's reason. */
export type Settling = { actor: Actor; row: NearRow; record: number; why: string; weighed: Weighed };

/** `apart`: the students whom the decider saw and found to be others. Remembered for ever. */
export const settleNew = async (
  deps: RegistryDeps,
  tx: Tx,
  settling: Settling & { apart: readonly number[] },
): Promise<void> => {
  const { row, actor, apart, why } = settling;
  const person = (await nextIds(tx, 0, 1)).persons[0]!;
  await tx.query(
    `INSERT INTO identity.person (person, reference, origin, holder, holder_school) VALUES ($1, $2, $3, $3, $4)`,
    [person, drawReference(), row.district, row.school],
  );
  await tx.query(
    `INSERT INTO identity.apart (one, other, account, reason, at)
     SELECT least($1, seen), greatest($1, seen), $3, $4, $5 FROM (SELECT DISTINCT unnest($2::bigint[]) AS seen) candidates
     ON CONFLICT DO NOTHING`,
    [person, apart, actor.account, why, deps.clock.now()],
  );
  const { custody } = deps.profile;
  if (custody !== "split") {
    const [number] = await dealNumbers(tx, 1);
    await tx.query("INSERT INTO identity.held (person, number) VALUES ($1, $2)", [person, number]);
    await keepNumberFacts(tx, number!, row);
  }
  await assign(deps, tx, settling, person, custody === "split" ? "owed" : "told");
};

/** Nothing is kept of a number where no fact is kept in the clear. */
export const keepNumberFacts = async (
  tx: Tx,
  number: string,
  { birth_date, sex, race_ethnicity }: Pick<Settling["row"], "birth_date" | "sex" | "race_ethnicity">,
): Promise<void> => {
  if (birth_date)
    await writeNumberFacts(tx, [{ number, birth_date, sex: sex ?? "", race_ethnicity: race_ethnicity ?? "" }]);
};

export const settleSame = async (
  deps: RegistryDeps,
  tx: Tx,
  settling: Settling & { person: number },
): Promise<void> => {
  const { row, person } = settling;
  // The district that asked last holds the record: it is the one to call from now on.
  await tx.query("UPDATE identity.person SET holder = $2, holder_school = $3 WHERE person = $1", [
    ...[person, row.district, row.school],
  ]);
  await assign(deps, tx, settling, person, "told");
};

const assign = async (
  deps: RegistryDeps,
  tx: Tx,
  { actor, row, record, why, weighed }: Settling,
  person: number,
  number: "owed" | "told",
): Promise<void> => {
  const at = deps.clock.now();
  const split = deps.profile.custody === "split";
  const probability = weighed.verdict.candidates.find((candidate) => candidate.person === person)?.probability;
  await tx.query("UPDATE identity.face SET person = $2 WHERE record = $1", [record, person]);
  await tx.query(
    `INSERT INTO identity.assignment (record, person, why, account, reason, model, probability, at)
     VALUES ($1, $2, 'decided', $3, $4, $5, $6, $7)`,
    [record, person, actor.account, why, weighed.verdict.model, probability, at],
  );
  // Whose child is meant: the district needs that no longer, unless a number is still to be fetched.
  await tx.query(
    `UPDATE identity.request SET person = $2, answered_at = $3, owed = $4,
       local_identifier = CASE WHEN $5 THEN NULL ELSE local_identifier END WHERE request = $1`,
    [row.request, person, at, number === "owed", split && number === "told"],
  );
  if (!split)
    await tx.query("INSERT INTO identity.change (kind, person, district, at) VALUES ('assigned', $1, $2, $3)", [
      ...[person, row.district, at],
    ]);
};
