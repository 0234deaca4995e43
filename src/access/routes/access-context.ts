// What the routes of access share: their options, who asks and from where, and letting a person in.
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { Problem } from "../../platform/index.ts";
import { originOf } from "../../web/index.ts";
import type { Access } from "../create-access.ts";
import type { From } from "../sign-in/deps.ts";
import type { Outcome } from "../sign-in/enter.ts";
import type { Site } from "../sign-in/passkeys/site.ts";
import type { Session } from "../sign-in/sessions.ts";
import { dropStep, keepSession, keepStep, sessionCookie, stepOf } from "./cookies.ts";
import type { SignedInEnv } from "./session-guard.tsx";

/** `remoteAddress` comes from the server; the address that a trusted proxy gives goes before it. */
export type AccessRouteOptions = { access: Access; remoteAddress: (c: Context) => string };
export type AccessContext = Context<SignedInEnv>;

export const fromOf = (c: AccessContext, { remoteAddress }: AccessRouteOptions): From => ({
  remote: c.var.client.address ?? remoteAddress(c),
  device: c.req.header("user-agent") ?? "",
});

export const siteOf = (c: AccessContext): Site => ({ origin: originOf(c, c.var.client) });

/** The open session of a page; a program's token has none. */
export function sessionOf(c: AccessContext): { session: Session; sessionToken: string } {
  const { session, sessionToken } = c.var;
  if (!session || !sessionToken) throw new Problem("sign-in-required");
  return { session, sessionToken };
}

/** A session that was still open in this browser ends: a cookie names one person. */
export async function letIn(c: AccessContext, access: Access, sessionToken: string): Promise<void> {
  const earlier = getCookie(c, sessionCookie);
  if (earlier) await access.signOut(earlier);
  keepSession(c, sessionToken);
  if (stepOf(c)) dropStep(c);
}

/** To the workbench, or to the step that is asked for first. */
export async function goOn(c: AccessContext, access: Access, outcome: Outcome): Promise<Response> {
  if (outcome.step === "done") {
    await letIn(c, access, outcome.sessionToken);
    return c.redirect("/", 303);
  }
  keepStep(c, outcome.token);
  return c.redirect(outcome.step === "second-factor" ? "/sign-in/code" : "/sign-in/new-password", 303);
}

export async function fieldsOf(c: AccessContext): Promise<Record<string, string>> {
  const form = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

/** What the passkey island sends. The library checks `response`; here it only has to be an answer with a name. */
const answerSchema = z.object({
  token: z.string().max(100),
  response: z.looseObject({ id: z.string().max(2000) }),
  name: z.string().max(200).default(""),
});

export async function passkeyAnswerOf<R>(c: AccessContext): Promise<{ token: string; response: R; name: string }> {
  const body = await c.req.json().catch(() => undefined);
  const { success, data } = answerSchema.safeParse(body);
  if (!success) throw new Problem("invalid-input", { detail: "This is not the answer of a passkey." });
  return { ...data, response: data.response as R };
}

/** A refusal belongs beside the form it is about; any other failure is a page of its own. */
export function refusalOf(error: unknown): Problem {
  if (error instanceof Problem && [403, 422, 429].includes(error.status)) return error;
  throw error;
}
