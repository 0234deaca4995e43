// What a profile says about its made-up state: layout of the file, codes, shares and planted errors. Reads demo.yaml.
import { z } from "zod";
import { GRADES } from "../directory/index.ts";
import { readProfileYaml } from "../platform/index.ts";

const parts = [
  "student",
  "birth_date",
  "race",
  "status",
  "sau",
  "district",
  "school",
  "town",
  "paying_district",
  "grade",
  "none",
  "entry_date",
  "entry_code",
  "exit_date",
  "exit_code",
  "present",
  "absent",
  "outcome",
  "diploma",
  "plans",
  "homeless",
  "graduation_year",
  "military",
] as const;
const statuses = [
  "resident",
  "tuition",
  "choice",
  "home_educated",
  "out_of_state",
  "nonpublic",
  "withdrawn",
  "alternative_day",
  "nonpublic_special",
  "shared",
  "exchange",
  "adult_plan",
] as const;
const shares = [
  "tuition_high_school",
  "tuition_other",
  "parent_paid_of_tuition",
  "choice",
  "late_entry",
  "exit_after_count",
  "unusual_age_high_school",
  "moved_between_districts",
  "moved_within_district",
  "changed_program",
  "changed_responsibility",
  "shared_program",
  "withdrawn_in_summer",
  "completed_in_summer",
  "left_before_count",
  "home_educated",
  "out_of_state",
  "nonpublic",
  "nonpublic_special",
  "alternative_day",
  "exchange",
  "adult_plan",
  "twins",
] as const;
/** What clerks do to facts when they type them for a request. */
const slipNames = [
  "first_name_short",
  "first_name_mistyped",
  "last_name_mistyped",
  "names_exchanged",
  "middle_name_initial",
  "middle_name_blank",
  "town_another",
  "day_and_month_exchanged",
  "birth_date_mistyped",
  "gender_mistaken",
  "race_another",
] as const;

/** In 10,000. */
const share = z.number().min(0).max(10_000);
const code = z.string();
const codes = z.array(code).min(1);
const monthDay = z.string().regex(/^\d\d-\d\d$/, "a month and day as MM-DD");

const planting = z.strictObject({
  /** A rule of the dictionary, or the checker's own finding where a cell cannot be read. */
  rule: z.string(),
  kind: z.string(),
  share,
  element: z.string(),
  where: z.record(z.string(), z.union([z.enum(["filled", "blank"]), codes])).default({}),
  set: z.record(z.string(), z.string()),
  also: z.array(z.string()).default([]),
  /** True to take a record that other records rely on, such as the closed half of a move. */
  reserved: z.boolean().default(false),
  /** True where the pupil's other records in the file get the finding too. */
  others: z.boolean().default(false),
});

const schema = z.strictObject({
  collection: z.string(),
  columns: z.record(z.string(), z.enum(parts)),
  count_day: monthDay,
  file_day: monthDay,
  holidays: z.array(monthDay),
  first_monday_of_september_off: z.boolean(),
  grades: z.record(z.enum(GRADES), code),
  races: z.array(z.strictObject({ code, share, names: z.enum(["general", "hispanic", "asian", "african"]) })).min(1),
  births: z.strictObject({ elsewhere: share, towns: codes, other_towns: codes }),
  homeless: z.strictObject({ share, codes }),
  military: z.strictObject({ none: code, codes: z.record(code, share) }),
  statuses: z.record(z.enum(statuses), code),
  parent_paid: z.strictObject({ district: z.int(), town: z.int() }),
  entry_codes: z.strictObject({
    first: code,
    same_school: code,
    same_district: code,
    other_public: code,
    responsibility: code,
    home_educated: code,
    late: codes,
  }),
  exit_codes: z.strictObject({
    same_school: code,
    same_district: code,
    other_public: code,
    responsibility: code,
    completed: code,
    left: codes,
    left_high_school: codes,
    summer: codes,
  }),
  completion: z.strictObject({ outcome: code, diplomas: codes, plans: codes }),
  past: z.strictObject({
    moved_between_districts: share,
    came_from_elsewhere: share,
    parents_married: share,
    adopted: share,
    left_the_state: share,
    undecided: z.int().min(0),
  }),
  slips: z.record(z.enum(slipNames), share),
  shares: z.record(z.enum(shares), share),
  careless_districts: share,
  moved_between_districts_unclosed: z.strictObject({ rule: z.string(), share_of_moves: share }),
  missing_school: z.strictObject({ rule: z.string(), share_of_districts: share }),
  repeated_record: z.strictObject({ rule: z.string(), share, also_open: z.string() }),
  file_forms: z.strictObject({ byte_order_mark: share, carriage_returns: share, quoted_cells: share }),
  planting: z.array(planting),
});

export type DemoProfile = z.output<typeof schema>;
export type Planting = z.output<typeof planting>;
export type ColumnPart = (typeof parts)[number];
export type StatusName = (typeof statuses)[number];
export type SlipName = (typeof slipNames)[number];
export type ShareName = (typeof shares)[number];

/** Throws ProfileError with line and column. */
export const loadDemoProfile = (profileDir: string): DemoProfile => readProfileYaml(profileDir, "demo.yaml", schema);
