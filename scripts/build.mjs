// Builds the program (dist/rollbook.js), the stand-alone verifier of the audit log (dist/audit-verify.js) and the scripts
// that run in the browser (dist/public/) with esbuild.
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "dist", ".built");

export const nodeOptions = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  loader: { ".sql": "text" },
  sourcemap: "linked",
  logLevel: "warning",
  absWorkingDir: root,
};

const browserEntries = ["src/dictionary/browser", "src/web/browser"]
  .filter((dir) => existsSync(join(root, dir)))
  .flatMap((dir) => readdirSync(join(root, dir)).map((name) => `${dir}/${name}`))
  .filter((path) => /(-worker|-island)\.ts$/.test(path));

export const build = async () => {
  const { build: bundle } = await import("esbuild");
  await Promise.all([
    bundle({
      ...nodeOptions,
      entryPoints: {
        rollbook: "src/main.ts",
        "check-thread": "src/dictionary/check-thread.ts",
        "judge-thread": "src/identity/batch/judge-thread.ts",
      },
      outdir: "dist",
      splitting: true,
      chunkNames: "parts/[name]-[hash]",
    }),
    // On its own and in one file: auditors copy it to machines that have only Node.
    bundle({
      ...nodeOptions,
      sourcemap: false,
      packages: "bundle",
      entryPoints: ["src/audit/offline/audit-verify.ts"],
      outfile: "dist/audit-verify.js",
    }),
    bundle({
      bundle: true,
      platform: "browser",
      format: "esm",
      target: "es2022",
      minify: true,
      entryPoints: browserEntries,
      outdir: "dist/public",
      entryNames: "[name]",
      logLevel: "warning",
      absWorkingDir: root,
    }),
  ]);
  writeFileSync(stamp, "");
  utimesSync(stamp, new Date(), new Date());
};

const newest = (dir) =>
  readdirSync(dir, { withFileTypes: true }).reduce((latest, entry) => {
    const path = join(dir, entry.name);
    return Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }, 0);

/** Builds when a source is newer than the last build: a checkout never runs stale code. */
export const buildIfStale = async () => {
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (built < Math.max(newest(join(root, "src")), statSync(join(root, "scripts", "build.mjs")).mtimeMs)) await build();
};

// npm also runs this (as "prepare") when it only writes a lock file and no package is there yet.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href && existsSync(join(root, "node_modules", "esbuild")))
  await build();
