// SQL that the log's readers need of accounts: names, sessions, and the names by which events know a student.
import type { Tx } from "../platform/index.ts";

export type Person = { account: string; name: string; email: string | null };

/** Who the actors of events are; an account that is no person (the operator, nobody) has its own words. */
export const selectPeople = async (tx: Tx, accounts: readonly string[]): Promise<Map<string, Person>> => {
  const { rows } = await tx.query<Person>(
    "SELECT id::text AS account, name, email FROM access.account WHERE id::text = ANY ($1)",
    [[...new Set(accounts)]],
  );
  return new Map(rows.map((row) => [row.account, row]));
};

/** The account of an id or e-mail address, in use or not. */
export const findPerson = async (tx: Tx, key: string): Promise<Person | undefined> =>
  (
    await tx.query<Person>(
      "SELECT id::text AS account, name, email FROM access.account WHERE id::text = $1 OR email = lower($1)",
      [key],
    )
  ).rows[0];

export const wasAssignedIn = async (tx: Tx, account: string, district: number): Promise<boolean> =>
  (
    await tx.query(
      "SELECT EXISTS (SELECT FROM access.assignment WHERE account_id::text = $1 AND district = $2) AS found",
      [account, district],
    )
  ).rows[0].found;

/** Newest first. `to` null: still open. */
export const selectSessions = async (
  tx: Tx,
  account: string,
  now: Date,
  limit: number,
): Promise<{ from: Date; to: Date | null }[]> =>
  (
    await tx.query(
      `SELECT created_at AS "from", CASE WHEN ended_at IS NOT NULL OR expires_at <= $2 THEN least(ended_at, expires_at) END AS "to"
       FROM access.session WHERE account_id::text = $1 ORDER BY created_at DESC LIMIT $3`,
      [account, now, limit],
    )
  ).rows;

/** All names by which events know the student of this number; the number itself where nothing is known of it. */
export const selectStudentKeys = async (tx: Tx, student: string): Promise<string[]> =>
  (await tx.query("SELECT access.student_keys($1) AS keys", [student])).rows[0].keys;

/** Whether the student of these names is the district's today. */
export const isStudentOf = async (tx: Tx, keys: string[], district: number): Promise<boolean> =>
  (await tx.query("SELECT access.is_student_of($1, $2) AS found", [keys, district])).rows[0].found;
