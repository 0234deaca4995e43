// Compares the database with the policy and names every difference. Changes nothing: what it makes, it rolls back.
import type { Db, Tx } from "../../platform/index.ts";
import type { AccessPolicy } from "../policy/policy.ts";
import { recordTableNames } from "../policy/record-fields.ts";
import { type Facts, readFacts, writtenConditions } from "./catalog-facts.ts";
import { expectedFacts, rowPoliciesOf } from "./expected-facts.ts";
import { viewersOf } from "./policy-sql.ts";

/** Undefined where one side says nothing: a right that the policy does not know, or one that the database lacks. */
export type Difference = { subject: string; policy: string | undefined; database: string | undefined };

const compareFacts = (expected: Facts, found: Facts): Difference[] =>
  [...new Set([...expected.keys(), ...found.keys()])]
    .map((subject) => ({ subject, policy: expected.get(subject), database: found.get(subject) }))
    .filter(({ policy, database }) => policy !== database)
    .sort((one, other) => (one.subject < other.subject ? -1 : 1));

/** The number of facts compared, so that nobody takes an empty comparison for a good one. */
export type CatalogCheck = { compared: number; differences: Difference[] };

/** Needs the owner's role. */
export const checkCatalog = async (owner: Db, policy: AccessPolicy): Promise<CatalogCheck> => {
  const tx: Tx = await owner.connect();
  try {
    await tx.query("BEGIN");
    const viewers = viewersOf(policy).map(({ viewer }) => viewer);
    const found = await readFacts(tx, viewers, recordTableNames);
    const expected = expectedFacts(policy, await writtenConditions(tx, rowPoliciesOf()));
    return { compared: expected.size, differences: compareFacts(expected, found) };
  } finally {
    await tx.query("ROLLBACK");
    tx.release();
  }
};

export const differenceWords = ({ subject, policy, database }: Difference): string =>
  `${subject}: the policy says ${policy ?? "nothing"}; the database says ${database ?? "nothing"}`;
