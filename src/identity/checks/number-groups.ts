// What reports count students by, by number and without a name: sex and race as the registry keeps them. For the warehouse.
import type { Tx } from "../../platform/index.ts";

export type NumberGroup = { sex: string | null; race: string | null };

/** Of the numbers that the registry knows; the others are not there. */
export const findNumberGroups = async (
  tx: Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, NumberGroup>> => {
  const { rows } = await tx.query<NumberGroup & { number: string }>(
    "SELECT number, sex, race_ethnicity AS race FROM identity.number_group($1)",
    [numbers],
  );
  return new Map(rows.map(({ number, sex, race }) => [number, { sex, race }]));
};
