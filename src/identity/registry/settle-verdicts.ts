// Makes verdicts lasting: new students get reference and number, source records and faces are kept as the custody allows.
import { randomUUID } from "node:crypto";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../platform/index.ts";
import type { RegistryDeps } from "./create-registry.ts";
import { type CellRole, type Cells, cellRoles, type StudentFacts } from "./facts.ts";
import type { Face, Verdict } from "./judge-people.ts";
import type { NextIds } from "./locks.ts";
import type { Keys } from "./match-keys.ts";
import { dealNumbers } from "./numbers.ts";
import { drawReference } from "./references.ts";
import { hashOfKey, sealNumber } from "./seal-answer.ts";
import { writeAnswers, writeNumberFacts } from "./store.ts";
import type { Written } from "./written-rows.ts";

/** A question with its verdict. */
export type Judged = {
  /** Of its record, and of the student if it is new: a later question of the list may be of the same one. */
  ids: NextIds;
  district: number;
  school: number | undefined;
  localIdentifier: string;
  facts: StudentFacts;
  key: string;
  contentHash: Buffer;
  file?: string | undefined;
  rowNumber?: number | undefined;
  /** Cells as they are kept. */
  cells: Cells;
  keys: Keys;
  faces: readonly Face[];
  verdict: Verdict;
};

/** `number`: of a student who is new. */
export type Settled = { request: string; person: number | undefined; number: string | undefined };

/** Writes all, in their order. As the registry, with the locks taken. */
export const settleVerdicts = async (
  deps: RegistryDeps,
  tx: Tx,
  actor: Actor,
  all: readonly Judged[],
): Promise<Settled[]> => {
  const { custody } = deps.profile;
  const news = all.filter(({ verdict }) => verdict.outcome === "new").length;
  const numbers = await dealNumbers(tx, news);
  const at = deps.clock.now();
  const given: (string | undefined)[] = [];
  const numberFacts: Parameters<typeof writeNumberFacts>[1][number][] = [];
  const written = all.map((one): Written => {
    const { verdict, district, school, localIdentifier, facts, key } = one;
    const { outcome, candidates } = verdict;
    const isNew = outcome === "new";
    const person = isNew ? one.ids.person : outcome === "match" ? candidates[0]!.person : undefined;
    const number = isNew ? numbers.pop()! : undefined;
    given.push(number);
    const request = randomUUID();
    if (number) {
      const { birth_date, sex, race_ethnicity } = facts;
      numberFacts.push({ number, birth_date, sex, race_ethnicity });
    }
    const { sameFace, leansOn } = faceOf(one, person);
    return {
      request,
      record: one.ids.record,
      person,
      newReference: isNew ? drawReference() : undefined,
      heldNumber: custody === "split" ? undefined : number,
      district,
      school,
      account: actor.account,
      keyHash: hashOfKey(key),
      contentHash: one.contentHash,
      file: one.file,
      rowNumber: one.rowNumber,
      localIdentifier: custody === "split" ? undefined : localIdentifier,
      // A near match must be found again in the district's own files when it is answered.
      waitingLocalIdentifier: custody !== "split" || outcome === "near" ? localIdentifier : undefined,
      facts: custody === "encoded" ? undefined : facts,
      face: Object.assign({}, one.cells, one.keys),
      sameFace,
      leansOn,
      outcome,
      why: isNew ? "new" : "match",
      // The rows of a file are sealed together.
      sealed:
        custody === "split" && number && one.file === undefined ? sealNumber(key, request, { number }) : undefined,
      model: verdict.model,
      probability: candidates[0]?.probability,
      reason: verdict.reason,
      candidates,
      at,
    };
  });
  await writeAnswers(tx, written);
  await writeNumberFacts(tx, numberFacts);
  return written.map(({ request, person }, at) => ({ request, person, number: given[at] }));
};

/**
 * The student's record that has just these cells: the same words again say nothing new. Else the one that differs in the local
 * number alone, as when a student moves: it is found under the same keys.
 */
const faceOf = ({ cells, faces }: Judged, person: number | undefined): Pick<Written, "sameFace" | "leansOn"> => {
  const same = (face: Face, but?: CellRole): boolean =>
    face.person === person && cellRoles.every((role) => role === but || face.cells[role] === cells[role]);
  const sameFace = person === undefined ? undefined : faces.find((face) => same(face))?.record;
  if (sameFace !== undefined || person === undefined) return { sameFace, leansOn: undefined };
  return { sameFace, leansOn: faces.find((face) => !face.leans && same(face, "local"))?.record };
};
