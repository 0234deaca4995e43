// npm test: installs what is missing, then types, lint, dead code, tests (unit, property, scenario, browser), a small bench run.
// The last line says how many tests passed and failed.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkNode, installBrowser, installPackages, installScanners, root, run } from "./install.mjs";

const step = (title) => console.log(`\n== ${title}`);
const bin = (name) => join(root, "node_modules", ".bin", name);

checkNode();
installPackages();
process.env.ROLLBOOK_BROWSER = installBrowser();
installScanners();

step("build");
run(process.execPath, ["scripts/build.mjs"]);
step("types");
run(bin("tsc"), ["--noEmit", "-p", "."]);
step("lint");
run(bin("biome"), ["check", ".", "--error-on-warnings"]);
step("dead code");
run(bin("knip"), []);

step("tests");
mkdirSync(join(root, "dist"), { recursive: true });
const report = join(root, "dist", "tests.json");
const tests = spawnSync(
  bin("vitest"),
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
  },
);

if (tests.status === 0) {
  step("bench, small");
  for (const file of readdirSync(join(root, "bench"))
    .filter((name) => name.endsWith(".ts"))
    .sort())
    run(process.execPath, ["scripts/run.mjs", `bench/${file}`, "--small"]);
}

const counts = JSON.parse(readFileSync(report, "utf8"));
console.log(`\n${counts.numPassedTests} passed, ${counts.numFailedTests} failed`);
process.exit(tests.status ?? 1);
