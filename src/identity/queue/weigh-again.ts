// What a waiting question would be answered today: while it waited, the same child may have come in by another request.
import type { Tx } from "../../platform/index.ts";
import { findFaces } from "../registry/candidates.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type Cells, cellRoles } from "../registry/facts.ts";
import { type Face, judgePeople, type Verdict } from "../registry/judge-people.ts";
import { type Keys, matchKeys } from "../registry/match-keys.ts";

/** The question as the matcher compares it, and the keys under which others find it. */
export type AskedFace = { record: number; cells: Cells; keys: Keys };

export const findAskedFace = async (tx: Tx, request: string): Promise<AskedFace | undefined> => {
  // Keys are 64 bits: more than a number of JavaScript holds.
  const { rows } = await tx.query(
    `SELECT f.record, ${cellRoles.map((role) => `f.${role}`).join(", ")}, ${matchKeys.map((key) => `f.${key}::text`).join(", ")}
     FROM identity.request r JOIN identity.face f ON f.record = r.record WHERE r.request = $1`,
    [request],
  );
  const row = rows[0];
  if (!row) return undefined;
  const part = <Name extends string>(names: readonly Name[]) =>
    Object.fromEntries(names.map((name) => [name, row[name]])) as Record<Name, never>;
  return { record: row.record, cells: part(cellRoles), keys: part(matchKeys) };
};

export type Weighed = { verdict: Verdict; faces: Face[] };

/** As the registry, with the locks on the question's keys. */
export const weighAgain = async (deps: RegistryDeps, tx: Tx, { cells, keys }: AskedFace): Promise<Weighed> => {
  const faces = await findFaces(tx, keys);
  const people = await deps.countPeople(tx);
  return { verdict: judgePeople(cells, faces, { model: deps.model, people, values: deps.codec.table }), faces };
};

/** What a child is called everywhere: a district's own identifier is not of that kind. */
const wordRoles = cellRoles.filter((role) => role !== "local");

/** Students who are known by exactly these words already. */
export const sameWords = ({ cells }: AskedFace, faces: readonly Face[]): number[] => [
  ...new Set(
    faces.filter((face) => wordRoles.every((role) => face.cells[role] === cells[role])).map(({ person }) => person),
  ),
];
