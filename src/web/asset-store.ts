// Static files: the parts of the design system that pages use, and our own styles and islands. Served under a path that
// carries the version, so that browsers may keep them for a year.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { Hono } from "hono";

type Asset = { body: Uint8Array<ArrayBuffer>; type: string };

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Only these leave the design system's folder: its styles, the fonts and pictures that they name. */
const uswdsFolders = ["css", "fonts/public-sans", "img", "img/usa-icons", "img/usa-icons-bg"];

/** `folders`: our styles and pictures, and the built scripts. A folder that is not there is an error of the installation. */
export function loadAssets(folders: string[]): { path: string; routes: Hono } {
  const own = new Map(folders.flatMap(ownAssets));
  const version = createHash("sha256");
  for (const [name, asset] of own) version.update(name).update(asset.body);
  const path = `/assets/${version.digest("hex").slice(0, 12)}`;
  const uswds = dirname(createRequire(import.meta.url).resolve("@uswds/uswds/css/uswds.min.css"));
  const routes = new Hono();
  routes.get(`${path}/:file`, (c) => {
    const asset = own.get(c.req.param("file"));
    return asset ? c.body(asset.body, 200, forever(asset.type)) : c.notFound();
  });
  routes.get(`${path}/uswds/*`, (c) => {
    const name = c.req.path.slice(`${path}/uswds/`.length);
    const type = types[extname(name)];
    if (!type || name.includes("..") || !uswdsFolders.includes(dirname(name))) return c.notFound();
    const body = readIfThere(join(uswds, "..", name));
    return body ? c.body(body, 200, forever(type)) : c.notFound();
  });
  return { path, routes };
}

const ownAssets = (folder: string): [string, Asset][] =>
  readdirSync(folder)
    .filter((name) => types[extname(name)])
    .sort()
    .map((name) => [name, { body: new Uint8Array(readFileSync(join(folder, name))), type: types[extname(name)]! }]);

const forever = (type: string) => ({ "content-type": type, "cache-control": "public, max-age=31536000, immutable" });

function readIfThere(path: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
