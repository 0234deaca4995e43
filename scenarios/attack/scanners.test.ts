// sqlmap over every parameter of every route, wapiti over the site: they find the hole that is planted, and nothing else,
// and nothing that they send is answered with a fault of ours.
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Everything, openEverything } from "../browser/everything.ts";
import { everyRequest } from "./every-request.ts";
import { sqlmap, wapiti } from "./scanners.ts";

let e: Everything;
let server: ServerType;
let origin = "";
let folder = "";
const faults: string[] = [];
const planted = "/planted";
/** A scanner that signs itself out, or ends its own session, finds nothing any more. */
const leftOut = /^\/(sign-out|security\/sessions)/;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-attack-"));
  e = await openEverything([
    ["Cora Commissioner", "commissioner"],
    ["Ida Searcher", "identifier-searcher", 17],
    ["Rae Researcher", "researcher"],
  ]);
  const { app, workbench } = e;
  app.get(planted, async (c) => {
    const name = c.req.query("name") ?? "";
    const found = await workbench.db.query(`SELECT name FROM directory.school WHERE name = '${name}'`);
    return c.html(`<ul>${found.rows.map((row) => `<li>${row.name}</li>`).join("")}</ul><p>Looked for ${name}</p>`);
  });
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (leftOut.test(pathname)) return new Response(null, { status: 404 });
    const given = await app.fetch(request);
    if (given.status >= 500 && pathname !== planted) faults.push(`${request.method} ${pathname}: ${given.status}`);
    return given;
  };
  server = serve({ fetch: answer, port: 0, hostname: "127.0.0.1" });
  await new Promise((listening) => server.once("listening", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  server?.close();
  await e?.workbench.close();
  rmSync(folder, { recursive: true, force: true });
});

test("sqlmap injects into the planted hole only", async () => {
  const { requests, routes } = await everyRequest(e, origin, leftOut);
  expect(routes).toBeGreaterThan(180);
  const { found, tested, said } = await sqlmap(origin, requests, folder);
  console.log(
    `sqlmap: ${routes} routes, ${requests.length} requests, ${tested} places attacked, found ${found.length}`,
  );
  expect(tested, said.slice(-2000)).toBeGreaterThan(requests.length);
  expect(found.map(({ address, parameter }) => `${new URL(address).pathname} ${parameter}`)).toEqual([
    `${planted} name`,
  ]);
  expect(faults).toEqual([]);
}, 1_500_000);

test("wapiti finds the planted hole only", async () => {
  const superintendent = e.sessions.get("superintendent")!;
  const { found, said } = await wapiti(origin, superintendent, [`${planted}?name=Smith`], folder);
  console.log(`wapiti: found ${found.map(({ kind, path }) => `${kind} at ${path}`).join(", ")}`);
  expect(found.length, said.slice(-2000)).toBeGreaterThan(0);
  expect(found.filter(({ path }) => path.split("?")[0] !== planted)).toEqual([]);
  expect(faults).toEqual([]);
}, 900_000);
