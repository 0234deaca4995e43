// Merging, splitting, undoing, a student's history and the changes, as screens. Parse, call, render; rights are the verbs' to ask.
import { Hono } from "hono";
import { authorize, can, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { renderPage } from "../../web/index.ts";
import { ChangesPage } from "../pages/changes.tsx";
import { type MergeForm, MergePage, nameOf } from "../pages/merge.tsx";
import { StudentHistoryPage } from "../pages/student-history.tsx";
import type { IdentityRouteDeps, RouteContext } from "./route-deps.ts";

const crumbs = [{ href: "/identifiers", label: "Identifiers" }];
const current = "/identifiers";

export function historyRoutes(deps: IdentityRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  addMerge(routes, deps);
  addStudent(routes, deps);
  routes.get("/identifiers/changes", async (c) => {
    const { changes } = await deps.registry.changes(c.var.actor, { newest: true, limit: 100 });
    const linked = deps.registry.profile.custody !== "split";
    const all = c.var.actor.grants.reach === "state";
    const body = <ChangesPage {...{ changes, linked, all }} identifier={deps.identifier} />;
    return renderPage(c, { title: "Changes", current, crumbs }, body);
  });
  return routes;
}

const text = (form: Record<string, unknown>, name: string): string => String(form[name] ?? "").trim();

/** What a form can be corrected after; everything else is an answer of its own. */
const correctable = (error: unknown): string => {
  if (error instanceof Problem && (error.status === 422 || error.status === 409))
    return `${error.message} ${error.remedy}`;
  throw error;
};

const unconfirmed = new Problem("invalid-input", { detail: "Tick the box that says what will happen." });

const addMerge = (routes: Hono<SignedInEnv>, { registry, identifier }: IdentityRouteDeps): void => {
  type Shown = Partial<Pick<Parameters<typeof MergePage>[0], "comparison" | "refused" | "done">>;
  const page = (c: RouteContext, entered: MergeForm, shown: Shown = {}) =>
    renderPage(
      c,
      { title: "Merge and split", current, crumbs },
      <MergePage
        {...{ identifier, entered, ...shown, choices: registry.choices() }}
        csrf={c.var.viewer.csrf}
        split={registry.profile.custody === "split"}
      />,
      shown.refused ? 422 : 200,
    );
  const empty = { a: "", b: "", reason: "" };

  routes.get("/identifiers/merge", (c) => {
    authorize(c.var.actor, "identifier.merge");
    return page(c, empty);
  });
  routes.post("/identifiers/merge", async (c) => {
    const { actor } = c.var;
    authorize(actor, "identifier.merge");
    const form = await c.req.parseBody();
    const entered: MergeForm = { a: text(form, "a"), b: text(form, "b"), reason: text(form, "reason") };
    const { a, b, reason } = entered;
    let comparison: Awaited<ReturnType<typeof registry.compare>> | undefined;
    try {
      comparison = await registry.compare(actor, a, b);
      if (form.step !== "merge") return page(c, entered, { comparison });
      if (form.confirm !== "yes") throw unconfirmed;
      const { superseded, by } = await registry.merge(actor, a, b, { reason, despite: form.despite === "yes" });
      if (by.reference !== undefined) return c.redirect(`/identifiers/students/${by.reference}?done=merged`, 303);
      return page(c, empty, { done: `${nameOf(superseded)} gave way to ${nameOf(by)}.` });
    } catch (error) {
      return page(c, entered, { comparison, refused: correctable(error) });
    }
  });
  routes.post("/identifiers/students", async (c) => {
    authorize(c.var.actor, "identifier.merge");
    const typed = text(await c.req.parseBody(), "student");
    const found = await registry.history(c.var.actor, typed).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    });
    if (!found) return page(c, empty, { refused: "No student is known by that. Check the reference or the number." });
    return c.redirect(`/identifiers/students/${found.student.reference}`, 303);
  });
  routes.post("/identifiers/merges/number/undo", async (c) => {
    authorize(c.var.actor, "identifier.merge");
    const form = await c.req.parseBody();
    try {
      const { restored, from } = await registry.undoMerge(c.var.actor, text(form, "number"), text(form, "reason"));
      return page(c, empty, { done: `${nameOf(restored)} holds again, beside ${nameOf(from)}.` });
    } catch (error) {
      return page(c, empty, { refused: correctable(error) });
    }
  });
};

const doneWords: Record<string, string> = {
  merged: "The two were merged.",
  unmerged: "The merge was undone. The two are remembered as two students.",
  split: "The records were split off, to a new student.",
  unsplit: "The split was undone.",
};

const addStudent = (routes: Hono<SignedInEnv>, { registry, identifier }: IdentityRouteDeps): void => {
  const page = async (c: RouteContext, reference: string, refused?: string, reason?: string) => {
    const of = await registry.history(c.var.actor, reference);
    const done = refused ? undefined : doneWords[c.req.query("done") ?? ""];
    return renderPage(
      c,
      { title: `Student ${of.student.reference}`, current, crumbs },
      <StudentHistoryPage
        {...{ of, identifier, refused, done, reason, choices: registry.choices() }}
        csrf={c.var.viewer.csrf}
        mayChange={can(c.var.actor, "identifier.merge")}
      />,
      refused ? 422 : 200,
    );
  };
  const undo = async (c: RouteContext, work: (reason: string) => Promise<unknown>, done: string) => {
    authorize(c.var.actor, "identifier.merge");
    const form = await c.req.parseBody();
    const student = text(form, "student");
    try {
      await work(text(form, "reason"));
    } catch (error) {
      if (student === "") throw error;
      return page(c, student, correctable(error));
    }
    return c.redirect(`/identifiers/students/${encodeURIComponent(student)}?done=${done}`, 303);
  };

  routes.get("/identifiers/students/:reference", (c) => page(c, c.req.param("reference")));
  routes.post("/identifiers/students/:reference/split", async (c) => {
    const { actor } = c.var;
    authorize(actor, "identifier.merge");
    const form = await c.req.parseBody({ all: true });
    const [student, reason] = [c.req.param("reference"), text(form, "reason")];
    const records = [form.records ?? []].flat().map(Number);
    try {
      if (form.confirm !== "yes") throw unconfirmed;
      await registry.split(actor, { student, records, reason });
    } catch (error) {
      return page(c, student, correctable(error), reason);
    }
    return c.redirect(`/identifiers/students/${student}?done=split`, 303);
  });
  routes.post("/identifiers/merges/:merge/undo", (c) =>
    undo(c, (reason) => registry.undoMerge(c.var.actor, c.req.param("merge"), reason), "unmerged"),
  );
  routes.post("/identifiers/splits/:split/undo", (c) =>
    undo(c, (reason) => registry.undoSplit(c.var.actor, c.req.param("split"), reason), "unsplit"),
  );
};
