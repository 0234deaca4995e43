// Where an export goes: a folder here; an object store has the same few verbs (its puts are whole or not at all too).
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

export type ExportTarget = {
  /** How it is named in the record of exports. */
  name: string;
  list(): Promise<string[]>;
  read(name: string): Promise<Buffer>;
  /** Writes a file whole or not at all; it is on disk, and stays there through a power cut, when the promise resolves. */
  put(name: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
};

export const exportFolder = (dir: string): ExportTarget => {
  const root = resolve(dir);

  const put: ExportTarget["put"] = async (name, parts) => {
    const path = join(root, name);
    const draft = join(root, `.draft-${randomUUID()}`);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      const file = await open(draft, "wx", 0o600);
      try {
        for await (const part of parts) await file.write(part);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await syncFolder(dirname(path));
    await syncFolder(root);
  };

  const list = async (): Promise<string[]> => {
    if (!existsSync(root)) return [];
    await sweepDrafts(root);
    return readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  };

  return { name: root, list, put, read: async (name) => readFileSync(join(root, name)) };
};

/** Drafts of exports that were killed; one export runs at a time. */
const sweepDrafts = async (root: string): Promise<void> => {
  for (const name of await readdir(root)) if (name.startsWith(".draft-")) await rm(join(root, name), { force: true });
};

const syncFolder = async (dir: string): Promise<void> => {
  if (process.platform === "win32") return; // folders cannot be synced there
  const folder = await open(dir, "r");
  await folder.sync();
  await folder.close();
};
