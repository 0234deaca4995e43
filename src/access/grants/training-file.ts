// A CSV file of recorded facts, such as the list of everybody who took a training: looked at first, then taken whole or not at all.
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { Problem, withTransaction } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import { assertGiver, type GrantDeps, getKind } from "./deps.ts";
import type { DatedGrant, Recorded } from "./model.ts";
import { checkRecorded, recordIn } from "./record.ts";

const day = z.iso.date("must be a day as YYYY-MM-DD");
const rowSchema = z.object({
  email: z.string().trim().min(1, "is missing"),
  title: z.string().trim().min(1, "is missing").max(200, "has more than 200 characters"),
  date: day,
  valid_to: z.union([z.literal("").transform(() => undefined), day]).optional(),
  assessed: z
    .enum(["yes", "no", ""], "must be yes or no")
    .transform((text) => text === "yes")
    .optional(),
});

const trainingColumns = Object.keys(rowSchema.shape);
const rowLimit = 5_000;

/** One row of the file: what it would record, or why it cannot be. */
export type FileRow = {
  line: number;
  email: string;
  title: string;
  from: string;
  to?: string;
  name?: string;
  known?: boolean;
  error?: string;
};

type ReadRow = { line: number; fact?: Recorded; error?: string; cells: Record<string, string> };

const readFile = (kind: string, text: string): ReadRow[] => {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      columns: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof rows;
  } catch (error) {
    if (error instanceof CsvError) throw new Problem("training-file-invalid", { detail: error.message });
    throw error;
  }
  if (rows.length === 0)
    throw new Problem("training-file-invalid", { detail: "The file holds no row under its heading." });
  if (rows.length > rowLimit)
    throw new Problem("training-file-invalid", { detail: `The file has more than ${rowLimit} rows.` });
  const lacking = ["email", "title", "date"].filter((name) => !(name in rows[0]!.record));
  if (lacking.length > 0)
    throw new Problem("training-file-invalid", {
      detail: `The heading lacks: ${lacking.join(", ")}. It has: ${trainingColumns.join(", ")}.`,
    });
  return rows.map(({ record, info: { lines } }): ReadRow => {
    const parsed = rowSchema.safeParse(record);
    if (!parsed.success) {
      const error = parsed.error.issues.map((one) => `${one.path.join(".")} ${one.message}`).join("; ");
      return { line: lines, cells: record, error };
    }
    const { email, title, date, valid_to, assessed } = parsed.data;
    return { line: lines, cells: record, fact: { kind, person: email, title, from: date, to: valid_to, assessed } };
  });
};

/** Every row with what it would do; writes nothing. */
export const previewFile = async (deps: GrantDeps, by: Actor, kindId: string, text: string): Promise<FileRow[]> => {
  assertGiver(by, getKind(deps, kindId, "record"));
  const rows = readFile(kindId, text);
  return withTransaction(deps.db, async (tx) => {
    const looked: FileRow[] = [];
    for (const { line, fact, error, cells } of rows) {
      const row = { line, email: cells.email ?? "", title: cells.title ?? "", from: cells.date ?? "" };
      if (!fact) looked.push({ ...row, error: error ?? "" });
      else
        try {
          const found = await checkRecorded(deps, tx, by, fact);
          looked.push({ ...row, to: found.validTo, name: found.name, known: found.earlier !== undefined });
        } catch (refusal) {
          if (!(refusal instanceof Problem)) throw refusal;
          const unknown =
            refusal.code === "not-found" ? "No such person among those you may record for." : refusal.message;
          looked.push({ ...row, error: unknown });
        }
    }
    return looked;
  });
};

/** All rows in one transaction; a row that cannot be recorded refuses the file with its line. */
export const importFile = async (deps: GrantDeps, by: Actor, kindId: string, text: string): Promise<DatedGrant[]> => {
  const wrong = (await previewFile(deps, by, kindId, text)).filter(({ error }) => error !== undefined);
  if (wrong.length > 0)
    throw new Problem("training-file-invalid", {
      detail: wrong
        .slice(0, 5)
        .map(({ line, error }) => `line ${line}: ${error}`)
        .join("; "),
    });
  return withTransaction(deps.db, async (tx) => {
    const given: DatedGrant[] = [];
    for (const { fact } of readFile(kindId, text)) if (fact) given.push(await recordIn(deps, tx, by, fact));
    return given;
  });
};
