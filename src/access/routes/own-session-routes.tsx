// Of the open session: proving once more who it is, and acting in another of one's roles.
import { Hono } from "hono";
import { Problem } from "../../platform/index.ts";
import { renderPage } from "../../web/index.ts";
import { AssignmentPage } from "../pages/assignment.tsx";
import { ProvePage } from "../pages/own-credentials.tsx";
import { findRole } from "../policy/policy.ts";
import type { PasskeyAnswer } from "../sign-in/passkeys/sign-in-by-passkey.ts";
import {
  type AccessContext,
  type AccessRouteOptions,
  fieldsOf,
  fromOf,
  passkeyAnswerOf,
  sessionOf,
  siteOf,
} from "./access-context.ts";
import { keepSession } from "./cookies.ts";
import { nextPage } from "./fresh-proof.ts";
import { type SignedInEnv, signedIn } from "./session-guard.tsx";

export type OrganizationName = (of: { district?: number | undefined }) => Promise<string>;

export function ownSessionRoutes(
  options: AccessRouteOptions & { organizationName?: OrganizationName | undefined },
): Hono<SignedInEnv> {
  const { access, organizationName } = options;
  const { entrance, policy } = access;
  const routes = new Hono<SignedInEnv>();
  routes.use("/assignment", signedIn);

  async function provePage(c: AccessContext, next: string, error?: string) {
    const { session } = sessionOf(c);
    const { password, passkeys, providers } = await entrance.findCredentials(session.actor.account);
    const known = entrance.settings.providers.filter(({ id }) => providers.some(({ provider }) => provider === id));
    const page = (
      <ProvePage
        {...{ csrf: session.csrf, next, email: session.email, error, providers: known }}
        hasPassword={password !== undefined}
        hasPasskey={passkeys.length > 0}
      />
    );
    const frame = { title: "Prove that it is still you", islands: ["passkey-island"] };
    return renderPage(c, frame, page, error ? 422 : 200);
  }

  routes.get("/security/prove", (c) => provePage(c, nextPage(c.req.query("next"))));
  routes.post("/security/prove", async (c) => {
    const { session, sessionToken } = sessionOf(c);
    const { password = "", next } = await fieldsOf(c);
    const from = fromOf(c, options);
    try {
      keepSession(c, await entrance.proveByPassword(sessionToken, session.actor.account, password, from));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "old-password-wrong") throw error;
      return provePage(c, nextPage(next), `${error.message} ${error.remedy}`);
    }
    return c.redirect(nextPage(next), 303);
  });
  routes.post("/security/prove/passkey/options", async (c) => c.json(await entrance.askForPasskey(siteOf(c))));
  routes.post("/security/prove/passkey", async (c) => {
    const { session, sessionToken } = sessionOf(c);
    const answer = await passkeyAnswerOf<PasskeyAnswer["response"]>(c);
    const { account } = session.actor;
    keepSession(c, await entrance.proveByPasskey(sessionToken, account, answer, siteOf(c), fromOf(c, options)));
    return c.json({ next: nextPage(c.req.query("next")) });
  });

  routes.get("/assignment", async (c) => {
    const { session } = sessionOf(c);
    const assignments = await Promise.all(
      session.assignments.map(async (assignment) => ({
        ...{ assignment, title: findRole(policy, assignment.role)?.title ?? assignment.role },
        organization: (await organizationName?.(assignment)) ?? "",
      })),
    );
    const page = <AssignmentPage {...{ csrf: session.csrf, assignments, current: session.actor.assignment }} />;
    return renderPage(c, { title: "Your roles" }, page);
  });
  routes.post("/assignment", async (c) => {
    const { assignment = "" } = await fieldsOf(c);
    keepSession(c, await access.switchAssignment(sessionOf(c).sessionToken, assignment));
    return c.redirect("/", 303);
  });

  return routes;
}
