// Numbers to deal: drawn in advance, taken from a random place, so that neither order nor time of a number tells whose it is.
import { randomInt } from "node:crypto";
import { type Db, Problem, type Tx } from "../../platform/index.ts";
import { drawStudentNumber } from "../student-number.ts";
import { inRegistry } from "./as-registry.ts";

/** Fewer undealt numbers than this are filled up again. */
const least = 2_000;
const refill = 10_000;

/** Sees to it that `wanted` numbers more can be dealt. In a transaction of its own, before the work that needs them. */
export const stockNumbers = (db: Db, wanted = 1): Promise<void> =>
  inRegistry({ db }, async (tx) => {
    for (let there = await countUndealt(tx); there < wanted + least; there = await countUndealt(tx)) {
      const drawn = Array.from({ length: Math.max(refill, wanted + least - there) }, () => drawStudentNumber());
      await tx.query("SELECT identity.stock($1)", [drawn]);
    }
  });

const countUndealt = async (tx: Tx): Promise<number> =>
  (await tx.query("SELECT count(*) AS n FROM identity.undealt")).rows[0].n;

/** Facts of dealt numbers go where all are, many at once: no transaction of a request is written beside them any more. */
export const settleFacts = (db: Db): Promise<void> =>
  inRegistry({ db }, async (tx) => {
    await tx.query("SELECT identity.settle()");
  });

/** Takes `count` numbers, in no order. As the registry. Throws `no-numbers-left` when the stock was not filled in time. */
export const dealNumbers = async (tx: Tx, count: number): Promise<string[]> => {
  if (count === 0) return [];
  const from = String(1_000_000_000 + randomInt(9_000_000_000));
  // A lone number comes from a random place; many are a random part of the stock.
  const { rows } = await tx.query<{ number: string }>(
    count === 1
      ? {
          name: "identity.deal-one",
          text: `DELETE FROM identity.undealt WHERE number = coalesce(
            (SELECT number FROM identity.undealt WHERE number >= $1 ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED),
            (SELECT number FROM identity.undealt ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)) RETURNING number`,
          values: [from],
        }
      : {
          text: `DELETE FROM identity.undealt WHERE number IN (
            SELECT number FROM identity.undealt ORDER BY random() LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING number`,
          values: [count],
        },
  );
  if (rows.length < count) throw new Problem("no-numbers-left");
  const numbers = rows.map(({ number }) => number);
  for (let at = numbers.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [numbers[at], numbers[other]] = [numbers[other]!, numbers[at]!];
  }
  return numbers;
};
