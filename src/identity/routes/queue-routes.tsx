// The screens of near matches: the list, one of them, the decision in two steps, and the number that is fetched.
import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { can, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import { NearConfirm, type TypedDecision } from "../pages/near-decide.tsx";
import { NearList, nearPageLength } from "../pages/near-list.tsx";
import { NearPage } from "../pages/near-match-page.tsx";
import { nearPath } from "../pages/near-words.tsx";
import { checkReason } from "../queue/check-reason.ts";
import type { NearMatch } from "../queue/near-match.ts";
import { askedFacts } from "../registry/registry-profile.ts";
import type { IdentityRouteDeps, RouteContext } from "./route-deps.ts";

const current = "/identifiers";
const home = { href: "/identifiers", label: "Identifiers" };
const crumbs = [home, { href: "/identifiers/near", label: "Near matches" }];
const base = "/identifiers/near/:near";
const nothing: TypedDecision = { decision: "", other: "", reason: "" };

const querySchema = z.object({
  district: z.coerce.number().int().min(1).max(1e6).optional().catch(undefined),
  offset: z.coerce.number().int().min(0).max(1e6).catch(0),
});

/** What the list is asked for; what cannot be read is left out. */
export const queuePageOf = (c: RouteContext): { district: number | undefined; offset: number; limit: number } => {
  const { district, offset } = c.req.query();
  return { district: undefined, ...querySchema.parse({ district, offset: offset ?? 0 }), limit: nearPageLength };
};

export const nearOf = (c: RouteContext): string => c.req.param("near") ?? "";

export function queueRoutes({ registry, identifier, places }: IdentityRouteDeps): Hono<SignedInEnv> {
  const { profile } = registry;
  const { custody } = profile;
  const routes = new Hono<SignedInEnv>();

  routes.get("/identifiers/near", async (c) => {
    const { actor } = c.var;
    const page = queuePageOf(c);
    const queue = await registry.queue(actor, page);
    const all = actor.grants.reach === "state";
    const districts = (await places()).districts
      .map(({ number, name }) => ({ value: String(number), label: name }))
      .sort((a, b) => a.label.localeCompare(b.label, "en"));
    return renderPage(
      c,
      { title: "Near matches", current, crumbs: [home] },
      <NearList {...{ queue, all, districts, offset: page.offset, district: page.district }} />,
    );
  });

  const nearPage = (c: RouteContext, near: NearMatch, typed = nothing, errors: FieldError[] = []) => {
    const { actor, viewer } = c.var;
    const own = actor.district === near.asker.district;
    const fetches = own && can(actor, "identifier.request", { district: actor.district });
    return renderPage(
      c,
      { title: "Near match", current, crumbs },
      <NearPage
        {...{ near, own, custody, identifier, typed, errors, csrf: viewer.csrf, choices: registry.choices() }}
        facts={askedFacts(profile).map(({ fact }) => fact)}
        changed={c.req.query("changed") !== undefined}
        done={c.req.query("done") !== undefined}
        fetchKey={fetches ? randomBytes(24).toString("base64url") : undefined}
      />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get(base, async (c) => nearPage(c, await registry.nearMatch(c.var.actor, nearOf(c))));

  const typedOf = async (c: RouteContext): Promise<TypedDecision> => {
    const body = await c.req.parseBody();
    const read = (name: string): string => String(body[name] ?? "").trim();
    return { decision: read("decision"), other: read("other"), reason: read("reason") };
  };

  /** What is wrong with the form itself; whether the student exists is the verb's to say. */
  const wrongWith = ({ decision, other, reason }: TypedDecision, near: NearMatch): FieldError[] => {
    const errors: FieldError[] = [];
    const known = near.candidates.some(({ reference }) => reference === decision);
    if (!known && decision !== "new" && decision !== "other")
      errors.push({ field: "decision", message: "Choose who the child is." });
    if (decision === "other" && other === "")
      errors.push({ field: "other", message: "Give the reference of the student you mean." });
    try {
      checkReason(custody, reason);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      errors.push({ field: "reason", message: error.message });
    }
    return errors;
  };

  routes.post(`${base}/review`, async (c) => {
    const near = await registry.nearMatch(c.var.actor, nearOf(c));
    const typed = await typedOf(c);
    const errors = wrongWith(typed, near);
    if (errors.length > 0 || near.decision) return nearPage(c, near, typed, errors);
    return renderPage(
      c,
      { title: "Confirm", current, crumbs: [...crumbs, { href: nearPath(near.request), label: "Near match" }] },
      <NearConfirm {...{ near, typed, custody, identifier }} csrf={c.var.viewer.csrf} />,
    );
  });

  routes.post(`${base}/decision`, async (c) => {
    const { actor } = c.var;
    const near = await registry.nearMatch(actor, nearOf(c));
    const typed = await typedOf(c);
    const errors = wrongWith(typed, near);
    if (errors.length > 0) return nearPage(c, near, typed, errors);
    const { decision, other, reason } = typed;
    const said = decision === "new" ? "new" : { same: decision === "other" ? other : decision };
    try {
      await registry.decide(actor, near.request, said, reason);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "near-match-changed") return c.redirect(`${nearPath(near.request)}?changed=yes`, 303);
      const field = { "student-unknown": "other", "known-apart": "decision" }[error.code as string];
      if (field === undefined) throw error;
      return nearPage(c, near, typed, [{ field, message: `${error.message} ${error.remedy}` }]);
    }
    return c.redirect(`${nearPath(near.request)}?done=decided`, 303);
  });

  return routes;
}
