// A score in words, field by field: how far it agrees and what that is worth in bits. Names no value of a record, so that an
// explanation may be kept and passed on.
import { levelNames } from "../compare/levels.ts";
import { missing } from "./comparer.ts";
import type { Scorer } from "./scorer.ts";

export type FieldEvidence = { field: string; level: string; bits: number };
export type Explanation = { fields: FieldEvidence[]; prior: number };

/** Evidence of each field that both records have; swapped names and relatives are their own lines. */
export const explain = (scorer: Scorer, left: number, right: number, prior: number): Explanation => {
  const { fields } = scorer.table;
  const { levels, bits, swapped } = scorer.detail(left, right);
  const evidence: FieldEvidence[] = [];
  for (const [at, { name, kind }] of fields.entries())
    if (levels[at] !== missing) evidence.push({ field: name, level: levelNames[kind][levels[at]!]!, bits: bits[at]! });
  if (swapped !== undefined) evidence.push({ field: "names", level: "first and last changed places", bits: swapped });
  return { fields: evidence, prior };
};

const tenths = new Map<number, string>();

/** Bits with a sign and one digit; made once each, for a list of a million explanations has few different ones. */
const signed = (bits: number): string => {
  const rounded = Math.round(bits * 10);
  let text = tenths.get(rounded);
  if (text === undefined) {
    text = (rounded < 0 ? "-" : "+") + (Math.abs(rounded) / 10).toFixed(1);
    tenths.set(rounded, text);
  }
  return text;
};

/** `first same +8.2; dob one slip +7.1; prior -12.3 bits` */
export const explanationText = ({ fields, prior }: Explanation): string => {
  let text = "";
  for (const { field, level, bits } of fields) text += `${field} ${level} ${signed(bits)}; `;
  return `${text}prior ${signed(prior)} bits`;
};
