// A roster as read: one district's schools, classes, people and who is in which class from when to when. Days are ISO and
// both count. Places in lists stand for the things themselves. Types only.
import type { RosterRole, RosterVersion } from "./layout.ts";

export type RosterSchool = { number: number; name: string };

export type RosterClass = {
  sourcedId: string;
  title: string;
  courseCode: string;
  school: number;
  year: number;
  starts: string;
  ends: string;
};

export type RosterStudent = {
  line: number;
  stateIdentifier: string;
  localIdentifier: string;
  first: string;
  middle: string;
  last: string;
  birth: string;
  sex: string;
  race: string;
  grade: string;
  schools: number[];
};

export type RosterPerson = {
  line: number;
  name: string;
  email: string;
  enabled: boolean;
  roles: { role: RosterRole; school?: number; ends?: string }[];
};

export type Span = { starts: string; ends: string };

export type Roster = {
  version: RosterVersion;
  district: number;
  districtName: string;
  schools: RosterSchool[];
  /** School years of its classes. */
  years: number[];
  firstDay: string;
  lastDay: string;
  classes: RosterClass[];
  students: RosterStudent[];
  /** Staff and families. */
  people: RosterPerson[];
  learning: (Span & { class: number; student: number })[];
  teaching: (Span & { class: number; person: number })[];
  families: { person: number; student: number; relation: "parent" | "guardian" }[];
};
