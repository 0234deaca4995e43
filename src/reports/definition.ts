// A standard report as the profile declares it: one SQL file with YAML front matter between `/*---` and `---*/`. Reading and checking only.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { namesStaff } from "../access/index.ts";
import { ProfileError, parseProfileYaml } from "../platform/index.ts";

const column = z.string().regex(/^[a-z_][a-z0-9_]*$/, "a column name of small letters, digits and _");
const audience = z.enum(["internal", "public"]);

const frontMatter = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  description: z.string().min(1),
  collection: z.string().min(1),
  /** Month and day of the count inside the school year. */
  count_date: z.string().regex(/^\d\d-\d\d$/, "MM-DD"),
  audiences: z.array(audience).min(1),
  columns: z.array(z.object({ name: column, title: z.string().min(1) })).min(2),
  dimensions: z
    .array(
      z.strictObject({
        id: column,
        title: z.string().min(1),
        keys: z.array(column).min(1),
        /** key -> columns that only describe its members. */
        labels: z.record(column, z.array(column)).default({}),
        attribute: z.boolean().default(false),
        /** What the narrowest key may hold, in order of output; other members follow as they come. */
        order: z.array(z.coerce.string()).default([]),
      }),
    )
    .min(1),
  measures: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ column, title: z.string().min(1), kind: z.literal("count") }),
        z.strictObject({ column, title: z.string().min(1), kind: z.literal("share"), of: column, across: column }),
      ]),
    )
    .min(1),
  /** Columns of the SQL's rows that name the finest groups counted, shown or not: what links this table to others of the same people. */
  grain: z.array(column).min(1).optional(),
  /** Files of the profile offered to the SQL as relations of their own. */
  tables: z
    .record(column, z.strictObject({ file: z.string(), columns: z.record(column, z.enum(["integer", "text"])) }))
    .default({}),
  chart: z
    .strictObject({
      x: column,
      measure: column,
      where: z.record(column, z.string()).default({}),
      title: z.string(),
    })
    .optional(),
  notes: z.array(z.string()).default([]),
  source: z.string().min(1),
});

export type ReportDefinition = z.output<typeof frontMatter> & { sql: string; file: string };

const opening = "/*---\n";
const closing = "\n---*/\n";

/** Throws ProfileError with file, line and column. */
export const parseDefinition = (file: string, text: string): ReportDefinition => {
  const unix = text.replaceAll("\r\n", "\n");
  const end = unix.indexOf(closing);
  if (!unix.startsWith(opening) || end < 0)
    throw new ProfileError([
      { file, line: 1, column: 1, message: "a report starts with its front matter between /*--- and ---*/" },
    ]);
  const parsed = parseProfileYaml(file, unix.slice(opening.length, end), frontMatter, 2);
  const definition = { ...parsed, sql: unix.slice(end + closing.length).trim(), file };
  const problem = contradiction(definition);
  if (problem) throw new ProfileError([{ file, line: 1, column: 1, message: problem }]);
  return definition;
};

const contradiction = (definition: ReportDefinition): string | undefined => {
  const known = new Set(definition.columns.map(({ name }) => name));
  const counts = new Set(definition.measures.filter(({ kind }) => kind === "count").map((measure) => measure.column));
  for (const name of definition.dimensions.flatMap(({ keys, labels }) => [...keys, ...Object.values(labels).flat()]))
    if (namesStaff(name))
      return `${name} would set figures of students beside a member of staff: no outcomes by named staff`;
  const ids = new Set(definition.dimensions.map(({ id }) => id));
  for (const dimension of definition.dimensions)
    for (const name of [...dimension.keys, ...Object.entries(dimension.labels).flat(2)])
      if (!known.has(name)) return `dimension ${dimension.id} names ${name}, which is not among the columns`;
  for (const measure of definition.measures) {
    if (!known.has(measure.column)) return `the measure ${measure.column} is not among the columns`;
    if (measure.kind === "share" && !counts.has(measure.of))
      return `the share ${measure.column} is of ${measure.of}, which is no count`;
    if (measure.kind === "share" && !ids.has(measure.across))
      return `the share ${measure.column} is across ${measure.across}, which is no dimension`;
  }
  if (!definition.sql) return "the SQL is missing";
  return undefined;
};

/** Every report of the profile, by id; none where it has no folder of reports. */
export const loadDefinitions = (profileDir: string): Map<string, ReportDefinition> => {
  const folder = join(profileDir, "reports");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = names.filter((name) => name.endsWith(".sql")).sort();
  const definitions = files.map((name) => parseDefinition(`reports/${name}`, readFileSync(join(folder, name), "utf8")));
  return new Map(definitions.map((definition) => [definition.id, definition]));
};
