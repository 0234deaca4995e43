// Request files for programs: the bare file as the body, its key as the Idempotency-Key. The same verbs as the screens.
import { Readable } from "node:stream";
import { Hono } from "hono";
import { z } from "zod";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { answersBody, answersHeaders } from "./file-routes.tsx";
import { askingDistrict } from "./request-routes.tsx";
import type { IdentityRouteDeps, RouteContext } from "./route-deps.ts";

const base = "/api/v1/identifiers/request-files";
const querySchema = z.object({
  name: z.string().max(200).default("request.csv"),
  district: z.coerce.number().int().positive().max(1e6).optional(),
});

const keyOf = (c: RouteContext): string => c.req.header("idempotency-key") ?? "";

export function fileApiRoutes({ registry }: IdentityRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  routes.get(base, async (c) => c.json({ files: await registry.files(c.var.actor) }));

  routes.post(base, async (c) => {
    authorize(c.var.actor, "identifier.request");
    const query = querySchema.safeParse(c.req.query());
    if (!query.success)
      throw new Problem("invalid-input", { detail: "district is a whole number, name a short text." });
    const { body } = c.req.raw;
    if (!body) throw new Problem("invalid-input", { detail: "No file came with the request." });
    const district = query.data.district ?? askingDistrict(c.var.actor);
    const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    const { name: fileName } = query.data;
    const receipt = await registry.requestFile(c.var.actor, { district, fileName, source, key: keyOf(c) });
    return c.json(receipt, receipt.again ? 200 : 201);
  });

  routes.get(`${base}/:sent`, async (c) => c.json(await registry.file(c.var.actor, c.req.param("sent"))));

  routes.post(`${base}/:sent/answers`, async (c) => {
    const { file } = await registry.file(c.var.actor, c.req.param("sent"));
    return c.body(await answersBody(registry.fileAnswers(c.var.actor, file, keyOf(c))), 200, answersHeaders(file));
  });

  return routes;
}
