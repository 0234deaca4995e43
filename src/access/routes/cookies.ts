// The cookies of access: the session's, and the one of a step of signing in that was begun. Scripts can read neither.
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { WebVariables } from "../../web/index.ts";
import { sessionLife } from "../sign-in/sessions.ts";
import { stepLife } from "../sign-in/steps/begun-steps.ts";

export const sessionCookie = "rollbook_session";
const stepCookie = "rollbook_step";

const closed = (c: Context, path: string) => ({
  ...({ httpOnly: true, sameSite: "Lax", path } as const),
  secure: (c.var as WebVariables).client.secure,
});

export const keepSession = (c: Context, sessionToken: string): void =>
  setCookie(c, sessionCookie, sessionToken, { ...closed(c, "/"), maxAge: sessionLife / 1000 });

export const dropSession = (c: Context): unknown => deleteCookie(c, sessionCookie, closed(c, "/"));

/** Only the pages of signing in see it. */
export const keepStep = (c: Context, token: string): void =>
  setCookie(c, stepCookie, token, { ...closed(c, "/sign-in"), maxAge: stepLife / 1000 });

export const stepOf = (c: Context): string => getCookie(c, stepCookie) ?? "";

export const dropStep = (c: Context): unknown => deleteCookie(c, stepCookie, closed(c, "/sign-in"));
