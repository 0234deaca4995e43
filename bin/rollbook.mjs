#!/usr/bin/env node
// The command `rollbook`: brings the build up to date in a checkout, then runs it.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (existsSync(join(root, "src")))
  await (await import(pathToFileURL(join(root, "scripts", "build.mjs")).href)).buildIfStale();
await import(pathToFileURL(join(root, "dist", "rollbook.js")).href);
