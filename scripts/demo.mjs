// npm run demo: from a fresh clone to a running state. Arguments go to `rollbook demo` (npm run demo -- --port 8080).
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkNode, installPackages, root } from "./install.mjs";

checkNode();
installPackages();
process.argv.splice(2, 0, "demo");
await import(pathToFileURL(join(root, "bin", "rollbook.mjs")).href);
