// Installs what a fresh clone lacks: the npm packages of the lock file and, for tests, a browser. Uses only Node itself.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command with its output shown; ends this process with its exit code when it fails. */
export const run = (command, args, options = {}) => {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    ...options,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
};

export const checkNode = () => {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Rollbook needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
};

export const installPackages = () => {
  const marker = join(root, "node_modules", ".package-lock.json");
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  console.log("Installing the npm packages ...");
  run("npm", ["ci", "--no-audit", "--no-fund"]);
};

const browserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

export const findBrowser = () => {
  if (process.env.ROLLBOOK_BROWSER) return process.env.ROLLBOOK_BROWSER;
  for (const dir of (process.env.PATH ?? "").split(delimiter))
    for (const name of browserNames) if (existsSync(join(dir, name))) return join(dir, name);
  const known = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
  return known.find((path) => existsSync(path));
};

/** Installs Debian packages; returns whether they are there afterwards. */
const installDebian = (...packages) => {
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...args) =>
    spawnSync([...sudo, "apt-get"][0], [...sudo, "apt-get", ...args].slice(1), {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  return apt("update") && apt("install", "-y", "--no-install-recommends", ...packages);
};

/** A Chromium for the browser tests: one that is there, else Debian's package. */
export const installBrowser = () => {
  const found = findBrowser();
  if (found) return found;
  console.log("No Chromium found: installing Debian's package chromium ...");
  if (!installDebian("chromium") || !findBrowser()) {
    console.error(
      "The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set ROLLBOOK_BROWSER to its path.",
    );
    process.exit(1);
  }
  return findBrowser();
};

const onPath = (program) => (process.env.PATH ?? "").split(delimiter).some((dir) => existsSync(join(dir, program)));

/** The attackers' tools that the workbench is tried with: Debian's packages sqlmap and wapiti. */
export const installScanners = () => {
  const missing = ["sqlmap", "wapiti"].filter((program) => !onPath(program));
  if (missing.length === 0) return;
  console.log(`Installing Debian's packages ${missing.join(" and ")}, for the attack tests ...`);
  if (installDebian(...missing)) return;
  console.error(
    `The attack tests need ${missing.join(" and ")}. Install them (Debian: apt-get install ${missing.join(" ")}).`,
  );
  process.exit(1);
};
