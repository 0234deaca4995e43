// A request from the public form. Whatever is known of the person here, the answer is the same.
import { recordEvent } from "../../audit/index.ts";
import { Problem, withTransaction } from "../../platform/index.ts";
import { checkAssignment } from "../accounts/assignments.ts";
import { type AccountDeps, organizationOf } from "../accounts/deps.ts";
import { assertOnePerson } from "../accounts/one-person.ts";
import { requestableRoles } from "../accounts/rights.ts";
import type { NewLoginRequest } from "./model.ts";
import * as store from "./store.ts";

const hour = 3_600_000;
/** New requests from one network address within an hour; a whole school may stand behind one. */
const requestLimit = 10;
/** Days after which nobody can approve it any more. */
export const requestDays = 30;

/**
 * Kept for the district's administrator. The same request again, while it is open, is that request. Throws
 * `role-unknown`, `account-shared` and what an assignment's words can be wrong in, and `login-request-too-many`.
 */
export const receiveRequest = async (deps: AccountDeps, given: NewLoginRequest, remote: string): Promise<void> => {
  const { db, policy, clock } = deps;
  const roles = requestableRoles(policy).map(({ id }) => id);
  if (!roles.includes(given.role)) throw new Problem("role-unknown", { role: given.role, roles: roles.join(", ") });
  await checkAssignment(deps, given);
  assertOnePerson(given);
  const now = clock.now();
  const request = { ...given, name: given.name.trim().replace(/\s+/g, " "), email: given.email.trim() };
  await withTransaction(db, async (tx) => {
    if (await store.findSame(tx, request, now)) return;
    if ((await store.countFrom(tx, remote, new Date(now.getTime() - hour))) >= requestLimit)
      throw new Problem("login-request-too-many");
    const expires = new Date(now.getTime() + requestDays * 24 * hour);
    const id = await store.insertRequest(tx, { ...request, remote, now, expires });
    await recordEvent(tx, {
      actor: "anonymous",
      action: "login-request.received",
      subject: `login-request:${id}`,
      organization: organizationOf(given.district),
      details: { role: given.role, remote },
    });
  });
};
