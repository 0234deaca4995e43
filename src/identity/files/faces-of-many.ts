// Finding the faces that share a key with any of many questions: in one statement, for each question one look into a B-tree for
// each key; each face's cells travel once.
import type { Tx } from "../../platform/index.ts";
import { places } from "../registry/candidates.ts";
import { type Cells, cellRoles } from "../registry/facts.ts";
import { type Face, mostFaces } from "../registry/judge-people.ts";
import { type Keys, matchKeys } from "../registry/match-keys.ts";

const ruleRoom = 16;

/** Of each question the faces as record * 16 + rule. The limit is that of a single question. */
const findSql = `SELECT array_to_string(ARRAY(
    SELECT * FROM (
      ${places
        .map(
          ([column, from], rule) =>
            `SELECT f.record * ${ruleRoom} + ${rule} FROM identity.face f WHERE f.${column} = q.${from} AND f.person IS NOT NULL`,
        )
        .join("\n      UNION ALL ")}
      LIMIT ${mostFaces * 2}) found), ',') AS found
  FROM unnest(${matchKeys.map((_, at) => `$${at + 1}::bigint[]`).join(", ")}) WITH ORDINALITY
    AS q(${matchKeys.join(", ")}, place)
  ORDER BY place`;

const cellsSql = `SELECT f.record, coalesce(identity.head(m.person), f.person), f.leans_on IS NOT NULL, ${cellRoles.map((role) => `f.${role}`).join(", ")}
  FROM unnest($1::bigint[]) AS wanted JOIN identity.face f ON f.record = wanted
  LEFT JOIN identity.person m ON m.person = f.person AND m.superseded_by IS NOT NULL`;

/** A face that some questions found. `at`: its place among all that were found. */
export type FoundFace = { at: number; rule: number };
export type FacesOfMany = { faces: Omit<Face, "foundBy">[]; of: FoundFace[][] };

/** In the order of the questions; each face of a question once, by the first rule that found it. As the registry. */
export const findFacesOfMany = async (tx: Tx, questions: readonly Keys[]): Promise<FacesOfMany> => {
  const { rows: found } = await tx.query<{ found: string }>({
    name: "identity.find-faces-of-many",
    text: findSql,
    values: matchKeys.map((key) => `{${questions.map((keys) => keys[key] ?? "NULL").join(",")}}`),
  });
  const placeOf = new Map<number, number>();
  const of = found.map((row) => {
    const rules = new Map<number, number>();
    if (row.found !== "")
      for (const packed of row.found.split(",")) {
        const number = Number(packed);
        const rule = number % ruleRoom;
        const record = (number - rule) / ruleRoom;
        if ((rules.get(record) ?? ruleRoom) > rule) rules.set(record, rule);
      }
    return [...rules].map(([record, rule]): FoundFace => {
      const at = placeOf.get(record) ?? placeOf.size;
      placeOf.set(record, at);
      return { at, rule };
    });
  });
  return { faces: await readFaces(tx, placeOf), of };
};

const readFaces = async (tx: Tx, placeOf: ReadonlyMap<number, number>): Promise<FacesOfMany["faces"]> => {
  const faces: FacesOfMany["faces"] = new Array(placeOf.size);
  if (placeOf.size === 0) return faces;
  const { rows } = await tx.query<[number, number, boolean, ...string[]]>({
    name: "identity.cells-of-many",
    text: cellsSql,
    values: [`{${[...placeOf.keys()].join(",")}}`],
    rowMode: "array",
  });
  for (const [record, person, leans, ...cells] of rows)
    faces[placeOf.get(record)!] = {
      record,
      person,
      leans,
      cells: Object.fromEntries(cellRoles.map((role, at) => [role, cells[at]])) as Cells,
    };
  return faces;
};
