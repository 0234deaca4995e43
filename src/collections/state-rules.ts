// State rules run at once for the students whose records changed, over the records of all districts, and give their
// findings to every district concerned: who submitted first does not matter.
import type { SchoolYear, Tx } from "../platform/index.ts";
import { type Context, rolesOf, sqlRulesOf } from "./context.ts";
import { countRecords } from "./store/batches.ts";
import { distinctValues, studentsOfDistrict } from "./store/records.ts";
import { type Changed, runRule } from "./store/run-rule.ts";

export const studentColumn = (ctx: Context, collection: string): string => columnOf(ctx, collection, "student");

export const columnOf = (
  ctx: Context,
  collection: string,
  role: "student" | "school" | "entryDate" | "grade" | "district",
) => {
  const name = rolesOf(ctx, collection)[role];
  const column = ctx.shapeOf(collection).columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`the dictionary's role ${role} of ${collection} names no element`);
  return column.sqlName;
};

/** Up to so many records their students are looked up one by one; for more, reading the year once is quicker. */
const fewRecords = 20_000;

/** Students in the given batches, and those of the earlier collections that a state rule compares with. */
export const changedStudents = async (
  ctx: Context,
  tx: Tx,
  key: { collection: string; year: SchoolYear; district: number },
  batchIds: string[],
): Promise<Changed> => {
  const large = (await countRecords(tx, batchIds)) > fewRecords;
  const own = large
    ? []
    : await distinctValues(tx, ctx.shapeOf(key.collection), batchIds, key.year, studentColumn(ctx, key.collection));
  const students = new Set(own);
  const compared = sqlRulesOf(ctx, key.collection, key.year, "state").flatMap(({ sql }) =>
    Object.values(sql.relations),
  );
  const seen = new Set<string>();
  for (const { collection, years_back } of compared) {
    if (collection === "same" && years_back === 0) continue;
    const source = {
      collection: collection === "same" ? key.collection : collection,
      year: key.year - years_back,
      district: key.district,
    };
    if (seen.has(`${source.collection} ${source.year}`)) continue;
    seen.add(`${source.collection} ${source.year}`);
    const shape = ctx.shapeOf(source.collection);
    const found = await studentsOfDistrict(tx, shape, source, studentColumn(ctx, source.collection));
    for (const student of found) students.add(student);
  }
  return { students: [...students], batches: large ? batchIds : [] };
};

/**
 * One transaction at a time per collection and year runs state rules, after its records are in place, so that of two
 * districts submitting one student at the same moment the later one sees the earlier one's record.
 */
export const runStateRules = async (
  ctx: Context,
  tx: Tx,
  key: { collection: string; year: SchoolYear },
  changed: Changed,
): Promise<void> => {
  const rules = sqlRulesOf(ctx, key.collection, key.year, "state");
  if (rules.length === 0 || changed.students.length + changed.batches.length === 0) return;
  await tx.query("SELECT pg_advisory_xact_lock(hashtext($1), $2)", [`collections.state ${key.collection}`, key.year]);
  const directory = await ctx.directoryOf(key.year);
  for (const rule of rules)
    await runRule(tx, ctx, { scope: "state", ...key, changed, directory, now: ctx.clock.now() }, rule);
};
