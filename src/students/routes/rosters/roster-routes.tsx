// Rosters, classes and caseloads on screen and as JSON: parse, call, render. Rights are the verbs' to ask.
import { type Context, Hono } from "hono";
import { z } from "zod";
import { authorize, type SignedInEnv, signedIn } from "../../../access/index.ts";
import { type Clock, dayOf, Problem } from "../../../platform/index.ts";
import { renderPage } from "../../../web/index.ts";
import type { Rosters } from "../../create-rosters.ts";
import { CaseloadsPage } from "../../pages/rosters/caseloads-page.tsx";
import { ClassesPage, ClassPage } from "../../pages/rosters/classes-pages.tsx";
import { RostersPage } from "../../pages/rosters/rosters-page.tsx";
import { caseloadPurposes, caseloadRelations } from "../../rosters/caseloads.ts";
import type { RosterFinding } from "../../rosters/findings.ts";
import type { RosterOutcome } from "../../rosters/import-roster.ts";
import { zipLimits } from "../../rosters/read-zip.ts";
import type { Places } from "../route-context.ts";

export type RosterRouteDeps = { rosters: Rosters; clock: Clock; places(): Promise<Places> };
type RouteContext = Context<SignedInEnv>;

const memberForm = z.object({
  kind: z.enum(["student", "teacher"]),
  who: z.string().trim().min(1).max(320),
  starts: z.iso.date(),
  ends: z.iso.date(),
});
const endForm = z.object({
  kind: z.enum(["student", "teacher"]),
  key: z.string().max(40),
  starts: z.iso.date(),
  mistake: z.enum(["yes", "no"]),
});
const caseloadForm = z.object({
  student: z.string().trim().min(1).max(50),
  account: z.string().trim().min(1).max(320),
  relation: z.enum(caseloadRelations),
  purpose: z.enum(caseloadPurposes),
  starts: z.iso.date(),
  ends: z.iso.date().or(z.literal("")).default(""),
});
const number = z.coerce.number().int().positive().max(1e15);

export function rosterRoutes(deps: RosterRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of ["/rosters", "/classes", "/caseloads"].flatMap((one) => [one, `${one}/*`]))
    routes.use(path, signedIn).use(`/api/v1${path}`, signedIn);
  addRosters(routes, deps);
  addClasses(routes, deps);
  addCaseloads(routes, deps);
  return routes;
}

const addRosters = (routes: Hono<SignedInEnv>, { rosters }: RosterRouteDeps): void => {
  const page = async (c: RouteContext, more: { outcome?: RosterOutcome; refused?: Problem } = {}) => {
    const imports = await rosters.listImports(c.var.actor);
    const refused = more.refused && {
      message: more.refused.message,
      remedy: more.refused.remedy,
      findings: (more.refused.facts.findings ?? []) as RosterFinding[],
    };
    const body = <RostersPage csrf={c.var.viewer.csrf} imports={imports} outcome={more.outcome} refused={refused} />;
    return renderPage(c, { title: "Rosters", current: "/rosters" }, body, refused ? 422 : 200);
  };
  routes.get("/rosters", (c) => page(c));
  routes.post("/rosters", async (c) => {
    authorize(c.var.actor, "roster.import");
    try {
      const { file, check } = await uploadOf(c);
      return page(c, { outcome: await rosters.importRoster(c.var.actor, { ...file, check }) });
    } catch (error) {
      if (error instanceof Problem && error.status === 422) return page(c, { refused: error });
      throw error;
    }
  });
  routes.get("/api/v1/rosters", async (c) => c.json({ imports: await rosters.listImports(c.var.actor) }));
  routes.post("/api/v1/rosters", async (c) => {
    authorize(c.var.actor, "roster.import");
    const { file, check } = await uploadOf(c);
    return c.json(await rosters.importRoster(c.var.actor, { ...file, check }));
  });
};

const uploadOf = async (c: RouteContext) => {
  if (Number(c.req.header("content-length") ?? 0) > zipLimits.archive)
    throw new Problem("invalid-input", { detail: "The file is too large." });
  const body = await c.req.parseBody();
  const { file } = body;
  if (!(file instanceof File) || file.size === 0) throw new Problem("invalid-input", { detail: "Choose a zip file." });
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { file: { fileName: file.name.slice(0, 200), bytes }, check: body.do !== "import" };
};

const addClasses = (routes: Hono<SignedInEnv>, { rosters, clock, places }: RosterRouteDeps): void => {
  const idOf = (c: RouteContext): number => {
    const parsed = number.safeParse(c.req.param("class"));
    if (!parsed.success) throw new Problem("not-found");
    return parsed.data;
  };
  const page = async (c: RouteContext, error?: string, entered?: z.output<typeof memberForm>) => {
    const of = await rosters.getClass(c.var.actor, idOf(c));
    const school = (await places()).school(of.school);
    const frame = { title: of.title, current: "/classes", crumbs: [{ href: "/classes", label: "Classes" }] };
    const body = <ClassPage {...{ of, school, error, entered }} csrf={c.var.viewer.csrf} today={dayOf(clock)} />;
    return renderPage(c, frame, body, error ? 422 : 200);
  };
  routes.get("/classes", async (c) => {
    const classes = await rosters.listClasses(c.var.actor);
    const names = await places();
    return renderPage(
      c,
      { title: "Classes", current: "/classes" },
      <ClassesPage classes={classes} schoolName={(school) => names.school(school)} />,
    );
  });
  routes.get("/classes/:class{\\d+}", (c) => page(c));
  routes.post("/classes/:class{\\d+}/members", async (c) => {
    await rosters.getClass(c.var.actor, idOf(c));
    const parsed = memberForm.safeParse(await c.req.parseBody());
    if (!parsed.success) return page(c, "Give a person and both days.");
    try {
      await rosters.addMember(c.var.actor, idOf(c), parsed.data);
    } catch (error) {
      return page(c, refusal(error), parsed.data);
    }
    return c.redirect(`/classes/${idOf(c)}`, 303);
  });
  routes.post("/classes/:class{\\d+}/end", async (c) => {
    await rosters.getClass(c.var.actor, idOf(c));
    const parsed = endForm.safeParse(await c.req.parseBody());
    if (!parsed.success) throw new Problem("invalid-input", { detail: "The form cannot be read." });
    await rosters.endMember(c.var.actor, idOf(c), { ...parsed.data, mistake: parsed.data.mistake === "yes" });
    return c.redirect(`/classes/${idOf(c)}`, 303);
  });
  routes.get("/api/v1/classes", async (c) => c.json({ classes: await rosters.listClasses(c.var.actor) }));
  routes.get("/api/v1/classes/:class{\\d+}", async (c) => c.json(await rosters.getClass(c.var.actor, idOf(c))));
};

const addCaseloads = (routes: Hono<SignedInEnv>, { rosters, clock }: RosterRouteDeps): void => {
  const page = async (c: RouteContext, error?: string, entered?: Record<string, string>) => {
    const caseloads = await rosters.listCaseload(c.var.actor);
    const body = <CaseloadsPage {...{ caseloads, error, entered }} csrf={c.var.viewer.csrf} today={dayOf(clock)} />;
    return renderPage(c, { title: "Caseloads", current: "/caseloads" }, body, error ? 422 : 200);
  };
  routes.get("/caseloads", (c) => page(c));
  routes.post("/caseloads", async (c) => {
    authorize(c.var.actor, "caseload.manage");
    const body = (await c.req.parseBody()) as Record<string, string>;
    const parsed = caseloadForm.safeParse(body);
    if (!parsed.success) return page(c, "Give a student, a person and the first day.", body);
    try {
      await rosters.giveCaseload(c.var.actor, parsed.data);
    } catch (error) {
      return page(c, refusal(error), parsed.data);
    }
    return c.redirect("/caseloads", 303);
  });
  routes.post("/caseloads/:caseload{\\d+}/end", async (c) => {
    const parsed = number.safeParse(c.req.param("caseload"));
    if (!parsed.success) throw new Problem("not-found");
    await rosters.endCaseload(c.var.actor, parsed.data, (await c.req.parseBody()).mistake === "yes");
    return c.redirect("/caseloads", 303);
  });
  routes.get("/api/v1/caseloads", async (c) => c.json({ caseloads: await rosters.listCaseload(c.var.actor) }));
};

/** What was entered is refused beside the form; anything else is a page of its own. */
const refusal = (error: unknown): string => {
  if (error instanceof Problem && error.status === 422) return `${error.message} ${error.remedy}`;
  throw error;
};
