// Whose records a file holds: its schools and districts, read once when it is loaded; a file of another district is refused.
import { Problem, type Tx } from "../platform/index.ts";
import type { Context } from "./context.ts";
import type { SubmissionKey } from "./model.ts";
import { columnOf } from "./state-rules.ts";
import { distinctRows } from "./store/records.ts";

/** A district is null where a record names none that could be read. */
export type FileContents = { schools: number[]; districts: (number | null)[] };

export const readContents = async (
  ctx: Context,
  tx: Tx,
  { collection, year }: SubmissionKey,
  batchId: string,
): Promise<FileContents> => {
  const columns = [columnOf(ctx, collection, "school"), columnOf(ctx, collection, "district")];
  const pairs = await distinctRows(tx, ctx.shapeOf(collection), batchId, year, columns);
  const numbers = (at: number) => [...new Set(pairs.map((pair) => pair[at] ?? null))].map((v) => v && Number(v));
  return {
    schools: numbers(0)
      .filter((school) => typeof school === "number")
      .sort((a, b) => a - b),
    districts: numbers(1).map((district) => (typeof district === "number" ? district : null)),
  };
};

/** One record of the district, or one that names none, is enough to take the file: its findings then say which are not. */
export const refuseOtherDistrict = async (
  ctx: Context,
  { district, year, fileName }: SubmissionKey & { fileName: string },
  { districts }: FileContents,
): Promise<void> => {
  if (districts.length === 0 || districts.some((found) => found === null || found === district)) return;
  const directory = await ctx.directoryOf(year);
  const named = districts
    .toSorted((a, b) => Number(a) - Number(b))
    .map((number) => {
      const name = directory.districts.find((each) => each.number === number)?.name;
      return name === undefined ? `${number}` : `${number} (${name})`;
    });
  const found = `${named.length === 1 ? "district" : "districts"} ${named.slice(0, 5).join(", ")}${named.length > 5 ? ", ..." : ""}`;
  throw new Problem("upload-other-district", { fileName, district, found });
};
