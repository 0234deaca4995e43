// Signing in with what is kept elsewhere: a passkey in a device, an identity at a provider.
import { Hono } from "hono";
import type { NewPasskey } from "../sign-in/passkeys/add-passkey.ts";
import type { PasskeyAnswer } from "../sign-in/passkeys/sign-in-by-passkey.ts";
import { type AccessRouteOptions, fromOf, letIn, passkeyAnswerOf, siteOf } from "./access-context.ts";
import { keepStep, stepOf } from "./cookies.ts";
import type { SignedInEnv } from "./session-guard.tsx";

export function signInElsewhereRoutes(options: AccessRouteOptions): Hono<SignedInEnv> {
  const { access } = options;
  const { entrance } = access;
  const routes = new Hono<SignedInEnv>();

  routes.post("/sign-in/passkey/options", async (c) => c.json(await entrance.askForPasskey(siteOf(c))));

  routes.post("/sign-in/passkey", async (c) => {
    const answer = await passkeyAnswerOf<PasskeyAnswer["response"]>(c);
    const { sessionToken } = await entrance.signInByPasskey(answer, siteOf(c), fromOf(c, options));
    await letIn(c, access, sessionToken);
    return c.json({ next: "/" });
  });

  routes.get("/sign-in/provider/:provider", async (c) => {
    const { address, token } = await entrance.leaveForProvider(c.req.param("provider"), siteOf(c));
    keepStep(c, token);
    return c.redirect(address);
  });

  routes.get("/sign-in/provider/:provider/return", async (c) => {
    const back = { provider: c.req.param("provider"), token: stepOf(c), query: new URL(c.req.url).search };
    const { sessionToken } = await entrance.returnFromProvider(back, siteOf(c), fromOf(c, options));
    await letIn(c, access, sessionToken);
    return c.redirect("/", 303);
  });

  routes.post("/sign-in/:token/passkey/options", async (c) =>
    c.json(await entrance.beginPasskeyByLink(c.req.param("token"), siteOf(c), fromOf(c, options))),
  );

  routes.post("/sign-in/:token/passkey", async (c) => {
    const answer = await passkeyAnswerOf<NewPasskey>(c);
    const from = fromOf(c, options);
    const opened = await entrance.finishPasskeyByLink(c.req.param("token"), answer, siteOf(c), from);
    await letIn(c, access, opened.sessionToken);
    return c.json({ next: "/" });
  });

  return routes;
}
