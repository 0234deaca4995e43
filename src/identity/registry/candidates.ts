// Finding the faces that share a key with a question: one look into a B-tree for each key, never a scan.
import type { Tx } from "../../platform/index.ts";
import { type Cells, cellRoles } from "./facts.ts";
import { type Face, mostFaces } from "./judge-people.ts";
import { type Keys, type MatchKey, matchKeys } from "./match-keys.ts";

type FaceRow = Cells & { rule: number; record: number; person: number; leans: boolean };

const cellColumns = cellRoles.map((role) => `f.${role}`).join(", ");

/** Column to look in, and the key to look for: each key in its own column, then exchanged names in the other's. */
export const places: [MatchKey, MatchKey][] = [
  ...matchKeys.map((key): [MatchKey, MatchKey] => [key, key]),
  ["by_birth_first_sound", "by_birth_last_sound"],
  ["by_birth_last_sound", "by_birth_first_sound"],
];

/** Merges are followed only where there was one: few students ever are merged. */
const headSql = `CASE WHEN (SELECT p.superseded_by FROM identity.person p WHERE p.person = found.person) IS NULL
  THEN person ELSE identity.head(person) END`;

const findSql = `SELECT rule, record, ${headSql} AS person, leans, ${cellRoles.join(", ")} FROM (
  ${places
    .map(
      ([column], at) =>
        `SELECT ${at} AS rule, f.record, f.person, f.leans_on IS NOT NULL AS leans, ${cellColumns} FROM identity.face f
         WHERE f.${column} = $${at + 1}::bigint AND f.person IS NOT NULL`,
    )
    .join("\n  UNION ALL ")}
  LIMIT ${mostFaces * 2}) found`;

/** Each face once, by the first rule that found it. */
export const findFaces = async (tx: Tx, keys: Keys): Promise<Face[]> => {
  const { rows } = await tx.query<FaceRow>({
    name: "identity.find-faces",
    text: findSql,
    values: places.map(([, from]) => keys[from]),
  });
  return facesOf(rows);
};

const facesOf = (rows: readonly FaceRow[]): Face[] => {
  const faces = new Map<number, { rule: number; face: Face }>();
  for (const { rule, record, person, leans, ...cells } of rows) {
    const known = faces.get(record);
    if (known && known.rule <= rule) continue;
    faces.set(record, { rule, face: { record, person, leans, cells: cells as Cells, foundBy: places[rule]![0] } });
  }
  return [...faces.values()].map(({ face }) => face);
};
