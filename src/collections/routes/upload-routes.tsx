// Check and upload: the page, what the browser's check needs, and the upload itself.
import { type Context, Hono } from "hono";
import { stream } from "hono/streaming";
import { z } from "zod";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import { Problem, type SchoolYear } from "../../platform/index.ts";
import { describe, renderPage } from "../../web/index.ts";
import { batchPath, submissionPath } from "../pages/paths.ts";
import { UploadPage } from "../pages/upload.tsx";
import type { BatchReceipt, NotWhole, SubmitProgress } from "../verbs.ts";
import { type CollectionsRouteDeps, keyOf, type RouteContext } from "./route-context.ts";
import { uploadBodyOf } from "./upload-body.ts";

const base = "/collections/:collection/:year/:district";
const replacesSchema = z.union([z.literal("none"), z.uuid()]).optional();

export function uploadRoutes(deps: CollectionsRouteDeps): Hono<SignedInEnv> {
  const { collections } = deps;
  const routes = new Hono<SignedInEnv>();

  async function uploadPage(c: RouteContext, notWhole?: NotWhole) {
    const key = keyOf(c, "submission.upload");
    const submission = await collections.submission(c.var.actor, key);
    const compiled = deps.compiled(key.collection, key.year);
    const check = {
      worker: `${c.var.product.assets}/check-worker.js`,
      validator: compiled && `/assets/validators/${key.collection}-${key.year}-${compiled.hash}.js`,
      directory: (await hasDirectory(key.year)) ? `/assets/directory/${key.year}.json` : undefined,
    };
    const crumbs = [
      { href: "/", label: "Home" },
      { href: submissionPath(key), label: "Submission" },
    ];
    return renderPage(
      c,
      { title: "Check and upload", crumbs, islands: ["check-island"] },
      <UploadPage submission={submission} csrf={c.var.viewer.csrf} check={check} notWhole={notWhole} />,
      notWhole ? 422 : 200,
    );
  }

  /** Without a directory of the year the browser leaves its rules out and says so. */
  async function hasDirectory(year: SchoolYear): Promise<boolean> {
    try {
      return (await deps.directoryContext(year)) !== undefined;
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return false;
      throw error;
    }
  }

  routes.get(`${base}/upload`, (c) => uploadPage(c));

  routes.post(`${base}/upload`, async (c) => {
    const key = keyOf(c, "submission.upload");
    const body = await uploadBodyOf(c);
    const replaces = replacesSchema.safeParse(body.replaces);
    if (!replaces.success) throw new Problem("invalid-input", { detail: "The batch to replace is not known." });
    const submit = (onProgress?: (progress: SubmitProgress) => void) =>
      collections.submit(c.var.actor, { ...key, ...body, replaces: replaces.data }, onProgress);
    if (c.req.header("accept") === "application/x-ndjson") return answerInSteps(c, submit);
    try {
      return c.redirect(receiptPath(await submit()), 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "upload-not-whole") throw error;
      return uploadPage(c, error.facts as unknown as NotWhole);
    }
  });

  routes.get("/assets/validators/:file", (c) => {
    authorize(c.var.actor, "submission.check");
    const named = /^(.+)-(\d{4})-([0-9a-f]+)\.js$/.exec(c.req.param("file"));
    const compiled = named?.[1] && deps.compiled(named[1], Number(named[2]) as SchoolYear);
    if (!compiled || compiled.hash !== named[3]) throw new Problem("not-found");
    return c.body(compiled.source, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "private, max-age=31536000, immutable",
    });
  });

  routes.get("/assets/directory/:file{\\d{4}\\.json}", async (c) => {
    authorize(c.var.actor, "submission.check");
    const context = await deps.directoryContext(Number(c.req.param("file").slice(0, 4)));
    if (!context) throw new Problem("not-found");
    return c.json(context);
  });

  return routes;
}

const receiptPath = ({ batch, repeated }: BatchReceipt): string =>
  `${batchPath(batch.id)}?arrival=${repeated ? "repeated" : "stored"}`;

/** One JSON line a step, so that the page can show how far the server is; the last line is the receipt or the problem. */
function answerInSteps(c: Context, submit: (onProgress: (progress: SubmitProgress) => void) => Promise<BatchReceipt>) {
  c.header("content-type", "application/x-ndjson");
  c.header("cache-control", "no-store, no-transform");
  return stream(c, async (out) => {
    const line = (value: object) => out.write(`${JSON.stringify(value)}\n`);
    let last = 0;
    try {
      const receipt = await submit((progress) => {
        const now = performance.now();
        if (now - last < 100) return;
        last = now;
        void line({ progress });
      });
      await line({ receipt: receiptPath(receipt) });
    } catch (error) {
      await line({ problem: describe(error) });
    }
  });
}
