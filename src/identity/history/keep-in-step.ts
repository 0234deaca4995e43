// What follows from a merge, a split or an undoing: whom to call, and faces for records that leaned on another's.
import { randomUUID } from "node:crypto";
import type { Tx } from "../../platform/index.ts";
import type { Student } from "./find-registered.ts";
import { treeOf } from "./find-registered.ts";

/** The district that was answered last about the student, or about anybody merged into it, is the one to call. As the registry. */
export const recallHolder = async (tx: Tx, person: number): Promise<void> => {
  await tx.query(
    `UPDATE identity.person p SET holder = r.district, holder_school = r.school
     FROM (SELECT district, school FROM identity.request WHERE person = ANY ($2) AND answered_at IS NOT NULL
           ORDER BY answered_at DESC, record DESC LIMIT 1) r
     WHERE p.person = $1`,
    [person, await treeOf(tx, person)],
  );
};

const cells = `first, middle, last, dob, sex, race, town, guardian, ssn, suffix, local, by_ssn, by_local,
  by_birth_first_sound, by_birth_last_sound, by_birth_guardian, by_names_year, by_names_month_day, by_sounds_year_month,
  by_names_guardian`;

const sharedKeys =
  `by_ssn, by_birth_first_sound, by_birth_last_sound, by_birth_guardian, by_names_year, by_names_month_day,
  by_sounds_year_month, by_names_guardian`.split(/,\s+/);

/**
 * Records of these students whose face is another student's now get one of their own, and faces that leaned on another's keys
 * get their own keys: else they could not be found. As the registry.
 */
export const giveFaces = async (tx: Tx, persons: readonly number[]): Promise<void> => {
  await tx.query(
    `INSERT INTO identity.face (record, person, leans_on, ${cells})
     SELECT s.record, now.person, f.leans_on, ${cells.replaceAll(/\w+/g, "f.$&")}
     FROM (SELECT DISTINCT record FROM identity.assignment WHERE person = ANY ($1)) mine
     JOIN identity.source_record s ON s.record = mine.record
     JOIN identity.face f ON f.record = s.face
     JOIN LATERAL (SELECT a.person FROM identity.assignment a WHERE a.record = s.record
                   ORDER BY a.assignment DESC LIMIT 1) now ON true
     WHERE now.person = ANY ($1) AND now.person <> f.person
       AND NOT EXISTS (SELECT FROM identity.face own WHERE own.record = s.record)`,
    [persons],
  );
  await tx.query(
    `UPDATE identity.face own SET leans_on = NULL, ${sharedKeys.map((key) => `${key} = f.${key}`).join(", ")}
     FROM identity.face f
     WHERE own.leans_on = f.record AND own.person <> f.person AND (own.person = ANY ($1) OR f.person = ANY ($1))`,
    [persons],
  );
};

/** Somebody knows that these are two. Remembered once, for ever. As the registry. */
export const rememberApart = async (
  tx: Tx,
  [a, b]: readonly [number, number],
  { account, reason, at }: { account: string; reason: string; at: Date },
): Promise<void> => {
  await tx.query(
    `INSERT INTO identity.apart (one, other, account, reason, at)
     VALUES (least($1::bigint, $2), greatest($1::bigint, $2), $3, $4, $5) ON CONFLICT DO NOTHING`,
    [a, b, account, reason, at],
  );
};

export type NumberChange = {
  merge: string;
  number: string;
  by: string;
  /** Day from which it holds; with `undone`, from which it no longer does. */
  since: string;
  undone: boolean;
};

/** The number of the one gives way to the number of the other: nothing where numbers are not kept with students. As the registry. */
export const supersedeNumber = async (
  tx: Tx,
  {
    merge,
    from,
    into,
    since,
  }: { merge: string; from: Pick<Student, "number">; into: Pick<Student, "number">; since: string },
): Promise<NumberChange | undefined> => {
  if (from.number === null || into.number === null) return undefined;
  await tx.query("INSERT INTO identity.number_merge (merge, number, by, since) VALUES ($1, $2, $3, $4)", [
    ...[merge, from.number, into.number, since],
  ]);
  return { merge, number: from.number, by: into.number, since, undone: false };
};

/** Undefined where the merge was of students alone. As the registry. */
export const restoreNumber = async (tx: Tx, merge: string, since: string): Promise<NumberChange | undefined> => {
  const { rows } = await tx.query<{ number: string; by: string }>(
    "SELECT number, by FROM identity.number_merge WHERE merge = $1",
    [merge],
  );
  if (!rows[0]) return undefined;
  await tx.query("INSERT INTO identity.number_merge_undone (merge, since) VALUES ($1, $2)", [merge, since]);
  return { merge, ...rows[0], since, undone: true };
};

export const newMerge = (): string => randomUUID();
