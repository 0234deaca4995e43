// How the hand-written tables say what two people of a role see; each profile's table stands in a file of its own.
import type { RosterPeople } from "../two-schools.ts";

/** What of the student's page a role sees: a line for the head, one for the facts, one for each section with its columns. */
export type Page = readonly string[];

export type Seen = {
  /** The students of the first and of the second person, by first letters: "ann bea". */
  students: readonly [string, string];
  /** Headings of the list, in order. */
  list: string;
  page: Page;
};

export type RoleMatrix = {
  role: string;
  navigation: string;
  /** Schools of the assignment: where a role is limited to a building. */
  ofSchool?: true;
  /** Accounts that the roster brings, not made by hand. */
  byRoster?: true;
  /** What a role with students sees; else the words that it is refused with, or that it may only look up one. */
  seen?: Seen;
  refusal?: string;
  locates?: { refusal: string; list: string };
};

export type ProfileMatrix = {
  profile: string;
  /** Whether the two schools are of two districts, and who imports their rosters. */
  districts: 1 | 2;
  importer: string;
  roster: RosterPeople;
  roles: readonly RoleMatrix[];
};

export const everybody = "ann bea cal dan eve fay";
