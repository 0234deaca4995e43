// Every route of the workbench as a request of the first person who is let in, with every parameter that it reads.
import type { Everything, SignedIn } from "../browser/everything.ts";
import { type Heard, listenTo, startListening, stopListening } from "./parameters.ts";
import { type AttackRequest, requestsOf } from "./requests.ts";

/** Files of the design system, which read nothing. */
const still = /^\/assets\/[0-9a-f]{12}\//;

export const everyRequest = async (e: Everything, origin: string, leftOut: RegExp) => {
  const requests: AttackRequest[] = [];
  let routes = 0;
  startListening();
  try {
    for (const { method, path: route } of e.app.routes) {
      if (method === "ALL" || leftOut.test(route) || still.test(route)) continue;
      routes += 1;
      const path = e.addressOf(route);
      const named = route.split("/").flatMap((part, at) => (part.startsWith(":") ? [path.split("/")[at] ?? ""] : []));
      const identifiers = named.map((one) => one.split("?")[0] ?? "");
      requests.push(...(await asSomebody(e, origin, method, path, identifiers)));
    }
  } finally {
    stopListening();
  }
  return { requests, routes };
};

const asSomebody = async (e: Everything, origin: string, method: string, path: string, identifiers: string[]) => {
  let refused: AttackRequest[] = [];
  for (const session of e.sessions.values()) {
    const heard: Heard = { query: new Set(), body: new Set(), json: new Set() };
    const status = await listen(e, origin, method, path, session, heard);
    const requests = requestsOf(method, path, identifiers, heard, session);
    if (status !== 403 && status !== 404 && status !== 401) return requests;
    if (requests.length > refused.length) refused = requests;
  }
  // Nobody is let in: what is read before the refusal is attacked all the same.
  return refused;
};

const listen = async (
  e: Everything,
  origin: string,
  method: string,
  path: string,
  session: SignedIn,
  heard: Heard,
): Promise<number> => {
  let status = 0;
  const headers = { accept: "text/html", origin, cookie: session.cookie, "x-csrf-token": session.csrf };
  await listenTo(heard, async () => {
    const body = method === "GET" ? undefined : new URLSearchParams({ nothing: "1" });
    status = (await e.app.request(origin + path, { method, headers, body })).status;
  });
  if (method !== "GET" && path.startsWith("/api/"))
    await listenTo(heard, async () => {
      const typed = { ...headers, "content-type": "application/json" };
      status = (await e.app.request(origin + path, { method, headers: typed, body: '{"nothing":1}' })).status;
    });
  return status;
};
