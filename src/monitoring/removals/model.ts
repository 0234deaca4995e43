// The words of the register of data that left the premises, and what an entry must say.
import { z } from "zod";

export const media = ["paper", "disk", "computer", "mail", "other"] as const;
export const outcomes = ["returned", "destroyed", "lost"] as const;
export type Medium = (typeof media)[number];
export type Outcome = (typeof outcomes)[number];

const words = (what: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, `Say ${what}.`)
    .max(most)
    // PostgreSQL's text knows no NUL.
    .refine((text) => !text.includes("\0"), "This text holds a character that cannot be stored.");
const day = z.iso.date("A day is written as 2025-10-06.");
const wholeNumber = z
  .string()
  .trim()
  .regex(/^\d{1,8}$/, "A whole number is needed, 0 where no student is named.")
  .transform(Number);

export const newRemovalSchema = z
  .object({
    district: z.union([z.literal("").transform(() => undefined), z.coerce.number().int().positive()]).optional(),
    what: words("what was taken: which data, of which year", 500),
    students: wholeNumber,
    medium: z.enum(media, "Choose on what it was taken."),
    recipient: words("to whom it goes, and where it is kept there", 300),
    purpose: words("what for", 500),
    protection: words("how it is protected", 300),
    removedOn: day,
    dueOn: day,
  })
  .refine(({ removedOn, dueOn }) => dueOn >= removedOn, {
    path: ["dueOn"],
    message: "It cannot be due before it was taken.",
  });
export type NewRemoval = z.output<typeof newRemovalSchema>;

export const settlementSchema = z.object({
  outcome: z.enum(outcomes, "Choose what became of it."),
  settledOn: day,
  note: z.string().trim().max(500).default(""),
});
export type Settlement = z.output<typeof settlementSchema>;

export type Removal = Omit<NewRemoval, "district"> & {
  id: string;
  district: number | undefined;
  recordedBy: string;
  recordedAt: Date;
  /** Still out after the day it was due. */
  overdue: boolean;
  settled: { outcome: Outcome; on: string; by: string; note: string | undefined } | undefined;
};
