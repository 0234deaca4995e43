// The verbs that read students: a list, a count, a search by name, one record, the own classes. Each runs as the actor's
// role of the database, and its audit event is committed before anything is returned.
import { type AccessPolicy, type Actor, authorize, type FieldName, readAs } from "../../access/index.ts";
import { type Clock, type Db, Problem, type Tx } from "../../platform/index.ts";
import { type Conditions, conditionsOf, type Filter, type ListRequest, listColumns, orderOf } from "./list-query.ts";
import { fieldsToday } from "./narrowing.ts";
import * as store from "./store.ts";
import { columnsOf, getStudentField, type VisibleFields } from "./visible.ts";

export type ReadingDeps = { db: Db; clock: Clock; policy: AccessPolicy };

export type StudentRow = { id: number; values: store.Row };
export type StudentPage = {
  /** Names of the fields answered with, in order. */
  fields: FieldName[];
  /** Columns of the student that could be asked for. */
  visible: string[];
  students: StudentRow[];
  total: number;
  /** There are more than `total`, which was not counted on. */
  more: boolean;
  offset: number;
  limit: number;
};

const pageLimit = 50;
const largestPage = 500;

export const organizationOf = (actor: Actor): string =>
  actor.district === undefined ? "state" : `district:${actor.district}`;

/** Kinds of rows that the database has as a list of students before it reads the first one. */
const listedRows: ReadonlySet<string> = new Set(["school", "related", "program", "family", "grant"]);

const toStudent = ({ student_id, of_all: _, ...values }: store.Row): StudentRow => ({ id: Number(student_id), values });

/** The page, and how many there are: counted only where the page does not show it. */
const readPage = async (
  { policy }: ReadingDeps,
  tx: Tx,
  actor: Actor,
  fields: VisibleFields,
  conditions: Conditions,
  request: ListRequest,
): Promise<StudentPage> => {
  const { offset = 0, limit = pageLimit } = request;
  const columns = listColumns(fields, request);
  const order = orderOf(fields, request.sort);
  const size = Math.min(limit, largestPage);
  const usual =
    conditions.values.length === 0 && !request.sort && !request.fields?.length && offset === 0 && size === pageLimit;
  // One more than the page: a page that is all there is needs no counting.
  const counting = listedRows.has(policy.roles[actor.role]?.rows ?? "");
  const list = { columns, order, offset, limit: size + 1, usual, counted: counting };
  const rows = await store.selectStudents(tx, actor.role, conditions, list);
  const whole = rows.length <= size && (rows.length > 0 || offset === 0);
  const said = counting && rows[0] ? Number(rows[0].of_all) : undefined;
  const counted = whole ? offset + rows.length : (said ?? (await store.countStudents(tx, actor.role, conditions)));
  return {
    fields: columns.map((column): FieldName => `student.${column}`),
    visible: columnsOf(fields, "student"),
    students: rows.slice(0, size).map(toStudent),
    total: Math.min(counted, store.countLimit),
    more: counted > store.countLimit,
    ...{ offset, limit: size },
  };
};

const askedOf = (request: ListRequest) => ({
  filters: (request.filters ?? []).filter(({ value }) => value !== "").map(({ field }) => field),
  ...(request.sort ? { sort: request.sort } : {}),
});

/** The students that the actor may see, filtered and sorted by fields that the actor may see. Throws `field-unknown`. */
export const listStudents = async (deps: ReadingDeps, actor: Actor, request: ListRequest): Promise<StudentPage> => {
  authorize(actor, "student.view");
  const event = {
    action: "student.list",
    organization: organizationOf(actor),
    details: ({ students, total }: StudentPage) => ({
      ...askedOf(request),
      ...{ total, students: students.map(({ id }) => id) },
    }),
  };
  return readAs(deps, actor, event, async (tx) => {
    const fields = await fieldsToday(tx, deps.policy, actor);
    return readPage(deps, tx, actor, fields, conditionsOf(fields, request.filters ?? []), request);
  });
};

export const countStudents = async (
  deps: ReadingDeps,
  actor: Actor,
  filters: Filter[],
): Promise<{ total: number; more: boolean }> => {
  authorize(actor, "student.view");
  const event = {
    action: "student.count",
    organization: organizationOf(actor),
    details: ({ total }: { total: number }) => ({ ...askedOf({ filters }), total }),
  };
  return readAs(deps, actor, event, async (tx) => {
    const fields = await fieldsToday(tx, deps.policy, actor);
    const counted = await store.countStudents(tx, actor.role, conditionsOf(fields, filters));
    return { total: Math.min(counted, store.countLimit), more: counted > store.countLimit };
  });
};

/** What a search can go by; each only for whom the field is visible. */
const searchFields = ["last_name", "first_name", "state_identifier", "local_identifier", "birth_date"] as const;

/** Throws `search-empty` where nothing to go by was given. What was typed stays out of the log; who was found is in it. */
export const searchStudents = async (
  deps: ReadingDeps,
  actor: Actor,
  filters: Filter[],
  { offset = 0, preferred }: Pick<ListRequest, "offset" | "preferred"> = {},
): Promise<StudentPage> => {
  authorize(actor, "student.search");
  // By facts alone: without them the database shows this right nobody.
  if (deps.policy.roles[actor.role]?.rows === "located") throw new Problem("search-facts");
  const event = {
    action: "student.search",
    organization: organizationOf(actor),
    details: ({ students, total }: StudentPage) => ({
      ...askedOf({ filters }),
      ...{ total, students: students.map(({ id }) => id) },
    }),
  };
  return readAs(deps, actor, event, async (tx) => {
    const fields = await fieldsToday(tx, deps.policy, actor);
    for (const { field } of filters) {
      getStudentField(fields, field);
      if (!searchFields.some((name) => field === name || field === `student.${name}`))
        throw new Problem("field-unknown", { field: field.slice(0, 100) });
    }
    const conditions = conditionsOf(fields, filters);
    if (conditions.values.length === 0) throw new Problem("search-empty");
    return readPage(deps, tx, actor, fields, conditions, { offset, ...(preferred ? { preferred } : {}) });
  });
};

export const searchFieldsOf = (actor: Actor): string[] =>
  searchFields.filter((column) => actor.grants.fields.has(`student.${column}`));
