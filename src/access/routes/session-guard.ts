// Every request: who is it (session cookie), may the form be trusted (token), and what does the frame show of them.
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { Problem } from "../../platform/index.ts";
import type { NavLink, Viewer, WebVariables } from "../../web/index.ts";
import type { Access } from "../create-access.ts";
import type { Action } from "../policy/actions.ts";
import { type Actor, can } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import { sameToken } from "../sign-in/token.ts";

export const sessionCookie = "rollbook_session";

/** What a signed-in page finds in `c.var`. */
export type SignedInEnv = { Variables: WebVariables & { actor: Actor; viewer: Viewer } };

export type NavigationEntry = NavLink & { action: Action };
export type GuardOptions = {
  access: Access;
  navigation: NavigationEntry[];
  /** What the frame calls the actor's organization; the directory knows, access does not. */
  organizationName: (actor: Actor) => Promise<string>;
};

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Before all routes. Fills `actor` and `viewer` when a session is open; refuses a form without the session's token. */
export function sessionGuard({ access, navigation, organizationName }: GuardOptions): MiddlewareHandler<SignedInEnv> {
  return createMiddleware<SignedInEnv>(async (c, next) => {
    const token = getCookie(c, sessionCookie);
    const session = token ? await access.findSession(token) : undefined;
    if (session) {
      if (!safeMethods.has(c.req.method) && !sameToken(await sentToken(c), session.csrf))
        throw new Problem("form-expired");
      const { actor, csrf } = session;
      c.set("actor", actor);
      c.set("viewer", {
        name: actor.name,
        roleTitle: findRole(access.policy, actor.role)?.title ?? actor.role,
        organization: await organizationName(actor),
        navigation: navigation.filter((entry) => can(actor, entry.action)),
        csrf,
      });
    }
    await next();
  });
}

/** Before the routes of a module: without a session, a browser is led to the sign-in page and a program gets a problem. */
export const signedIn = createMiddleware<SignedInEnv>(async (c, next) => {
  if (c.var.actor) return next();
  const page = c.req.method === "GET" && (c.req.header("accept") ?? "").includes("text/html");
  if (page && !c.req.path.startsWith("/api/")) return c.redirect("/sign-in");
  throw new Problem("sign-in-required");
});

/** From the header (scripts), the address (streamed files, whose body is not read here) or the form. */
async function sentToken(c: Context): Promise<string> {
  const given = c.req.header("x-csrf-token") ?? c.req.query("_csrf");
  if (given) return given;
  if (!(c.req.header("content-type") ?? "").startsWith("application/x-www-form-urlencoded")) return "";
  const form = await c.req.parseBody();
  return typeof form._csrf === "string" ? form._csrf : "";
}
