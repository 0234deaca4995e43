// The requests that an attacker with a session could send: every route with real identifiers and every name it reads.

import type { SignedIn } from "../browser/everything.ts";
import type { Heard } from "./parameters.ts";
export type AttackRequest = { method: string; path: string; body: string; json: boolean; session: SignedIn };

/** `path`: with real identifiers in it; each of `identifiers` is one that may be attacked in the address itself. */
export const requestsOf = (
  method: string,
  path: string,
  identifiers: readonly string[],
  heard: Heard,
  session: SignedIn,
): AttackRequest[] => {
  const query = [...heard.query].filter((name) => name !== "_csrf");
  const json = heard.json.size > 0;
  const body = json ? [...heard.json] : [...heard.body].filter((name) => name !== "_csrf");
  const requests: AttackRequest[] = [];
  const written = (names: readonly string[]) => names.map((name) => `${encodeURIComponent(name)}=1`).join("&");
  const sent = json ? JSON.stringify(Object.fromEntries(body.map((name) => [name, "1"]))) : written(body);
  if (query.length > 0 || body.length > 0)
    requests.push({
      method,
      path: query.length > 0 ? `${path}?${written(query)}` : path,
      body: sent,
      json,
      session,
    });
  // An asterisk marks the place to attack: sqlmap then leaves the other places alone.
  const marked = identifiers.reduce((text, one) => text.replace(`/${one}`, `/${one}*`), path);
  if (marked !== path) requests.push({ method, path: marked, body: sent, json, session });
  return requests;
};

/** As one text that sqlmap reads: a proxy's log, each request whole and in Base64. */
export const proxyLog = (origin: string, requests: readonly AttackRequest[]): string => {
  const { host, hostname, port } = new URL(origin);
  const items = requests.map(({ method, path, body, json, session }) => {
    const form = method === "GET" ? [] : [`Content-Type: application/${json ? "json" : "x-www-form-urlencoded"}`];
    const length = method === "GET" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
    const head = [
      `${method} ${path} HTTP/1.1`,
      `Host: ${host}`,
      `Cookie: ${session.cookie}`,
      `X-CSRF-Token: ${session.csrf}`,
      `Origin: ${origin}`,
      "Accept: text/html",
      ...form,
      ...length,
    ];
    const raw = Buffer.from(`${head.join("\r\n")}\r\n\r\n${method === "GET" ? "" : body}`).toString("base64");
    return `<item><url><![CDATA[${origin}${path}]]></url><host>${hostname}</host><port>${port}</port><protocol>http</protocol><method>${method}</method><path><![CDATA[${path}]]></path><request base64="true"><![CDATA[${raw}]]></request></item>`;
  });
  return `<?xml version="1.0"?><items burpVersion="2">${items.join("\n")}</items>`;
};
