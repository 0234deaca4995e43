// Two students side by side, before somebody merges them: how far they agree field by field, and what speaks against it.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import type { Tx } from "../../platform/index.ts";
import { type VisibleFacts, visibleFacts } from "../queue/visible-facts.ts";
import { type Holder, holderOf } from "../registry/answer.ts";
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type Cells, cellRoles } from "../registry/facts.ts";
import type { Candidate } from "../registry/judge-people.ts";
import { scoreRecords } from "../score/matcher.ts";
import { getRegistered, type Named, named, type Student, treeOf } from "./find-registered.ts";
import { historyRecords, type RecordRow } from "./history-rows.ts";
import { findApart, pairOf } from "./merge.ts";

export type Side = {
  name: Named;
  /** Absent for a number that stands alone. */
  holder: Holder | undefined;
  records: number;
  /** Of the record that came last, as far as the reader may see them. */
  facts: VisibleFacts;
};

/** How far two records agree, field by field; no value of anybody. */
export type Likeness = Pick<Candidate, "probability" | "guards" | "evidence">;

export type Comparison = {
  /** Gives way. */
  from: Side;
  into: Side;
  /** The best pair of their records; undefined for numbers that stand alone. */
  likeness: Likeness | undefined;
  /** Of two numbers: whether what is kept with each agrees; undefined where one of them has nothing kept. */
  agrees: { birthDate: boolean | undefined; sex: boolean | undefined; race: boolean | undefined } | undefined;
  /** Somebody said that they are two, and why. */
  apart: { reason: string; at: Date } | undefined;
};

/** Throws as `merge` does, except that students known to be two are shown as such. */
export const compare = async (deps: RegistryDeps, actor: Actor, a: string, b: string): Promise<Comparison> => {
  authorize(actor, "identifier.merge");
  const { custody } = deps.profile;
  return inRegistry(deps, async (tx) => {
    const pair = pairOf(await getRegistered(tx, custody, a), await getRegistered(tx, custody, b));
    await recordEvent(tx, {
      ...{ actor: actor.account, action: "identifier.compare", organization: organizationOf(actor.district) },
      details:
        pair.kind === "number"
          ? { of: "numbers", role: actor.role }
          : { student: pair.from.reference, by: pair.into.reference, role: actor.role },
    });
    return pair.kind === "number" ? compareNumbers(tx, pair) : compareStudents(deps, tx, actor, pair);
  });
};

const compareStudents = async (
  deps: RegistryDeps,
  tx: Tx,
  actor: Actor,
  pair: { from: Student; into: Student },
): Promise<Comparison> => ({
  from: await sideOf(deps, tx, actor, pair.from),
  into: await sideOf(deps, tx, actor, pair.into),
  likeness: await likenessOf(deps, tx, pair),
  agrees: undefined,
  apart: await findApart(tx, pair),
});

const sideOf = async (deps: RegistryDeps, tx: Tx, actor: Actor, student: Student): Promise<Side> => {
  const records = await historyRecords(tx, await treeOf(tx, student.person));
  const last: RecordRow | undefined = records.at(-1);
  const { rows } = await tx.query("SELECT holder, holder_school FROM identity.person WHERE person = $1", [
    student.person,
  ]);
  return {
    name: named(student),
    holder: await holderOf(deps, rows[0].holder, rows[0].holder_school),
    records: records.length,
    facts: last ? visibleFacts(deps.profile, actor, last, { district: last.district, asked: false }) : {},
  };
};

/** So many faces of each are compared: more say nothing new. */
const mostFaces = 20;

const likenessOf = async (
  { model, codec, countPeople }: RegistryDeps,
  tx: Tx,
  { from, into }: { from: Student; into: Student },
): Promise<Likeness | undefined> => {
  const [ones, others] = [await facesOf(tx, from.person), await facesOf(tx, into.person)];
  const scores = scoreRecords([...ones, ...others], { model, people: await countPeople(tx) }, codec.table);
  const pairs = ones.flatMap((_, one) =>
    others.map((_, at) => {
      const other = ones.length + at;
      return { one, other, ...scores.judge(one, other) };
    }),
  );
  const best = pairs.sort((a, b) => b.bits - a.bits)[0];
  if (!best) return undefined;
  const { probability, guards, one, other } = best;
  return { probability, guards, evidence: scores.explain(one, other) };
};

const facesOf = async (tx: Tx, person: number): Promise<Cells[]> => {
  const { rows } = await tx.query<Cells>(
    `SELECT ${cellRoles.join(", ")} FROM identity.face WHERE person = ANY ($1) ORDER BY record DESC LIMIT ${mostFaces}`,
    [await treeOf(tx, person)],
  );
  return rows;
};

const compareNumbers = async (tx: Tx, { from, into }: { from: string; into: string }): Promise<Comparison> => {
  const { rows } = await tx.query(
    `WITH known AS (
       SELECT n.number, coalesce(u.birth_date, f.birth_date) AS birth_date, coalesce(u.sex, f.sex) AS sex,
         coalesce(u.race_ethnicity, f.race_ethnicity) AS race
       FROM identity.number n LEFT JOIN identity.unsettled u ON u.number = n.number
       LEFT JOIN identity.number_fact f ON f.number = n.number WHERE n.number IN ($1, $2))
     SELECT a.birth_date = b.birth_date AS "birthDate", a.sex = b.sex AS sex, a.race = b.race AS race
     FROM known a, known b WHERE a.number = $1 AND b.number = $2`,
    [from, into],
  );
  const { birthDate, sex, race } = rows[0];
  const side = (number: string): Side => ({ name: { number }, holder: undefined, records: 0, facts: {} });
  return {
    ...{ from: side(from), into: side(into), likeness: undefined, apart: undefined },
    agrees: { birthDate: birthDate ?? undefined, sex: sex ?? undefined, race: race ?? undefined },
  };
};
