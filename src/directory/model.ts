// The words of the directory: SAUs, districts, schools, towns and the table a state publishes. Types only, no I/O.
import type { SchoolYear } from "../platform/index.ts";

export type SchoolKind = "public" | "academy" | "charter" | "interstate" | "nonpublic" | "out-of-state";
export type SchoolLevel = "elementary" | "middle" | "high" | "combined";

/** Grades as printed; files of a collection use codes of their own. `R` is readiness, a year between kindergarten and 1 that few tables have. */
export const GRADES = ["PK", "KG", "R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "PG"] as const;
export type Grade = (typeof GRADES)[number];

export type Sau = { number: number; name: string };

export type Contact = { name: string; email: string; phone: string };

export type District = {
  number: number;
  name: string;
  sau: number;
  kind: SchoolKind;
  /** Numbers of the towns that belong to this district. */
  towns: number[];
  contact: Contact;
};

export type School = {
  number: number;
  name: string;
  district: number;
  sau: number;
  kind: SchoolKind;
  level: SchoolLevel;
  grades: Grade[];
  /** ISO dates: first and last day of school in the directory's year. */
  opens: string;
  closes: string;
  /** ISO dates: the school exists from and (if closed) up to and including this day. */
  activeFrom: string;
  activeTo?: string;
  halfDaysInSession: number;
  county?: string;
  /** Whether a submission of the district must hold records of this school. */
  required: boolean;
};

export type Town = { number: number; name: string; district: number };

export type Directory = { year: SchoolYear; saus: Sau[]; districts: District[]; schools: School[]; towns: Town[] };
