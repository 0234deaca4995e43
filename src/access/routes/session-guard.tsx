// Every request: who is it (session cookie, or a program's token), may the form be trusted, what does the frame show of
// them; and every refusal of a known person is recorded.
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { Problem } from "../../platform/index.ts";
import { type NavLink, renderPage, type Viewer, type WebVariables } from "../../web/index.ts";
import type { Access } from "../create-access.ts";
import { NeedsPage } from "../pages/needs.tsx";
import type { Action } from "../policy/actions.ts";
import { type Actor, can } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import type { Session } from "../sign-in/sessions.ts";
import { sameToken } from "../sign-in/token.ts";
import { sessionCookie } from "./cookies.ts";
import { refusalIn, routeOf } from "./refused.ts";

/** What a signed-in page finds in `c.var`. A program's token has no session. */
export type SignedInEnv = {
  Variables: WebVariables & { actor: Actor; viewer: Viewer; session?: Session; sessionToken?: string };
};

/**
 * Shown to who may do the action, or one of them; without an action, to everybody who is signed in. `notFor`: roles that get there
 * by another entry.
 */
export type NavigationEntry = NavLink & { action?: Action | readonly Action[]; notFor?: readonly string[] };
export type GuardOptions = {
  access: Access;
  navigation: NavigationEntry[];
  /** What the frame calls the actor's organization; the directory knows, access does not. */
  organizationName: (actor: Actor) => Promise<string>;
  /** As the server sees it; the address that a trusted proxy gives goes before it. */
  remoteAddress?: (c: Context) => string;
};

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);
type GuardContext = Context<SignedInEnv>;

/** Before all routes. Fills `actor` and `viewer` when a session is open; refuses a form without the session's token. */
export function sessionGuard(options: GuardOptions): MiddlewareHandler<SignedInEnv> {
  const { access } = options;
  const remoteOf = (c: GuardContext) => c.var.client.address ?? options.remoteAddress?.(c) ?? "";
  const refused = async (c: GuardContext, status: number, code: string) => {
    const address = remoteOf(c);
    const route = `${c.req.method} ${routeOf(c)}`;
    await access.entrance.recordRefusal(c.var.actor, { route, status, code, address });
  };
  return createMiddleware<SignedInEnv>(async (c, next) => {
    const who = await identify(c, access, remoteOf(c));
    if (!who) return next();
    const { actor, session } = who;
    c.set("actor", actor);
    c.set("session", session);
    c.set("sessionToken", who.sessionToken);
    c.set("viewer", await viewerFor(options, actor, session));
    if (session && !safeMethods.has(c.req.method) && !sameToken(await sentToken(c), session.csrf)) {
      await refused(c, 403, "form-expired");
      throw new Problem("form-expired");
    }
    const lacking = session && lacks(session);
    if (lacking && isPage(c) && c.req.path === "/") return needsPage(c, access, session, 200);
    await next();
    const refusal = refusalIn(c);
    if (!refusal) return;
    await refused(c, refusal.status, refusal.code);
    if (!session || !isPage(c) || !(lacking || (session.missing.length > 0 && refusal.status === 403))) return;
    c.res = undefined;
    c.res = await needsPage(c, access, session, 403);
  });
}

type Identified = { actor: Actor; session?: Session; sessionToken?: string };

async function identify(c: GuardContext, access: Access, remote: string): Promise<Identified | undefined> {
  const bearer = c.req.path.startsWith("/api/v1/") && /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (bearer) {
    return { actor: await access.entrance.getTokenActor(bearer, remote) };
  }
  const sessionToken = getCookie(c, sessionCookie);
  const session = sessionToken ? await access.findSession(sessionToken) : undefined;
  return session && { actor: session.actor, session, sessionToken };
}

async function viewerFor(options: GuardOptions, actor: Actor, session: Session | undefined): Promise<Viewer> {
  return {
    name: actor.name,
    roleTitle: findRole(options.access.policy, actor.role)?.title ?? actor.role,
    organization: await options.organizationName(actor),
    navigation: options.navigation.filter(
      ({ action, notFor }) =>
        !notFor?.includes(actor.role) && (action === undefined || [action].flat().some((one) => can(actor, one))),
    ),
    csrf: session?.csrf ?? "",
    personHref: "/security",
    rolesHref: (session?.assignments.length ?? 0) > 1 ? "/assignment" : undefined,
  };
}

/** The person may do nothing at all today, for want of an assignment or of what the role needs. */
const lacks = ({ actor, assignments, missing }: Session): boolean =>
  assignments.length === 0 || (missing.length > 0 && actor.grants.actions.size === 0);

const isPage = (c: GuardContext): boolean =>
  c.req.method === "GET" && !c.req.path.startsWith("/api/") && (c.req.header("accept") ?? "").includes("text/html");

const needsPage = (c: GuardContext, access: Access, session: Session, status: 200 | 403) =>
  renderPage(c, { title: "Something is missing" }, <NeedsPage policy={access.policy} session={session} />, status);

/** Before the routes of a module: without a session, a browser is led to the sign-in page and a program gets a problem. */
export const signedIn = createMiddleware<SignedInEnv>(async (c, next) => {
  if (c.var.actor) return next();
  if (isPage(c as GuardContext)) return c.redirect("/sign-in");
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
