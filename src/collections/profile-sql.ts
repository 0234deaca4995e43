// SQL of the profile: rules beyond the row, and review reports. Each file is one SELECT under optional YAML front
// matter between `/*---` and `---*/`. Reading and checking only.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ProfileError, parseProfileYaml } from "../platform/index.ts";

/** Records of another collection or year that the SQL may name as a relation. */
const relation = z.strictObject({
  /** A collection, or `same` for the one the rule runs over. */
  collection: z.string().min(1),
  years_back: z.int().min(0).default(0),
  /** Only records of certified submissions. */
  certified: z.boolean().default(false),
  /** district: of the submission's own district; state: of all. */
  reach: z.enum(["district", "state"]).default("district"),
});
export type RelationSpec = z.output<typeof relation>;

const relationName = z.string().regex(/^[a-z_]+$/, "a relation name of small letters and _");
const ruleFront = z.strictObject({
  /** The element a finding is shown at, where it is not the rule's first one. */
  element: z.string().optional(),
  relations: z.record(relationName, relation).default({}),
  /** Whether the rule names the relation `registry`: what the registry knows of the students' numbers. */
  registry: z.boolean().default(false),
});
export type RuleSql = z.output<typeof ruleFront> & { id: string; file: string; sql: string };

const reviewFront = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  collection: z.string().min(1),
  audience: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  /** Whether certification asks for a person to have confirmed it. */
  confirm: z.boolean(),
  /** Whether the report names the relation `registry`: sex and race of the students by their numbers. */
  registry: z.boolean().default(false),
  source: z.string().min(1),
});
export type ReviewSql = z.output<typeof reviewFront> & { file: string; sql: string };

const opening = "/*---\n";
const closing = "\n---*/\n";

const split = (file: string, text: string): { front: string; sql: string } => {
  const unix = text.replaceAll("\r\n", "\n");
  const end = unix.indexOf(closing);
  if (!unix.startsWith(opening)) return { front: "{}", sql: unix.trim() };
  if (end < 0) throw new ProfileError([{ file, line: 1, column: 1, message: "the front matter has no end (---*/)" }]);
  return { front: unix.slice(opening.length, end), sql: unix.slice(end + closing.length).trim() };
};

/** The SELECT must stand alone: a semicolon would end the statement that the engine wraps around it. */
const checkSelect = (file: string, sql: string): string => {
  const bare = sql.replace(/--[^\n]*/g, "").trim();
  if (!/^(select|with)\b/i.test(bare) || bare.includes(";"))
    throw new ProfileError([{ file, line: 1, column: 1, message: "one SELECT without a semicolon is needed" }]);
  return sql;
};

export const parseRuleSql = (id: string, file: string, text: string): RuleSql => {
  const { front, sql } = split(file, text);
  return { ...parseProfileYaml(file, front, ruleFront, 2), id, file, sql: checkSelect(file, sql) };
};

export const parseReviewSql = (file: string, text: string): ReviewSql => {
  const { front, sql } = split(file, text);
  return { ...parseProfileYaml(file, front, reviewFront, 2), file, sql: checkSelect(file, sql) };
};

export const readRuleSql = (profileDir: string, id: string, name: string): RuleSql => {
  const file = `rules/${name}`;
  const path = join(profileDir, file);
  if (!existsSync(path))
    throw new ProfileError([{ file, line: 1, column: 1, message: `the rule ${id} names this file, which is missing` }]);
  return parseRuleSql(id, file, readFileSync(path, "utf8"));
};

/** All review reports of the profile, by id; none where it has no review folder. */
export const readReviewReports = (profileDir: string): Map<string, ReviewSql> => {
  const folder = join(profileDir, "review");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".sql")) : [];
  const reports = names
    .sort()
    .map((name) => parseReviewSql(`review/${name}`, readFileSync(join(folder, name), "utf8")));
  return new Map(reports.map((report) => [report.id, report]));
};
