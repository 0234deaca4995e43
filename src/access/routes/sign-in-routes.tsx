// Signing in by password and by link, the steps after it, and out again. Looking at a page never uses anything up.
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { Problem } from "../../platform/index.ts";
import { renderPage } from "../../web/index.ts";
import { RunOutPage, SetUpPage } from "../pages/set-up.tsx";
import { CodePage, ConfirmPage, SignInPage } from "../pages/sign-in.tsx";
import {
  type AccessContext,
  type AccessRouteOptions,
  fieldsOf,
  fromOf,
  goOn,
  letIn,
  refusalOf,
  siteOf,
} from "./access-context.ts";
import { dropSession, sessionCookie, stepOf } from "./cookies.ts";
import type { SignedInEnv } from "./session-guard.tsx";

const islands = ["passkey-island"];

export function signInRoutes(options: AccessRouteOptions): Hono<SignedInEnv> {
  const { access } = options;
  const { entrance } = access;
  const { providers, links } = entrance.settings;
  const routes = new Hono<SignedInEnv>();
  /** Of a session that is still open in this browser. */
  const csrfOf = (c: AccessContext): string | undefined => c.var.session?.csrf;

  routes.get("/sign-in", (c) => {
    if (c.var.actor) return c.redirect("/");
    return renderPage(c, { title: "Sign in", islands }, <SignInPage providers={providers} />);
  });

  routes.post("/sign-in", async (c) => {
    const { email = "", password = "" } = await fieldsOf(c);
    try {
      return await goOn(c, access, await entrance.signInByPassword({ email, password }, fromOf(c, options)));
    } catch (error) {
      const refusal = refusalOf(error);
      const page = <SignInPage providers={providers} email={email} refusal={`${refusal.message} ${refusal.remedy}`} />;
      return renderPage(c, { title: "Sign in", islands }, page, refusal.status as 403);
    }
  });

  async function codePage(c: AccessContext, refusal?: Problem) {
    if (!(await entrance.isOpen("second-factor", stepOf(c)))) throw new Problem("sign-in-over");
    const words = refusal && `${refusal.message} ${refusal.remedy}`;
    const page = <CodePage refusal={words} csrf={csrfOf(c)} />;
    return renderPage(c, { title: "Enter your code" }, page, refusal ? (refusal.status as 403) : 200);
  }

  routes.get("/sign-in/code", (c) => codePage(c));
  routes.post("/sign-in/code", async (c) => {
    const { code = "" } = await fieldsOf(c);
    try {
      return await goOn(c, access, await entrance.finishSecondFactor(stepOf(c), code, fromOf(c, options)));
    } catch (error) {
      return codePage(c, refusalOf(error));
    }
  });

  async function runOutPage(c: AccessContext, errors: { password?: string; again?: string }) {
    if (!(await entrance.isOpen("new-password", stepOf(c)))) throw new Problem("sign-in-over");
    const page = <RunOutPage errors={errors} csrf={csrfOf(c)} />;
    return renderPage(c, { title: "Choose a new password" }, page, errors.password || errors.again ? 422 : 200);
  }

  routes.get("/sign-in/new-password", (c) => runOutPage(c, {}));
  routes.post("/sign-in/new-password", async (c) => {
    const { password = "", again } = await fieldsOf(c);
    if (password !== again) return runOutPage(c, notTheSame);
    try {
      const { sessionToken } = await entrance.renewPassword(stepOf(c), password, fromOf(c, options));
      await letIn(c, access, sessionToken);
    } catch (error) {
      return runOutPage(c, passwordError(error));
    }
    return c.redirect("/", 303);
  });

  routes.get("/signed-out", async (c) => {
    const provider = c.req.query("provider");
    const known = providers.some(({ id }) => id === provider);
    const away =
      known && provider ? await entrance.signOutAddress(provider, siteOf(c).origin).catch(() => undefined) : undefined;
    return renderPage(
      c,
      { title: "Signed out", islands },
      <SignInPage signedOut providers={providers} providerSignOut={away} />,
    );
  });

  routes.post("/sign-out", async (c) => {
    const provider = c.var.session?.provider;
    const token = getCookie(c, sessionCookie);
    if (token) await access.signOut(token);
    dropSession(c);
    return c.redirect(provider ? `/signed-out?provider=${encodeURIComponent(provider)}` : "/signed-out", 303);
  });

  async function setUpPage(c: AccessContext, token: string, errors: { password?: string; again?: string }) {
    if (!(await access.findSignInLink(token))) throw new Problem("sign-in-link-invalid");
    const page = <SetUpPage token={token} csrf={csrfOf(c)} errors={errors} />;
    const status = errors.password || errors.again ? 422 : 200;
    return renderPage(c, { title: "Set up how you sign in", islands }, page, status);
  }

  routes.get("/sign-in/:token", async (c) => {
    const token = c.req.param("token");
    if (links === "set-up") return setUpPage(c, token, {});
    if (!(await access.findSignInLink(token))) throw new Problem("sign-in-link-invalid");
    return renderPage(c, { title: "Sign in" }, <ConfirmPage token={token} csrf={csrfOf(c)} />);
  });

  routes.post("/sign-in/:token", async (c) => {
    const token = c.req.param("token");
    const from = fromOf(c, options);
    if (links === "sign-in") {
      const opened = await access.signIn(token, from.remote, from.device);
      return goOn(c, access, { step: "done", ...opened });
    }
    const { password = "", again = "" } = await fieldsOf(c);
    if (password !== again) return setUpPage(c, token, notTheSame);
    try {
      return await goOn(c, access, await entrance.setUpByLink(token, password, from));
    } catch (error) {
      return setUpPage(c, token, passwordError(error));
    }
  });

  return routes;
}

export const notTheSame = { again: "The two passwords are not the same." };

/** What is wrong with the new password, to stand beside it; any other failure is a page of its own. */
export function passwordError(error: unknown): { password: string } {
  if (error instanceof Problem && error.status === 422) return { password: `${error.message} ${error.remedy}` };
  throw error;
}
