// Explanations, kept apart from findings so that they outlive them.
import type { SchoolYear, Tx } from "../../platform/index.ts";
import type { Explanation } from "../model.ts";

export type ExplanationKey = {
  collection: string;
  year: SchoolYear;
  district: number;
  ruleId: string;
  subject: string;
  valuesHash: string;
};

export const insertExplanation = async (
  tx: Tx,
  key: ExplanationKey,
  said: { text: string; account: string; name: string; at: Date },
): Promise<Explanation> => {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO collections.explanation
       (collection, school_year, district, rule_id, subject, values_hash, text, by_account, by_name, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id::text AS id`,
    [
      key.collection,
      key.year,
      key.district,
      key.ruleId,
      key.subject,
      key.valuesHash,
      said.text,
      said.account,
      said.name,
      said.at,
    ],
  );
  return { id: rows[0]?.id ?? "", text: said.text, by: said.name, at: said.at };
};

/** Every standing finding that the explanation fits takes it. */
export const attachExplanation = async (tx: Tx, key: ExplanationKey, explanationId: string): Promise<number> =>
  (
    await tx.query(
      `UPDATE collections.finding SET state = 'explained', explanation_id = $7
       WHERE collection = $1 AND school_year = $2 AND district = $3 AND rule_id = $4 AND subject = $5 AND values_hash = $6
         AND state <> 'resolved'`,
      [key.collection, key.year, key.district, key.ruleId, key.subject, key.valuesHash, explanationId],
    )
  ).rowCount ?? 0;

/** The same conflict as the other districts see it. */
export const sameConflict = async (tx: Tx, key: ExplanationKey): Promise<ExplanationKey[]> =>
  (
    await tx.query<ExplanationKey>(
      `SELECT DISTINCT collection, school_year AS year, district, rule_id AS "ruleId", subject, values_hash AS "valuesHash"
       FROM collections.finding
       WHERE collection = $1 AND school_year = $2 AND rule_id = $3 AND subject = $4 AND scope = 'state' AND state <> 'resolved'`,
      [key.collection, key.year, key.ruleId, key.subject],
    )
  ).rows;
