// Screens of students: the list, one record, the own classes, the search. Parse, call, render.
import { Hono } from "hono";
import { authorize, can, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import { listed, OwnClassesPage } from "../pages/own-classes.tsx";
import { studentPath } from "../pages/paths.ts";
import { StudentList } from "../pages/student-list.tsx";
import { StudentRecordPage } from "../pages/student-record.tsx";
import { StudentSearch } from "../pages/student-search.tsx";
import { studentName } from "../pages/values.tsx";
import { locates } from "../reading/locate.ts";
import { idOf } from "../reading/one-student.ts";
import { type StudentPage, searchFieldsOf } from "../reading/read-students.ts";
import {
  columnsAsked,
  filtersOf,
  offsetOf,
  type RouteContext,
  rowsOf,
  type StudentsRouteDeps,
} from "./route-context.ts";

const crumbs = [{ href: "/students", label: "Students" }];

export function studentRoutes({ students, policy, clock, places, locator }: StudentsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  // Who has students but no submissions lands on them: teachers, and above all families.
  routes.get("/", async (c, next) => {
    const { actor } = c.var;
    if (!actor || can(actor, "submission.view") || can(actor, "progress.view")) return next();
    if (can(actor, "student.view")) return c.redirect("/students");
    return can(actor, "student.search") ? c.redirect("/students/search") : next();
  });

  routes.get("/students", async (c) => {
    const { actor } = c.var;
    const rows = rowsOf(policy, actor);
    const asked = columnsAsked(c);
    const address = { filters: filtersOf(c), sort: c.req.query("sort"), fields: asked, offset: offsetOf(c) };
    const page = await students.list(actor, { ...address, preferred: listed });
    const [only] = page.students;
    if (rows === "family" && only && page.total === 1) return c.redirect(studentPath(only.id));
    const known = await places();
    const own = known
      .schools(actor.district)
      .filter(({ number }) => actor.schools.length === 0 || actor.schools.includes(number));
    const links = [
      ...(policy.roles[actor.role]?.relations.includes("teacher")
        ? [{ href: "/classes/mine", label: "My classes" }]
        : []),
      ...(can(actor, "student.search") ? [{ href: "/students/search", label: "Find a student" }] : []),
    ];
    return renderPage(
      c,
      { title: "Students", current: "/students" },
      <StudentList
        {...{ page, address, rows, links }}
        visible={page.visible}
        schools={own.map(({ number, name }) => ({ value: String(number), label: name }))}
        places={known}
      />,
    );
  });

  routes.get("/students/search", async (c) => {
    const { actor } = c.var;
    authorize(actor, "student.search");
    if (locates({ policy }, actor)) return c.redirect(locator ?? "/students/locate");
    const filters = filtersOf(c);
    const errors: FieldError[] = [];
    let page: StudentPage | undefined;
    if (filters.length > 0) page = await searched(c, filters, errors);
    return renderPage(
      c,
      { title: "Find a student", current: "/students/search", crumbs: can(actor, "student.view") ? crumbs : [] },
      <StudentSearch
        linked={can(actor, "student.view")}
        by={searchFieldsOf(actor)}
        {...{ filters, errors, page }}
        places={await places()}
      />,
      errors.length > 0 ? 422 : 200,
    );
  });

  /** What was typed wrong is said beside the form; a field that cannot be asked for is a page of its own. */
  const searched = async (c: RouteContext, filters: ReturnType<typeof filtersOf>, errors: FieldError[]) => {
    try {
      return await students.search(c.var.actor, filters, { offset: offsetOf(c), preferred: listed });
    } catch (error) {
      const known = error instanceof Problem && (error.code === "search-empty" || error.code === "invalid-input");
      if (!known) throw error;
      errors.push({ field: searchFieldsOf(c.var.actor)[0] ?? "main", message: `${error.message} ${error.remedy}` });
      return undefined;
    }
  };

  routes.get("/students/:student", async (c) => {
    const { actor } = c.var;
    authorize(actor, "student.view");
    const record = await students.getStudent(actor, idOf(c.req.param("student")));
    return renderPage(
      c,
      { title: studentName(record.id, record.values), current: "/students", crumbs },
      <StudentRecordPage record={record} places={await places()} printed={{ by: actor.name, at: clock.now() }} />,
    );
  });

  routes.get("/classes/mine", async (c) => {
    const own = await students.ownClasses(c.var.actor);
    return renderPage(
      c,
      { title: "My classes", current: "/classes/mine", crumbs },
      <OwnClassesPage own={own} places={await places()} />,
    );
  });

  return routes;
}
