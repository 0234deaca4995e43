// Asking for an account, without one: a page and its JSON twin. Slowed down by network address.
import { type Context, Hono } from "hono";
import { z } from "zod";
import { type FieldError, renderPage } from "../../../web/index.ts";
import { requestDays } from "../../login-requests/receive.ts";
import { RequestForm, RequestReceived } from "../../pages/login-requests/request-form.tsx";
import { bodyOf, fieldErrorOf, formErrors, formOf, personForm, schoolsOf } from "../accounts/account-forms.ts";
import type { AccountRouteDeps } from "../accounts/route-deps.ts";
import type { SignedInEnv } from "../session-guard.tsx";

const reason = z.string().trim().min(1, "Say what you need it for.").max(1000);
const requestForm = personForm.extend({
  role: z.string().min(1, "Choose a role.").max(30),
  district: z
    .string()
    .regex(/^\d{1,6}$/, "Choose your district.")
    .transform(Number),
  schools: z.string().max(2000).default(""),
  reason,
  own: z.literal("yes", "Say that you are this person."),
});
const requestBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(320),
  role: z.string().min(1).max(30),
  district: z.int().min(0).max(999_999),
  schools: z.array(z.int().min(0).max(999_999_999)).max(500).optional(),
  reason,
  singleName: z.boolean().optional(),
});

export function publicRequestRoutes({ access, remoteAddress }: AccountRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  const remoteOf = (c: Context<SignedInEnv>) => c.var.client.address ?? remoteAddress(c);

  const page = async (c: Context<SignedInEnv>, typed: Record<string, string>, errors: FieldError[]) => {
    const { districts } = await access.accounts.places();
    const form = { roles: access.loginRequests.roles(), districts, typed, errors, csrf: c.var.viewer?.csrf };
    return renderPage(c, { title: "Ask for an account" }, <RequestForm {...form} />, errors.length > 0 ? 422 : 200);
  };

  routes.get("/login-request", (c) => page(c, {}, []));

  routes.post("/login-request", async (c) => {
    const typed = await formOf(c);
    const { success, data, error } = requestForm.safeParse(typed);
    if (!success) return page(c, typed, formErrors(error));
    try {
      const schools = schoolsOf(await access.accounts.places(), data.district, data.schools);
      const { name, email, role, district } = data;
      const singleName = data.singleName === "yes";
      await access.loginRequests.receive(
        { name, email, role, district, schools, reason: data.reason, singleName },
        remoteOf(c),
      );
    } catch (failure) {
      return page(c, typed, fieldErrorOf(failure));
    }
    return renderPage(c, { title: "Request received" }, <RequestReceived days={requestDays} />);
  });

  /** What may be asked for. */
  routes.get("/api/v1/login-request", async (c) => {
    const { districts } = await access.accounts.places();
    const names = districts.map(({ number, name }) => ({ number, name }));
    return c.json({ roles: access.loginRequests.roles(), districts: names, days: requestDays });
  });

  routes.post("/api/v1/login-request", async (c) => {
    await access.loginRequests.receive(await bodyOf(c, requestBody), remoteOf(c));
    return c.json({ received: true }, 202);
  });

  return routes;
}
