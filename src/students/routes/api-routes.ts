// The screens of students for programs: the same verbs, the same refusals, as JSON.
import { Hono } from "hono";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import { idOf } from "../reading/one-student.ts";
import type { StudentPage, StudentRow } from "../reading/read-students.ts";
import { columnsAsked, filtersOf, offsetOf, type StudentsRouteDeps } from "./route-context.ts";

const flat = ({ id, values }: StudentRow) => ({ id, ...values });
const paper = ({ students, ...page }: StudentPage) => ({ ...page, students: students.map(flat) });

export function studentApiRoutes({ students }: Pick<StudentsRouteDeps, "students">): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  routes.get("/api/v1/students", async (c) => {
    const request = { filters: filtersOf(c), sort: c.req.query("sort"), fields: columnsAsked(c), offset: offsetOf(c) };
    return c.json(paper(await students.list(c.var.actor, request)));
  });

  routes.get("/api/v1/students/count", async (c) => c.json(await students.count(c.var.actor, filtersOf(c))));

  routes.get("/api/v1/students/search", async (c) =>
    c.json(paper(await students.search(c.var.actor, filtersOf(c), { offset: offsetOf(c) }))),
  );

  routes.get("/api/v1/students/:student", async (c) => {
    authorize(c.var.actor, "student.view");
    const { id, values, tables } = await students.getStudent(c.var.actor, idOf(c.req.param("student")));
    return c.json({ id, student: values, tables: Object.fromEntries(tables.map(({ table, rows }) => [table, rows])) });
  });

  routes.get("/api/v1/classes/mine", async (c) => {
    const { classes } = await students.ownClasses(c.var.actor);
    return c.json({
      classes: classes.map(({ id, values, students }) => ({ id, class: values, students: students.map(flat) })),
    });
  });

  return routes;
}
