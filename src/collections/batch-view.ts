// A batch as screens and receipts show it: with the names of its schools.

import type { Directory } from "../directory/index.ts";
import type { Context } from "./context.ts";
import type { Batch, SchoolRef } from "./model.ts";
import type { BatchRow } from "./store/batches.ts";

export const schoolRef = (directory: Directory, number: number): SchoolRef => ({
  number,
  name: directory.schools.find((school) => school.number === number)?.name ?? `School ${number}`,
});

export const batchView = async (ctx: Context, row: BatchRow): Promise<Batch> => {
  const directory = await ctx.directoryOf(row.year);
  const { submissionId: _, check: __, batchStepAt: ___, replacedBy, ...named } = row;
  const { withdrawnAt, withdrawnBy, withdrawalReason, ...rest } = named;
  return {
    ...rest,
    replacedBy: replacedBy ?? undefined,
    withdrawn: withdrawnAt ? { by: withdrawnBy ?? "", at: withdrawnAt, reason: withdrawalReason ?? "" } : undefined,
    schools: row.schools.map((number) => schoolRef(directory, number)),
  };
};
