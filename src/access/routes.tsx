// Signing in by a one-time link, and out again.
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Problem } from "../platform/index.ts";
import { renderPage, type Viewer } from "../web/index.ts";
import type { Access } from "./create-access.ts";
import { ConfirmPage, SignInPage } from "./pages/sign-in.tsx";
import { type SignedInEnv, sessionCookie } from "./routes/session-guard.ts";
import { sessionLife } from "./sign-in/sessions.ts";

/** `remoteAddress` comes from the server; the address that a trusted proxy gives goes before it. */
export type AccessRouteOptions = { access: Access; remoteAddress: (c: Context) => string };

export function accessRoutes({ access, remoteAddress }: AccessRouteOptions): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  routes.get("/sign-in", (c) => {
    if (c.var.actor) return c.redirect("/");
    return renderPage(c, { title: "Sign in" }, <SignInPage signedOut={false} />);
  });

  routes.get("/signed-out", (c) => renderPage(c, { title: "Signed out" }, <SignInPage signedOut />));

  routes.get("/sign-in/:token", async (c) => {
    const token = c.req.param("token");
    if (!(await access.findSignInLink(token))) throw new Problem("sign-in-link-invalid");
    return renderPage(
      c,
      { title: "Sign in" },
      <ConfirmPage token={token} csrf={(c.var.viewer as Viewer | undefined)?.csrf} />,
    );
  });

  routes.post("/sign-in/:token", async (c) => {
    const { sessionToken } = await access.signIn(c.req.param("token"), c.var.client.address ?? remoteAddress(c));
    // A session that was still open in this browser ends: a cookie names one person.
    const earlier = getCookie(c, sessionCookie);
    if (earlier) await access.signOut(earlier);
    setCookie(c, sessionCookie, sessionToken, {
      httpOnly: true,
      sameSite: "Lax",
      path: "/",
      maxAge: sessionLife / 1000,
      secure: c.var.client.secure,
    });
    return c.redirect("/", 303);
  });

  routes.post("/sign-out", async (c) => {
    const token = getCookie(c, sessionCookie);
    if (token) await access.signOut(token);
    deleteCookie(c, sessionCookie, { path: "/", secure: c.var.client.secure });
    return c.redirect("/signed-out", 303);
  });

  return routes;
}
