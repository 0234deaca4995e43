// Changing how one signs in: password, one-time codes, passkeys. Each asks for a fresh proof first, or for the old password.
import { Hono } from "hono";
import { Problem } from "../../platform/index.ts";
import { renderPage } from "../../web/index.ts";
import {
  AddPasskeyPage,
  ChangePasswordPage,
  CodesOnPage,
  RecoveryCodesPage,
  TurnCodesOnPage,
} from "../pages/own-credentials.tsx";
import type { NewPasskey } from "../sign-in/passkeys/add-passkey.ts";
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
import { freshProof } from "./fresh-proof.ts";
import type { SignedInEnv } from "./session-guard.tsx";
import { notTheSame, passwordError } from "./sign-in-routes.tsx";

const crumbs = [{ href: "/security", label: "Security" }];

export function credentialRoutes(options: AccessRouteOptions): Hono<SignedInEnv> {
  const { access } = options;
  const { entrance } = access;
  const routes = new Hono<SignedInEnv>();
  const fresh = freshProof(access);

  async function passwordPage(c: AccessContext, errors: { old?: string; password?: string; again?: string }) {
    const { session } = sessionOf(c);
    const { password } = await entrance.findCredentials(session.actor.account);
    const title = password ? "Change the password" : "Choose a password";
    const page = (
      <ChangePasswordPage {...{ csrf: session.csrf, email: session.email, hasOld: password !== undefined, errors }} />
    );
    return renderPage(c, { title, crumbs }, page, Object.keys(errors).length > 0 ? 422 : 200);
  }

  routes.get("/security/password", fresh, (c) => passwordPage(c, {}));
  routes.post("/security/password", fresh, async (c) => {
    const { session, sessionToken } = sessionOf(c);
    const { old = "", password = "", again } = await fieldsOf(c);
    if (password !== again) return passwordPage(c, notTheSame);
    try {
      const from = fromOf(c, options);
      keepSession(c, await entrance.changePassword(sessionToken, session.actor.account, { old, password }, from));
    } catch (error) {
      if (error instanceof Problem && error.code === "old-password-wrong")
        return passwordPage(c, { old: `${error.message} ${error.remedy}` });
      return passwordPage(c, passwordError(error));
    }
    return c.redirect("/security?done=password", 303);
  });

  async function codesPage(c: AccessContext, error?: string) {
    const { session } = sessionOf(c);
    const { account: id } = session.actor;
    const { codes } = await entrance.findCredentials(id);
    const { csrf, email } = session;
    if (codes)
      return renderPage(
        c,
        { title: "One-time codes", crumbs },
        <CodesOnPage {...{ csrf, left: codes.recoveryCodesLeft }} />,
      );
    const enrolment = await entrance.beginEnrolment({ id, email });
    const page = <TurnCodesOnPage {...{ csrf, enrolment, error }} />;
    return renderPage(c, { title: "Turn on one-time codes", crumbs }, page, error ? 422 : 200);
  }

  const recoveryPage = (c: AccessContext, codes: string[]) =>
    renderPage(c, { title: "Your recovery codes", crumbs }, <RecoveryCodesPage codes={codes} />);

  routes.get("/security/codes", fresh, (c) => codesPage(c));
  routes.post("/security/codes", fresh, async (c) => {
    const { code = "" } = await fieldsOf(c);
    const codes = await entrance.confirmEnrolment(sessionOf(c).session.actor.account, code);
    return codes ? recoveryPage(c, codes) : codesPage(c, "This is not the code that the app shows now.");
  });
  routes.post("/security/recovery-codes", fresh, async (c) =>
    recoveryPage(c, await entrance.renewCodes(sessionOf(c).session.actor.account)),
  );
  routes.post("/security/codes/remove", fresh, async (c) => {
    await entrance.turnCodesOff(sessionOf(c).session.actor.account);
    return c.redirect("/security?done=codes-off", 303);
  });

  routes.get("/security/passkeys", fresh, (c) =>
    renderPage(
      c,
      { title: "Add a passkey", crumbs, islands: ["passkey-island"] },
      <AddPasskeyPage csrf={sessionOf(c).session.csrf} />,
    ),
  );
  routes.post("/security/passkeys/options", fresh, async (c) =>
    c.json(await entrance.beginPasskey(sessionOf(c).session.actor.account, siteOf(c))),
  );
  routes.post("/security/passkeys", fresh, async (c) => {
    const { session, sessionToken } = sessionOf(c);
    const answer = await passkeyAnswerOf<NewPasskey>(c);
    keepSession(c, await entrance.finishPasskey(sessionToken, session.actor.account, answer, siteOf(c)));
    return c.json({ next: "/security?done=passkey" });
  });
  routes.post("/security/passkeys/:passkey/remove", fresh, async (c) => {
    await entrance.removePasskey(sessionOf(c).session.actor.account, c.req.param("passkey"));
    return c.redirect("/security?done=passkey-removed", 303);
  });

  return routes;
}
