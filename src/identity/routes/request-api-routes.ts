// Requests for programs: one question as JSON, its answer, the list of the own ones. The same verbs and refusals as the screens.
import { Hono } from "hono";
import { z } from "zod";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { paperOf } from "../queue/paper.ts";
import type { Answer } from "../registry/answer.ts";
import { shortestKey } from "../registry/ask.ts";
import { factNames } from "../registry/facts.ts";
import type { Candidate } from "../registry/judge-people.ts";
import { alwaysRequired, type RegistryProfile } from "../registry/registry-profile.ts";
import type { RequestLine } from "../registry/requests.ts";
import { readRequest, type Typed } from "./request-input.ts";
import { askingDistrict, requestIdOf, requestQueryOf } from "./request-routes.tsx";
import type { IdentityRouteDeps } from "./route-deps.ts";

export function requestApiRoutes(deps: IdentityRouteDeps): Hono<SignedInEnv> {
  const { registry } = deps;
  const routes = new Hono<SignedInEnv>();
  const bodySchema = bodyOf(registry.profile);

  routes.post("/api/v1/identifiers/requests", async (c) => {
    const { actor } = c.var;
    authorize(actor, "identifier.request");
    const key = c.req.header("idempotency-key") ?? "";
    if (key.length < shortestKey) throw new Problem("key-too-short", { shortest: shortestKey });
    const body = bodySchema.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw unreadable(body.error);
    const { district: given, school, ...words } = body.data;
    const district = given ?? askingDistrict(actor);
    authorize(actor, "identifier.request", { district });
    const typed: Typed = { ...(words as Typed), ...(school === undefined ? {} : { school: String(school) }) };
    const { question, errors } = await readRequest(deps, typed, district, key);
    if (errors.length > 0)
      throw new Problem("facts-unusable", { detail: errors.map(({ message }) => message).join(" "), errors });
    const answer = await registry.ask(actor, question);
    c.header("Location", `/api/v1/identifiers/requests/${answer.request}`);
    const status = answer.waiting ? 202 : answer.outcome === "new" ? 201 : 200;
    return c.json({ ...answerPaper(answer), local_identifier: question.localIdentifier }, status);
  });

  routes.get("/api/v1/identifiers/requests", async (c) => {
    const { total, offset, limit, requests } = await registry.requests(c.var.actor, requestQueryOf(c));
    return c.json({ total, offset, limit, requests: requests.map(linePaper) });
  });

  routes.get("/api/v1/identifiers/requests/:asked", async (c) => {
    const { line, answer } = await registry.request(c.var.actor, requestIdOf(c));
    return c.json({ ...linePaper(line), ...answerPaper(answer) });
  });

  // The key comes as with a request: sent again with the same one, the number is the same.
  routes.post("/api/v1/identifiers/requests/:asked/number", async (c) =>
    c.json(
      paperOf(await registry.fetchOwed(c.var.actor, requestIdOf(c), c.req.header("idempotency-key") ?? "")) as object,
    ),
  );

  return routes;
}

/** Only what the profile asks for: a fact too many is a mistake, or more than the state wants to know. */
const bodyOf = ({ facts }: RegistryProfile) => {
  const asked = factNames.filter((name) => alwaysRequired.includes(name) || facts[name] !== undefined);
  return z.strictObject({
    district: z.int().positive().optional(),
    school: z.int().positive().optional(),
    local_identifier: z.string().default(""),
    ...Object.fromEntries(asked.map((name) => [name, z.string().default("")])),
  });
};

/** Names what is wrong, and quotes no value. */
const unreadable = ({ issues }: z.ZodError): Problem => {
  const places = issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `not asked for: ${issue.keys.join(", ")}`
      : `${issue.path.join(".") || "body"}`,
  );
  return new Problem("invalid-input", { detail: `The request cannot be read: ${places.join("; ")}.` });
};

const answerPaper = (answer: Answer) => ({
  request: answer.request,
  outcome: answer.outcome,
  waiting: answer.waiting,
  asked_at: answer.askedAt.toISOString(),
  number: answer.number ?? null,
  owed: answer.owed,
  fetched_at: answer.fetchedAt?.toISOString() ?? null,
  local_identifier: answer.localIdentifier ?? null,
  reference: answer.reference ?? null,
  own_district_asked_at: answer.askedBefore?.toISOString() ?? null,
  holder: answer.holder
    ? {
        district: answer.holder.district,
        district_name: answer.holder.districtName,
        school: answer.holder.school ?? null,
        school_name: answer.holder.schoolName ?? null,
        contact: answer.holder.contact ?? null,
      }
    : null,
  why: {
    reason: answer.reason,
    model: answer.model,
    likeliest: answer.likeliest ? candidatePaper(answer.likeliest) : null,
    runner_up: answer.runnerUp ? { probability: answer.runnerUp.probability, bits: answer.runnerUp.bits } : null,
  },
});

const candidatePaper = ({ probability, bits, guards, foundBy, evidence }: Candidate) => ({
  ...{ probability, bits, guards, found_by: foundBy.replace(/^by_/, ""), prior: evidence.prior },
  fields: evidence.fields,
});

const linePaper = (line: RequestLine) => ({
  ...{ request: line.request, asked_at: line.askedAt.toISOString(), district: line.district },
  ...{ school: line.school ?? null, outcome: line.outcome, waiting: line.waiting, owed: line.owed },
  ...{ local_identifier: line.localIdentifier ?? null, reference: line.reference ?? null, number: line.number ?? null },
  facts: line.facts,
});
