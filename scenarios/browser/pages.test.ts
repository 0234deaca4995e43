// What pages say and offer by the state of things, read as they are sent: no browser is needed for it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../src/composition/app.ts";
import { fixedClock } from "../../src/platform/index.ts";
import { fileOf, pupils } from "./files.ts";
import { openWorkbench, type Workbench, year } from "./workbench.ts";

let workbench: Workbench;
let app: Awaited<ReturnType<typeof createApp>>;
let clerk: { cookie: string; csrf: string };
let manager: { cookie: string; csrf: string };
const amherst = "/collections/BOY/2026/17";

beforeAll(async () => {
  // Months after the usual window of the fall collection.
  workbench = await openWorkbench(fixedClock("2026-03-02T14:00:00Z"));
  app = await createApp(workbench);
  const enter = async (name: string, role: string, district?: number) => {
    const token = new URL(await workbench.linkFor(name, role, district)).pathname.split("/").at(-1) ?? "";
    const { sessionToken, session } = await workbench.access.signIn(token, "127.0.0.1");
    return { cookie: `rollbook_session=${sessionToken}`, csrf: session.csrf };
  };
  clerk = await enter("Carla Clerk", "clerk", 17);
  manager = await enter("Mona Manager", "state-manager");
}, 120_000);
afterAll(() => workbench?.close());

const page = async (path: string, who = clerk) =>
  (await app.request(workbench.address + path, { headers: { accept: "text/html", cookie: who.cookie } })).text();
const send = (path: string, body: BodyInit, type?: string) =>
  app.request(workbench.address + path, {
    method: "POST",
    body,
    headers: {
      ...{ accept: "text/html", origin: workbench.address, cookie: clerk.cookie, "x-csrf-token": clerk.csrf },
      ...(type ? { "content-type": type } : {}),
    },
  });

test("a window that is over is not answered with an upload", async () => {
  const home = await page("/");
  const card = home.slice(home.indexOf("rb-next"), home.indexOf("rb-next") + 600);
  expect(card).toContain("The window is over and nothing was sent. A late file is still taken.");
  expect(card).toContain("Open the submission");
  expect(card).not.toContain("Check and upload");
});

test("the windows page says of each window whether it refuses anything", async () => {
  expect((await page("/windows/2026", manager)).split("Not set: these are the usual days").length).toBeGreaterThan(2);
  const actor = await workbench.access.getActor("Mona Manager");
  const window = { collection: "BOY", year, opens: "2026-03-01", closes: "2026-03-31" };
  await workbench.collections.openWindow(actor, window);
  expect(await page("/windows/2026", manager)).toContain("Set: an upload outside these days is refused.");
});

test("an upload whose form names no boundary is refused as unreadable", async () => {
  const answer = await send(`${amherst}/upload`, "--x", "multipart/form-data");
  expect(answer.status).toBe(422);
});

test("verifying comes first only when no error is open, and the receipt warns of schools in two batches", async () => {
  const rows = pupils("21745", ["5", "6"], 1, 4);
  const upload = (name: string, some: typeof rows) =>
    send(`${amherst}/upload?name=${name}&replaces=none`, fileOf(some), "text/csv");
  const first = await upload("first.csv", rows.slice(0, 2));
  expect(await page(first.headers.get("location") ?? "")).not.toContain("These schools stand in two batches");
  const button = async () => /<button class="([^"]*)"[^>]*>\s*Verify the district/.exec(await page(amherst))?.[1];
  expect(await button()).toBe("usa-button");
  const second = await upload(
    "second.csv",
    rows.slice(2).map((row) => ({ ...row, race: "77" })),
  );
  const receipt = await page(second.headers.get("location") ?? "");
  expect(receipt).toContain("These schools stand in two batches");
  expect(receipt).toContain("first.csv");
  expect(await button()).toBe("usa-button usa-button--outline");
});

test("a batch is withdrawn by a form that asks for the reason and a confirmation", async () => {
  const { batches } = await workbench.collections.submission(await workbench.access.getActor("Carla Clerk"), {
    ...{ collection: "BOY", year, district: 17 },
  });
  const path = `/batches/${batches.find(({ fileName }) => fileName === "second.csv")?.id}`;
  expect(await page(path)).toContain(`${path}/withdraw`);
  const hasty = await send(`${path}/withdraw`, new URLSearchParams({ reason: "" }));
  expect(hasty.status).toBe(422);
  const refused = await hasty.text();
  expect(refused).toContain("Give the reason.");
  expect(refused).toContain("#confirm-yes");
  const done = await send(`${path}/withdraw`, new URLSearchParams({ reason: "Sent twice", confirm: "yes" }));
  expect([done.status, done.headers.get("location")]).toEqual([303, `${amherst}?done=withdrawn`]);
  const after = await page(path);
  expect(after).toContain("This batch was withdrawn");
  expect(after).toContain("Sent twice");
  expect(after).not.toContain(`${path}/withdraw`);
  const submission = await page(amherst);
  expect(submission).toContain("1 replaced or withdrawn batch");
  expect(submission).toContain("second.csv withdrawn: Sent twice");
});
