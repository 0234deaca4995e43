// What a trained model is: for each field how often its levels occur among matches, among strangers and among relatives.
// It is data (JSON), carries its version, and is never changed by using it.
import { z } from "zod";
import { levelNames } from "../compare/levels.ts";

const shares = z.array(z.number().min(0).max(1));

const fieldModel = z
  .object({
    name: z.string(),
    kind: z.enum(["name", "middle", "date", "code", "text", "choice"]),
    /** Share of each level, from different to same, among pairs that are one person. */
    match: shares,
    /** Among pairs of any two people. */
    chance: shares,
    /** Among brothers, sisters and twins: alike in what a family shares, as strangers in the rest. */
    relative: shares,
    /** Share of people with the value, by folded value, for the frequent ones; the others have `rare`. */
    frequencies: z.object({ rare: z.number().positive(), of: z.record(z.string(), z.number()) }).optional(),
  })
  .refine(({ kind, match, chance, relative }) => {
    const levels = levelNames[kind].length;
    return match.length === levels && chance.length === levels && relative.length === levels;
  }, "a share is needed for each level of the kind");

export const modelSchema = z.object({
  version: z.string(),
  /** Share of all pairs that are one person, and that are relatives born together or not. */
  matches: z.number().positive(),
  relatives: z.number().min(0),
  /** Share of matches whose first and last name changed places. */
  swappedNames: z.number().positive(),
  fields: z.array(fieldModel),
});

export type FieldModel = z.infer<typeof fieldModel>;
export type Model = z.infer<typeof modelSchema>;
