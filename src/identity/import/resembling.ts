// Who comes in with a number is a student of its own, for the number says so. Whom it resembles all the same is remembered for a
// person to look at, and to merge.
import type { Tx } from "../../platform/index.ts";
import { findFacesOfMany } from "../files/faces-of-many.ts";
import { places } from "../registry/candidates.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { judgeAmong } from "../registry/judge-people.ts";
import { scoreRecords } from "../score/matcher.ts";
import type { WrittenStudent } from "./write-students.ts";

/** So many are remembered of one student, the likeliest. */
const mostOthers = 3;

/** Of students just written, those who were there before them, students of the same piece included. As the registry. */
export const rememberResembling = async (
  deps: RegistryDeps,
  tx: Tx,
  id: string,
  students: readonly WrittenStudent[],
): Promise<void> => {
  const { faces, of } = await findFacesOfMany(
    tx,
    students.map(({ keys }) => keys),
  );
  const records = [...students.map(({ cells }) => cells), ...faces.map(({ cells }) => cells)];
  const scores = scoreRecords(records, { model: deps.model, people: await deps.countPeople(tx) }, deps.codec.table);
  const pairs = students.flatMap(({ person, record, cells }, at) => {
    const found = of[at]!.map(({ at: place, rule }) => ({
      at: students.length + place,
      face: { ...faces[place]!, foundBy: places[rule]![0] },
    })).filter(({ face }) => face.record < record && face.person !== person);
    const { outcome, candidates } = judgeAmong({ scores, version: deps.model.version }, { at, cells }, found);
    if (outcome === "new") return [];
    return candidates
      .slice(0, mostOthers)
      .map(({ person: other, probability }) => ({ person, other, import: id, probability }));
  });
  if (pairs.length === 0) return;
  await tx.query(
    `INSERT INTO identity.resembling (person, other, import, probability)
     SELECT person, other, import, probability FROM json_populate_recordset(NULL::identity.resembling, $1)`,
    [JSON.stringify(pairs)],
  );
};

type One = { reference: string; number?: string };
/** Under split custody without numbers: the registry does not know them. */
export type Resembling = { student: One; other: One; probability: number };

/** So many are told; a file of brothers and sisters has many. */
const mostTold = 1_000;

/** Of an import those who are still two students and whom nobody said to be two, the likeliest first. As the registry. */
export const listResembling = async (tx: Tx, id: string): Promise<{ total: number; pairs: Resembling[] }> => {
  const { rows } = await tx.query(
    `SELECT p.reference, h.number, o.reference AS other, i.number AS other_number, r.probability, count(*) OVER () AS total
     FROM identity.resembling r
     JOIN identity.person p ON p.person = r.person LEFT JOIN identity.held h ON h.person = p.person
     JOIN identity.person o ON o.person = r.other LEFT JOIN identity.held i ON i.person = o.person
     WHERE r.import = $1 AND identity.head(r.person) <> identity.head(r.other) AND NOT EXISTS (
       SELECT FROM identity.apart a
       WHERE a.one = least(r.person, r.other) AND a.other = greatest(r.person, r.other))
     ORDER BY r.probability DESC, p.reference, o.reference LIMIT ${mostTold}`,
    [id],
  );
  const one = (reference: string, number: string | null): One => ({ reference, ...(number !== null && { number }) });
  return {
    total: Number(rows[0]?.total ?? 0),
    pairs: rows.map(({ reference, number, other, other_number, probability }) => ({
      student: one(reference, number),
      other: one(other, other_number),
      probability,
    })),
  };
};
