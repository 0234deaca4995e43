// A child who was taken for another one is found out on the telephone: the state parts the two in the registry, and the district
// that asked fetches a number of its own.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Answered, Asked, Asking } from "./ask-districts.ts";
import type { TruthRow } from "./tally.ts";

export const partChildren = async (asking: Asking, { books, tally }: Asked, answered: Answered): Promise<void> => {
  const { registry, clerkOf } = asking;
  for (const row of answered.rows) {
    if (row.verdict !== "wrongly matched") continue;
    const request = await owedRequest(asking, row, answered.file.path);
    const { number, reference } = await registry.fetchOwed(clerkOf(row.district), request, answered.key);
    books.keep(row.district, row.local, number, reference, "dealt after the state parted two children");
    tally.part(row, reference);
  }
};

/** The request that the number is owed to; kept beside the file, so that a demo that was cut off parts nobody twice. */
const owedRequest = async ({ registry, stateManager }: Asking, row: TruthRow, path: string): Promise<string> => {
  const kept = join(dirname(path), `parted-${row.local}.txt`);
  if (existsSync(kept)) return readFileSync(kept, "utf8");
  const student = row.reference!;
  const { records } = await registry.history(stateManager, student);
  const own = records.findLast(({ holder, splittable }) => splittable && holder.district === row.district);
  if (!own) throw new Error(`the registry has no record of district ${row.district} for ${student}`);
  const reason = "The districts called each other: they have two children.";
  const { owedTo } = await registry.split(stateManager, { student, records: [own.record], reason });
  if (!owedTo) throw new Error(`no number is owed after ${student} was parted`);
  writeFileSync(kept, owedTo.request);
  return owedTo.request;
};
