// Schools that stand in two current batches at once: allowed, since a school may send its file in parts, but often a slip.
import type { Batch, SchoolRef } from "./model.ts";

export type SharedSchools = { batchId: string; fileName: string; schools: SchoolRef[] };

/** The other current batches that hold schools of this one. Pure; `batches` may name the batch itself and replaced ones. */
export const sharedSchools = (batch: Batch, batches: readonly Batch[]): SharedSchools[] => {
  if (batch.status === "Replaced") return [];
  const held = new Set(batch.schools.map(({ number }) => number));
  return batches
    .filter(({ id, status }) => id !== batch.id && status !== "Replaced")
    .map(({ id, fileName, schools }) => ({
      batchId: id,
      fileName,
      schools: schools.filter(({ number }) => held.has(number)),
    }))
    .filter(({ schools }) => schools.length > 0);
};

export const sharedSchoolsRemedy =
  "Withdraw the batch that should not be there, or keep both where each holds a part of the school.";
