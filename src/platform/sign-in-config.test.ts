// What links are for is decided when an installation is made: a demo stays one, and nothing else ever becomes one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig, writeInstallation } from "./config.ts";

let data = "";
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "rollbook-config-"));
});
afterEach(() => rmSync(data, { recursive: true }));
const load = (env: NodeJS.ProcessEnv = {}) => loadConfig({ data, env });

test("a link sets up in an installation, and signs in in a demo, also when it is opened again", () => {
  expect(writeInstallation(load(), "new-hampshire").signIn.links).toBe("set-up");
  expect(load().signIn.links).toBe("set-up");
  rmSync(data, { recursive: true });
  expect(writeInstallation(load(), "new-hampshire", { demo: true }).signIn.links).toBe("sign-in");
  expect(load().signIn.links).toBe("sign-in");
  writeInstallation(load(), "new-hampshire");
  expect(load().signIn.links).toBe("sign-in");
});

test("an installation never becomes a demo", () => {
  writeInstallation(load(), "new-hampshire");
  expect(writeInstallation(load(), "new-hampshire", { demo: true }).signIn.links).toBe("set-up");
  expect(load().signIn.links).toBe("set-up");
});

test("the idle limit is an hour unless the operator says otherwise, in whole minutes up to twelve hours", () => {
  expect(load().signIn.idleMinutes).toBe(60);
  expect(load({ ROLLBOOK_IDLE_MINUTES: "15" }).signIn.idleMinutes).toBe(15);
  for (const wrong of ["0", "721", "1.5", "an hour"])
    expect(() => load({ ROLLBOOK_IDLE_MINUTES: wrong })).toThrow("ROLLBOOK_IDLE_MINUTES");
});
