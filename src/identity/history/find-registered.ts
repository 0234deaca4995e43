// From what a person typed to a student or a number of the registry. Under split custody a number leads to no student.
import { Problem, type Tx } from "../../platform/index.ts";
import { readHandle } from "../registry/references.ts";
import type { Custody } from "../registry/registry-profile.ts";

/** A student and the number it has, where the custody keeps them together. */
export type Student = {
  person: number;
  reference: string;
  number: string | null;
  /** The student who stands for it today, one step on; null for one who stands for itself. */
  superseded_by: number | null;
  by_reference: string | null;
  by_number: string | null;
};

export type Registered = { kind: "student"; student: Student } | { kind: "number"; number: string; by: string | null };

const studentSql = `SELECT p.person, p.reference, h.number, p.superseded_by, n.reference AS by_reference, i.number AS by_number
  FROM identity.person p LEFT JOIN identity.held h ON h.person = p.person
  LEFT JOIN identity.person n ON n.person = p.superseded_by LEFT JOIN identity.held i ON i.person = n.person`;

/** By reference or number. As the registry. */
export const findStudent = async (tx: Tx, handle: string): Promise<Student | undefined> => {
  const { number, reference } = readHandle(handle);
  const { rows } = await tx.query<Student>(
    `${studentSql} WHERE p.reference = $1 OR p.person = (SELECT person FROM identity.held WHERE number = $2)
     ORDER BY h.number = $2 DESC NULLS LAST LIMIT 1`,
    [reference ?? null, number ?? null],
  );
  return rows[0];
};

/** Throws `student-unknown`. */
export const getStudent = async (tx: Tx, handle: string): Promise<Student> => {
  const student = await findStudent(tx, handle);
  if (!student) throw new Problem("student-unknown", { handle: handle.trim() });
  return student;
};

/** As the registry. */
export const studentOf = async (tx: Tx, person: number): Promise<Student> =>
  (await tx.query<Student>(`${studentSql} WHERE p.person = $1`, [person])).rows[0]!;

/** A student, or under split custody a number that was dealt. As the registry. Throws `student-unknown`. */
export const getRegistered = async (tx: Tx, custody: Custody, handle: string): Promise<Registered> => {
  const { number } = readHandle(handle);
  if (custody === "split" && number !== undefined) {
    const { rows } = await tx.query<{ by: string | null }>(
      `SELECT s.by FROM identity.number n LEFT JOIN identity.superseded_number s ON s.number = n.number
       WHERE n.number = $1 AND NOT EXISTS (SELECT FROM identity.undealt u WHERE u.number = n.number)`,
      [number],
    );
    if (rows[0]) return { kind: "number", number, by: rows[0].by };
  }
  return { kind: "student", student: await getStudent(tx, handle) };
};

/** The student and all who were merged into it, by whatever way. As the registry. */
export const treeOf = async (tx: Tx, person: number): Promise<number[]> => {
  const { rows } = await tx.query<{ person: number }>(
    `WITH RECURSIVE tree AS (
       SELECT $1::bigint AS person
       UNION SELECT p.person FROM identity.person p JOIN tree t ON p.superseded_by = t.person)
     SELECT person FROM tree ORDER BY person`,
    [person],
  );
  return rows.map((row) => row.person);
};

/** How a student or a number is named in an answer. */
export type Named = { reference?: string; number?: string };
export const named = ({ reference, number }: Pick<Student, "reference" | "number">): Named => ({
  reference,
  ...(number !== null && { number }),
});
