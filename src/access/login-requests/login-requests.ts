// The verbs of login requests, put together. Looking at them is an event.
import { recordEvent } from "../../audit/index.ts";
import { Problem, withTransaction } from "../../platform/index.ts";
import { type AccountDeps, organizationOf } from "../accounts/deps.ts";
import { managedPart, requestableRoles } from "../accounts/rights.ts";
import type { Actor } from "../policy/actor.ts";
import { type Approval, approveRequest, refuseRequest, statementOf } from "./decide.ts";
import type { LoginRequest, NewLoginRequest, RequestState } from "./model.ts";
import { receiveRequest } from "./receive.ts";
import { printForm } from "./signed-form.ts";
import { selectRequest, selectRequests } from "./store.ts";

export type RequestList = { requests: LoginRequest[]; total: number; offset: number; limit: number };

export type LoginRequests = {
  /** Roles that the public form offers. */
  roles(): { id: string; title: string }[];
  /** `remote` is the network address it comes from. */
  receive(request: NewLoginRequest, remote: string): Promise<void>;
  list(by: Actor, query?: { state?: RequestState | undefined; offset?: number | undefined }): Promise<RequestList>;
  get(by: Actor, id: string): Promise<LoginRequest & { toSign: string }>;
  approve(by: Actor, id: string, signature: string): Promise<Approval>;
  refuse(by: Actor, id: string, refusal: string): Promise<void>;
  print(by: Actor, id: string, jurisdiction: string): Promise<Buffer>;
};

const limit = 50;

export const createLoginRequests = (deps: AccountDeps): LoginRequests => ({
  roles: () => requestableRoles(deps.policy),
  receive: (...args) => receiveRequest(deps, ...args),
  list: async (by, { state, offset = 0 } = {}) => {
    const query = { state, offset, limit, now: deps.clock.now() };
    const part = managedPart(deps.policy, by);
    return withTransaction(deps.db, async (tx) => {
      const found = await selectRequests(tx, part, query);
      await recordEvent(tx, {
        ...{ actor: by.account, action: "login-request.list", organization: organizationOf(by.district) },
        details: { total: found.total, role: by.role },
      });
      return { ...found, offset, limit };
    });
  },
  get: async (by, id) => {
    const part = managedPart(deps.policy, by);
    const found = await withTransaction(deps.db, async (tx) => {
      const request = await selectRequest(tx, part, id, deps.clock.now());
      if (!request) throw new Problem("not-found");
      await recordEvent(tx, {
        ...{ actor: by.account, action: "login-request.view", subject: `login-request:${id}` },
        ...{ organization: organizationOf(request.district), details: { role: by.role } },
      });
      return request;
    });
    return { ...found, toSign: found.decision?.statement ?? (await statementOf(deps, found)) };
  },
  approve: (...args) => approveRequest(deps, ...args),
  refuse: (...args) => refuseRequest(deps, ...args),
  print: (...args) => printForm(deps, ...args),
});
