// One file in place of a state's hundreds, for a list of snapshots that is asked for again: scanning is then ten times faster.
// Only a cache: named by the list and by its own contents, made again when damaged, thrown away when others are newer.
import { createHash } from "node:crypto";
import { createReadStream, mkdirSync } from "node:fs";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Engine, literal } from "./engine.ts";

export type Compacted = {
  /** Path of the one file that holds all of `paths`, or undefined while it does not pay to make it. */
  find(hashes: readonly string[], source: string): Promise<string | undefined>;
};

const worthwhile = 16;
const kept = 6;

/** `find` makes the file when a list of many snapshots is asked for the second time: during certification every list is new. */
export const openCompacted = (folder: string, engine: Engine): Compacted => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  /** Lists asked for in this process; the path once it is known to be whole. */
  const known = new Map<string, string | undefined>();
  const making = new Map<string, Promise<string>>();

  const existing = async (key: string): Promise<string | undefined> => {
    for (const name of await readdir(folder)) {
      if (!name.startsWith(`${key}-`)) continue;
      const path = join(folder, name);
      if (name === `${key}-${await sha256(path)}.parquet`) return path;
      await rm(path, { force: true });
    }
    return undefined;
  };

  const make = async (key: string, source: string): Promise<string> => {
    const aside = join(folder, `.${key}.${process.pid}`);
    await engine.connect((connection) =>
      connection.run(`COPY (SELECT * FROM ${source}) TO ${literal(aside)} (FORMAT parquet, COMPRESSION zstd)`),
    );
    const path = join(folder, `${key}-${await sha256(aside)}.parquet`);
    await rename(aside, path);
    await forgetOldest(folder);
    return path;
  };

  return {
    find: async (hashes, source) => {
      if (hashes.length < worthwhile) return undefined;
      const key = createHash("sha256").update(hashes.join("\n")).digest("hex").slice(0, 32);
      const path = known.get(key);
      if (path !== undefined && (await stat(path).catch(() => undefined))) return path;
      const found = await existing(key);
      const again = known.has(key);
      known.set(key, found);
      if (found !== undefined || !again) return found;
      const made = making.get(key) ?? make(key, source).finally(() => making.delete(key));
      making.set(key, made);
      known.set(key, await made);
      return made;
    },
  };
};

const forgetOldest = async (folder: string): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".parquet"));
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  for (const { name } of dated.sort((one, other) => other.at - one.at).slice(kept))
    await rm(join(folder, name), { force: true });
};

const sha256 = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
};
