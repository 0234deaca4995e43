// The verbs that read students' records. Each runs as the actor's role of the database, with its audit event.
import type { Actor } from "../access/index.ts";
import { createExports, type Exports } from "./exports/create-exports.ts";
import type { Filter, ListRequest } from "./reading/list-query.ts";
import { type Facts, type Located, locateStudents } from "./reading/locate.ts";
import { readStudent, type StudentRecord } from "./reading/one-student.ts";
import { type OwnClasses, readOwnClasses } from "./reading/own-classes.ts";
import {
  countStudents,
  listStudents,
  type ReadingDeps,
  type StudentPage,
  searchStudents,
} from "./reading/read-students.ts";

export type StudentsDeps = ReadingDeps;

export type Students = {
  readonly deps: StudentsDeps;
  list(actor: Actor, request: ListRequest): Promise<StudentPage>;
  count(actor: Actor, filters: Filter[]): Promise<{ total: number; more: boolean }>;
  search(actor: Actor, filters: Filter[], page?: Pick<ListRequest, "offset" | "preferred">): Promise<StudentPage>;
  /** For who finds a student by facts instead of among the students of a scope. */
  locate(actor: Actor, facts: Facts): Promise<Located>;
  /** Throws `not-found` alike for one out of sight and one who does not exist. */
  getStudent(actor: Actor, id: number): Promise<StudentRecord>;
  ownClasses(actor: Actor): Promise<OwnClasses>;
  /** Files of many records, with a second person. */
  readonly exports: Exports;
};

export const createStudents = (deps: StudentsDeps): Students => ({
  deps,
  list: (...args) => listStudents(deps, ...args),
  count: (...args) => countStudents(deps, ...args),
  search: (...args) => searchStudents(deps, ...args),
  locate: (...args) => locateStudents(deps, ...args),
  getStudent: (...args) => readStudent(deps, ...args),
  exports: createExports(deps),
  ownClasses: (...args) => readOwnClasses(deps, ...args),
});
