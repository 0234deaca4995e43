// The product's version, from package.json.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { homeDir } from "../platform/index.ts";

export const version: string = JSON.parse(readFileSync(join(homeDir, "package.json"), "utf8")).version;
