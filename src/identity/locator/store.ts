// What is shown of the students that fit: read for just those, and of just the facts that the profile shows.
import type { Tx } from "../../platform/index.ts";
import type { FactName } from "../registry/facts.ts";
import type { Fitting } from "./who-fits.ts";

type ShownRow = {
  reference: string;
  number: string | null;
  holder: number;
  facts: Partial<Record<FactName, string | null>>;
};

/** In the order given; as the registry. */
export const selectShown = async (
  tx: Tx,
  fitting: readonly Fitting[],
  shown: readonly FactName[],
): Promise<ShownRow[]> => {
  const pairs = shown.map((fact) => `'${fact}', s.${fact}`).join(", ");
  const { rows } = await tx.query<ShownRow>(
    `SELECT p.reference, p.holder, h.number, json_build_object(${pairs}) AS facts
     FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS f (person, record, place)
     JOIN identity.person p ON p.person = f.person
     JOIN identity.source_record s ON s.record = f.record
     LEFT JOIN identity.held h ON h.person = p.person
     ORDER BY f.place`,
    [fitting.map(({ person }) => person), fitting.map(({ record }) => record)],
  );
  return rows;
};
