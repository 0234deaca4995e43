// What counts as unusual here: working hours, holidays and thresholds of the profile's monitoring.yaml, or sensible ones.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readProfileYaml } from "../platform/index.ts";

const file = "monitoring.yaml";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

const settingsSchema = z.strictObject({
  /** Hours of the day, 0 to 24, in which people work: from the start of the first to the start of the second. */
  hours: z
    .strictObject({
      from: z.int().min(0).max(23).default(6),
      to: z.int().min(1).max(24).default(20),
      days: z
        .array(z.enum(weekdays))
        .min(1)
        .default([...weekdays.slice(0, 5)]),
    })
    .refine(({ from, to }) => from < to, "the first hour must lie before the second")
    .prefault({}),
  /** Days on which nobody works, as YYYY-MM-DD. */
  holidays: z.array(z.iso.date()).default([]),
  unusual: z
    .strictObject({
      /** So few students in a day are never unusual. */
      least: z.int().positive().default(20),
      /** How many times the usual spread above the usual number is unusual. */
      times: z.number().positive().default(6),
      /** Days before that make the habit. */
      habit_days: z.int().min(7).max(366).default(60),
      /** Days with readings that it takes to know a habit. */
      known_after: z.int().positive().default(5),
      /** Where no habit is known, more students than this in a day are unusual. */
      unknown: z.int().positive().default(100),
    })
    .prefault({}),
  /** So many refusals of one person at one address and route are repeated ones. */
  refusals: z.int().positive().default(3),
});

export type MonitoringSettings = z.output<typeof settingsSchema>;

/** Throws ProfileError with line and column. A profile without the file has the defaults. */
export const loadMonitoringSettings = (profileDir: string): MonitoringSettings =>
  existsSync(join(profileDir, file)) ? readProfileYaml(profileDir, file, settingsSchema) : settingsSchema.parse({});
