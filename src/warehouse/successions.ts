// Students who were counted under two pseudonyms, because they had two numbers: which one stands for which, from when to when.
// Snapshots keep what was certified; a query reads them through the successions of its day.
import { createHash } from "node:crypto";
import type { Db, Tx } from "../platform/index.ts";

/** On a day, the pseudonyms that another stands for; of a chain, the last. */
export type Succession = { pseudonym: string; by: string };

/** A number that gave way to another, or came back. `merge`: the same for both. */
export type NumberSucceeded = { merge: string; number: string; by: string; since: string; undone: boolean };

export const keepSuccession = async (
  tx: Tx,
  pseudonym: (identifier: string) => string,
  { merge, number, by, since, undone }: NumberSucceeded,
): Promise<void> => {
  if (undone) await tx.query("INSERT INTO warehouse.succession_ended (merge, since) VALUES ($1, $2)", [merge, since]);
  else
    await tx.query("INSERT INTO warehouse.succession (merge, pseudonym, by, since) VALUES ($1, $2, $3, $4)", [
      ...[merge, pseudonym(number), pseudonym(by), since],
    ]);
};

/** Those that hold at the end of `day`, by pseudonym. */
export const listSuccessions = async (db: Db, day: string): Promise<Succession[]> => {
  const { rows } = await db.query<Succession>(
    `WITH RECURSIVE held AS (
       SELECT s.pseudonym, s.by FROM warehouse.succession s LEFT JOIN warehouse.succession_ended e ON e.merge = s.merge
       WHERE s.since <= $1 AND (e.since IS NULL OR e.since > $1)
     ), led AS (
       SELECT pseudonym, by FROM held
       UNION SELECT led.pseudonym, held.by FROM led JOIN held ON held.pseudonym = led.by
     )
     SELECT pseudonym, by FROM led WHERE NOT EXISTS (SELECT FROM held WHERE held.pseudonym = led.by) ORDER BY pseudonym`,
    [day],
  );
  return rows;
};

/** Names a list of successions, so that a report can say by which it was computed. */
export const successionsHash = (successions: readonly Succession[]): string =>
  createHash("sha256").update(JSON.stringify(successions)).digest("hex");
