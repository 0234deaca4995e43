// A student as a person names one: by the reference, or by the number where the custody keeps it beside the student.
import { Problem, type Tx } from "../../platform/index.ts";
import { readHandle } from "../registry/references.ts";

/** The student it is today, merges followed. Throws `student-unknown`. */
export const studentOf = async (tx: Tx, handle: string): Promise<number> => {
  const { reference, number } = readHandle(handle);
  const { rows } = await tx.query(
    `SELECT identity.head(person) AS person FROM (
       SELECT person FROM identity.person WHERE reference = $1
       UNION ALL SELECT person FROM identity.held WHERE number = $2) named LIMIT 1`,
    [reference, number],
  );
  if (!rows[0]) throw new Problem("student-unknown", { handle: handle.slice(0, 40) });
  return rows[0].person;
};

/** Throws `known-apart` when somebody decided before that just these words are another student's than `chosen`. */
export const refuseApart = async (tx: Tx, chosen: number, others: readonly number[]): Promise<void> => {
  if (others.length === 0 || others.includes(chosen)) return;
  const { rows } = await tx.query(
    `WITH RECURSIVE meant AS (
       SELECT $1::bigint AS person UNION SELECT p.person FROM identity.person p JOIN meant m ON p.superseded_by = m.person
     ), worded AS (
       SELECT unnest($2::bigint[]) AS person
       UNION SELECT p.person FROM identity.person p JOIN worded w ON p.superseded_by = w.person
     ) SELECT p.reference FROM meant m
       JOIN identity.apart a ON m.person IN (a.one, a.other)
       JOIN worded w ON w.person IN (a.one, a.other)
       JOIN identity.person p ON p.person = identity.head(w.person)
       WHERE w.person <> m.person LIMIT 1`,
    [chosen, others],
  );
  if (rows[0]) throw new Problem("known-apart", { other: rows[0].reference });
};
