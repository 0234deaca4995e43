// "Security": a person's own ways of signing in, sessions and tokens. Nobody else's are ever reached from here.
import { Hono } from "hono";
import { z } from "zod";
import { renderPage } from "../../web/index.ts";
import { SecurityPage } from "../pages/security.tsx";
import { findRole } from "../policy/policy.ts";
import { type AccessContext, type AccessRouteOptions, fieldsOf, sessionOf } from "./access-context.ts";
import { freshProof } from "./fresh-proof.ts";
import { type SignedInEnv, signedIn } from "./session-guard.tsx";

const dayLength = 24 * 60 * 60_000;

const doneWords: Record<string, string> = {
  password: "The password is set. All your other sessions have ended.",
  "codes-off": "One-time codes are off.",
  passkey: "The passkey is added.",
  "passkey-removed": "The passkey is removed.",
  "session-ended": "That session has ended.",
  "sessions-ended": "All your other sessions have ended.",
  "token-ended": "The token has ended.",
};

const tokenForm = z.object({
  name: z.string().trim().min(1, "Give the token a name.").max(100, "Use at most 100 characters."),
  days: z.coerce.number("Days is a whole number.").int().min(1, "At least 1 day.").max(365, "At most 365 days."),
});

export function securityRoutes({ access }: AccessRouteOptions): Hono<SignedInEnv> {
  const { entrance, policy } = access;
  const routes = new Hono<SignedInEnv>();
  routes.use("/security", signedIn);
  routes.use("/security/*", signedIn);
  routes.use("/api/v1/security", signedIn);

  async function gather(account: string, session: string) {
    const credentials = await entrance.findCredentials(account);
    const { password_days: days } = policy;
    const { password } = credentials;
    return {
      ...{ credentials, sessions: await entrance.listSessions(account, session) },
      tokens: await entrance.listApiTokens(account),
      runsOut: days && password ? new Date(password.setAt.getTime() + days * dayLength) : undefined,
    };
  }

  async function page(c: AccessContext, made: { newToken?: string; tokenError?: string } = {}) {
    const { session } = sessionOf(c);
    const { account, name } = session.actor;
    const { providers } = entrance.settings;
    return renderPage(
      c,
      { title: "Security" },
      <SecurityPage
        {...(await gather(account, session.id))}
        {...made}
        csrf={session.csrf}
        name={name}
        email={session.email}
        done={doneWords[c.req.query("done") ?? ""]}
        roleTitle={(role) => findRole(policy, role)?.title ?? role}
        providerTitle={(id) => providers.find((one) => one.id === id)?.title ?? id}
      />,
      made.tokenError ? 422 : 200,
    );
  }

  routes.get("/security", (c) => page(c));

  routes.get("/api/v1/security", async (c) => c.json(await gather(c.var.actor.account, c.var.session?.id ?? "")));

  routes.post("/security/sessions/end-others", async (c) => {
    const { session, sessionToken } = sessionOf(c);
    await entrance.endOtherSessions(session.actor.account, sessionToken);
    return c.redirect("/security?done=sessions-ended", 303);
  });

  routes.post("/security/sessions/:session/end", async (c) => {
    await entrance.endOwnSession(sessionOf(c).session.actor.account, c.req.param("session"));
    return c.redirect("/security?done=session-ended", 303);
  });

  routes.post("/security/tokens", freshProof(access), async (c) => {
    const { success, data, error } = tokenForm.safeParse(await fieldsOf(c));
    if (!success) return page(c, { tokenError: error.issues[0]?.message });
    return page(c, { newToken: await entrance.createApiToken(c.var.actor, data) });
  });

  routes.post("/security/tokens/:token/end", async (c) => {
    await entrance.endApiToken(sessionOf(c).session.actor.account, c.req.param("token"));
    return c.redirect("/security?done=token-ended", 303);
  });

  return routes;
}
