// Home by role, and the state's progress.
import { Hono } from "hono";
import { z } from "zod";
import { authorize, can, type SignedInEnv } from "../../access/index.ts";
import { dayOf, Problem, type SchoolYear, schoolYearLabel } from "../../platform/index.ts";
import { EmptyState, PageHead, renderPage } from "../../web/index.ts";
import type { CollectionWindow } from "../model.ts";
import { DistrictHome, type NextStep, StateHome } from "../pages/home.tsx";
import { certifyPath, findingsPath, submissionPath, uploadPath } from "../pages/paths.ts";
import { ProgressPage, progressSorts } from "../pages/progress.tsx";
import { windowsPath } from "../pages/windows.tsx";
import type { Due } from "../verbs.ts";
import { daysBetween } from "../year-day.ts";
import { type CollectionsRouteDeps, collectionOf, type RouteContext, rightsOf } from "./route-context.ts";

const filterSchema = z.object({
  status: z.string().max(60).optional().catch(undefined),
  show: z.enum(["errors", "missing"]).optional().catch(undefined),
  sort: z.enum(progressSorts).catch("district"),
});
const yearSchema = z.coerce.number().int().min(1900).max(2200).optional().catch(undefined);

export function homeRoutes(deps: CollectionsRouteDeps): Hono<SignedInEnv> {
  const { collections, dictionary, clock } = deps;
  const routes = new Hono<SignedInEnv>();

  routes.get("/", async (c) => {
    const year = yearSchema.parse(c.req.query("year")) ?? (await deps.homeYear());
    const { actor, viewer } = c.var;
    const frame = { title: "Home", current: "/" };
    const shared = { name: viewer.name, yearLabel: schoolYearLabel(year) };
    if (can(actor, "progress.view")) {
      return renderPage(
        c,
        frame,
        <StateHome
          {...shared}
          windowsHref={can(actor, "window.manage") && dictionary.collections.size > 0 ? windowsPath(year) : undefined}
          collections={await stateOf(c, year)}
        />,
      );
    }
    if (can(actor, "submission.view")) {
      const overview = await collections.overview(actor, year);
      return renderPage(
        c,
        frame,
        <DistrictHome {...shared} overview={overview} nextStep={(due) => nextStep(c, due)} />,
      );
    }
    const { refusal } = actor.grants;
    return renderPage(
      c,
      frame,
      <>
        <PageHead title={`Good day, ${viewer.name}`} />
        <EmptyState title="Your role has nothing to do here yet">{refusal && <p>{refusal}</p>}</EmptyState>
      </>,
    );
  });

  async function stateOf(c: RouteContext, year: SchoolYear) {
    const windows = await collections.windows(year);
    const today = dayOf(clock);
    return Promise.all(
      [...dictionary.collections.values()]
        .filter(({ id }) => windows.some((window) => window.collection === id))
        .map(async ({ id, name }) => {
          const window = windows.find((one) => one.collection === id);
          const progress = await collections.progress(c.var.actor, { collection: id, year });
          return { title: name, window, daysLeft: window && daysBetween(today, window.closes), progress };
        }),
    );
  }

  routes.get("/progress/:collection/:year", async (c) => {
    authorize(c.var.actor, "progress.view");
    const { actor } = c.var;
    const request = collectionOf(c);
    const collection = dictionary.collections.get(request.collection);
    if (!collection) throw new Problem("not-found");
    const [progress, windows] = await Promise.all([
      collections.progress(actor, request),
      collections.windows(request.year),
    ]);
    const mayOpen = can(actor, "submission.view");
    const conflicts = mayOpen ? (await collections.overview(actor, request.year)).conflicts : [];
    const window: CollectionWindow | undefined = windows.find((one) => one.collection === request.collection);
    return renderPage(
      c,
      { title: `Progress: ${collection.name}`, current: c.req.path, crumbs: [{ href: "/", label: "Home" }] },
      <ProgressPage
        title={collection.name}
        yearLabel={schoolYearLabel(request.year)}
        window={window}
        progress={progress}
        filter={filterSchema.parse(c.req.query())}
        conflicts={conflicts}
        mayOpen={mayOpen}
      />,
    );
  });

  return routes;
}

/** Where the next step is taken: the first thing that stands in the way, for those who may do it. */
function nextStep(c: RouteContext, due: Due): NextStep {
  const { submission, status, findings, missingSchools, window, daysLeft } = due;
  const rights = rightsOf(c, submission.district);
  const over = daysLeft !== undefined && daysLeft < 0;
  if (status === "Certified") return { href: `${submissionPath(submission)}/sign-off.pdf`, label: "Sign-off document" };
  if (status === "Not Submitted" && rights.upload && !over)
    return { href: uploadPath(submission), label: "Check and upload" };
  if (findings.error > 0) return { href: findingsPath(submission, { severity: "error" }), label: "See the errors" };
  if (findings.confirm > 0) return { href: findingsPath(submission, { severity: "confirm" }), label: "Explain" };
  const mayAdd = rights.upload && status !== "Not Submitted" && window?.open !== false;
  if (missingSchools > 0 && mayAdd) return { href: uploadPath(submission), label: "Upload what is missing" };
  if (status === "District Verified" && rights.certify) return { href: certifyPath(submission), label: "Certify" };
  return { href: submissionPath(submission), label: "Open the submission" };
}
