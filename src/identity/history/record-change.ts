// The feed's rows: what became of a student. Assignments of questions write their own row with the answer.
import type { Tx } from "../../platform/index.ts";
import type { NumberChange } from "./keep-in-step.ts";

export type StudentChange = {
  kind: "merged" | "unmerged" | "split" | "unsplit";
  person: number;
  /** Merged: who stands for the student. Split: the new student. */
  other: number;
  at: Date;
};

/** As the registry. */
export const recordChange = async (tx: Tx, { kind, person, other, at }: StudentChange): Promise<void> => {
  await tx.query("INSERT INTO identity.change (kind, person, other, at) VALUES ($1, $2, $3, $4)", [
    ...[kind, person, other, at],
  ]);
};

/** A number alone, as split custody has it. As the registry. */
export const recordNumberChange = async (tx: Tx, { number, by, since, undone }: NumberChange): Promise<void> => {
  await tx.query("INSERT INTO identity.change (kind, number, by, day) VALUES ($1, $2, $3, $4)", [
    ...[undone ? "number restored" : "number superseded", number, by, since],
  ]);
};
