// Runs a TypeScript file of the project (a bench, a tool): node scripts/run.mjs bench/check.ts --rows 1000000
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { nodeOptions, root } from "./build.mjs";

const [file, ...args] = process.argv.slice(2);
if (!file) {
  console.error("usage: node scripts/run.mjs FILE.ts [arguments]");
  process.exit(2);
}
const name = file.replace(/[^\w]+/g, "-").replace(/-ts$/, "");
const outfile = join(root, "dist", "run", `${name}.mjs`);
await build({ ...nodeOptions, entryPoints: [resolve(file)], outfile });
process.argv = [process.argv[0], outfile, ...args];
await import(pathToFileURL(outfile).href);
