// Students who come in with a number: person, record, face, and where numbers are kept with students, the number. All of a piece in
// one statement.
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../platform/index.ts";
import { keepCells } from "../files/ask-many.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type Cells, cellRoles, factNames, type StudentFacts } from "../registry/facts.ts";
import { type Keys, matchKeys } from "../registry/match-keys.ts";
import { drawReference } from "../registry/references.ts";
import { insertRows, nextIds } from "../registry/store.ts";
import type { NumberedRow } from "./read-numbered.ts";

/** A student as written. `cells`: as kept. */
export type WrittenStudent = { person: number; record: number; cells: Cells; keys: Keys };

/** A Social Security number is kept as a cell alone. */
const keptFacts = factNames.filter((fact) => fact !== "ssn");

const writeSql = `WITH
  persons AS (${insertRows("person", 1, ["person", "reference", "origin", "holder", "holder_school"])}),
  records AS (${insertRows("source_record", 2, ["record", "district", "school", "local_identifier", ...keptFacts])}),
  faces AS (${insertRows("face", 3, ["record", "person", ...cellRoles, ...matchKeys])}),
  held AS (${insertRows("held", 4, ["person", "number"])}),
  changes AS (${insertRows("change", 6, ["kind", "person", "district", "at"])})
  ${insertRows("assignment", 5, ["record", "person", "why", "account", "reason", "model", "at"])}`;

/** In their order. As the registry. */
export const writeStudents = async (
  deps: RegistryDeps,
  tx: Tx,
  { account }: Actor,
  rows: readonly NumberedRow[],
): Promise<WrittenStudent[]> => {
  const { custody } = deps.profile;
  const together = custody !== "split";
  const at = deps.clock.now();
  const ids = await nextIds(tx, rows.length, rows.length);
  const written = rows.map((row, place) => ({
    ...{ row, person: ids.persons[place]!, record: ids.records[place]! },
    ...keepCells(deps, row.cells),
  }));
  await tx.query({
    name: "identity.write-imported",
    text: writeSql,
    values: [
      written.map(({ person, row: { district, school } }) => ({
        ...{ person, reference: drawReference(), origin: district, holder: district, holder_school: school },
      })),
      written.map(({ record, row: { district, school, localIdentifier, facts } }) => ({
        ...{ record, district, school, local_identifier: together && localIdentifier !== "" ? localIdentifier : null },
        ...(custody !== "encoded" && filled(facts)),
      })),
      written.map(({ record, person, cells, keys }) => ({ record, person, ...cells, ...keys })),
      together ? written.map(({ person, row: { number } }) => ({ person, number })) : [],
      written.map(({ record, person }) => ({
        ...{ record, person, why: "import", account, reason: "came with a number of its own", at },
        model: deps.model.version,
      })),
      together ? written.map(({ person, row: { district } }) => ({ kind: "assigned", person, district, at })) : [],
    ].map((part) => JSON.stringify(part)),
  });
  return written.map(({ person, record, cells, keys }) => ({ person, record, cells, keys }));
};

const filled = (facts: StudentFacts): Partial<StudentFacts> =>
  Object.fromEntries(keptFacts.flatMap((fact) => (facts[fact] === "" ? [] : [[fact, facts[fact]]])));
