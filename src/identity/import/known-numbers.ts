// Numbers of a file that the registry has already: with the same facts they are the same student's, and nothing is left to do; else
// the file is wrong, or the registry is.

import type { Tx } from "../../platform/index.ts";
import type { FileFindings } from "../files/findings.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type Cells, cellRoles } from "../registry/facts.ts";
import { type NumberedRow, numberColumn } from "./read-numbered.ts";

/** A row for each record of the student who has the number; one without cells where no student stands beside it. */
const knownSql = `SELECT n.number, f.record IS NOT NULL AS seen, ${cellRoles.map((role) => `f.${role}`).join(", ")}
  FROM identity.number n
  LEFT JOIN identity.held h ON h.number = n.number
  LEFT JOIN identity.assignment a ON a.person = h.person
  LEFT JOIN identity.source_record s ON s.record = a.record
  LEFT JOIN identity.face f ON f.record = coalesce(s.face, s.record)
  WHERE n.number = ANY ($1) AND NOT EXISTS (SELECT FROM identity.undealt u WHERE u.number = n.number)`;

const findKnown = async (tx: Tx, numbers: readonly string[]): Promise<Map<string, Cells[]>> => {
  const { rows } = await tx.query<{ number: string; seen: boolean } & Cells>({
    name: "identity.known-numbers",
    text: knownSql,
    values: [numbers],
  });
  const known = new Map<string, Cells[]>();
  for (const { number, seen, ...cells } of rows)
    known.set(number, [...(known.get(number) ?? []), ...(seen ? [cells] : [])]);
  return known;
};

/** Rows that are not in the registry yet. Numbers of other students are findings. As the registry. */
export const unknownRows = async (
  { codec, profile }: Pick<RegistryDeps, "codec" | "profile">,
  tx: Tx,
  rows: readonly NumberedRow[],
  findings: FileFindings,
): Promise<NumberedRow[]> => {
  const known = await findKnown(
    tx,
    rows.map(({ number }) => number),
  );
  return rows.filter(({ line, number, cells }) => {
    const records = known.get(number);
    if (records === undefined) return true;
    const kept = codec.keep(cells);
    const same = records.some((record) => cellRoles.every((role) => record[role] === kept[role]));
    if (same) return false;
    if (profile.custody === "split")
      findings.add(
        line,
        numberColumn,
        `The number ${number} is in the registry, which does not know whose it is.`,
        "Leave out students who came in with a number before, or who were given one.",
      );
    else
      findings.add(
        line,
        numberColumn,
        `The number ${number} is a student's with other facts.`,
        "Compare the two; if it is the same student, leave the row out.",
      );
    return false;
  });
};
