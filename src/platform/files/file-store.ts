// Files as they came, encrypted (age), each under the SHA-256 of its contents. A file is there whole or not at all.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { Decrypter, Encrypter } from "age-encryption";
import { Problem } from "../problem.ts";
import { loadFileKey } from "./file-key.ts";

export type StoredFile = { sha256: string; bytes: number };

export type FileStore = {
  /**
   * Stores the stream; on disk (fsynced) when the promise resolves. The same contents twice are one file. With `keep`,
   * the file waits on the disk under no name until `keep` resolves, and is gone when it rejects.
   */
  put(source: AsyncIterable<Uint8Array>, keep?: Promise<unknown>): Promise<StoredFile>;
  /** The contents. Throws `not-found`, or `stored-file-damaged` at the end when the contents are not what the name says. */
  read(sha256: string): AsyncIterable<Uint8Array>;
  has(sha256: string): boolean;
};

export const openFileStore = async (dataDir: string): Promise<FileStore> => {
  const root = join(dataDir, "files");
  const key = await loadFileKey(dataDir);
  await removeOldDrafts(root);
  const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), `${sha256}.age`);

  const put = async (source: AsyncIterable<Uint8Array>, keep?: Promise<unknown>): Promise<StoredFile> => {
    keep?.catch(() => {}); // a refusal may come before the file is ready to hear it
    await mkdir(root, { recursive: true, mode: 0o700 });
    const draft = join(root, `.draft-${randomUUID()}`);
    const hash = createHash("sha256");
    let bytes = 0;
    const counted = async function* () {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    try {
      const encrypter = new Encrypter();
      encrypter.addRecipient(key.recipient);
      const sealed = await encrypter.encrypt(
        Readable.toWeb(Readable.from(counted(), { objectMode: false })) as ReadableStream,
      );
      const file = await open(draft, "w", 0o600);
      try {
        for await (const chunk of sealed) await file.write(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await keep;
      const sha256 = hash.digest("hex");
      await mkdir(dirname(pathOf(sha256)), { recursive: true, mode: 0o700 });
      await rename(draft, pathOf(sha256));
      await syncFolder(dirname(pathOf(sha256)));
      return { sha256, bytes };
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  };

  const read = async function* (sha256: string): AsyncIterable<Uint8Array> {
    if (!/^[0-9a-f]{64}$/.test(sha256) || !existsSync(pathOf(sha256))) throw new Problem("not-found");
    const decrypter = new Decrypter();
    decrypter.addIdentity(key.identity);
    const hash = createHash("sha256");
    try {
      const plain = await decrypter.decrypt(Readable.toWeb(createReadStream(pathOf(sha256))) as ReadableStream);
      for await (const chunk of plain) {
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      throw new Problem("stored-file-damaged", { sha256 }, { cause: error });
    }
    if (hash.digest("hex") !== sha256) throw new Problem("stored-file-damaged", { sha256 });
  };

  return { put, read, has: (sha256) => existsSync(pathOf(sha256)) };
};

const draftLifeMs = 24 * 3_600_000;

/** Drafts of uploads that a crash cut off; a day old, so that no upload under way is touched. */
const removeOldDrafts = async (root: string): Promise<void> => {
  if (!existsSync(root)) return;
  for (const name of await readdir(root)) {
    if (!name.startsWith(".draft-")) continue;
    const path = join(root, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < performance.timeOrigin + performance.now() - draftLifeMs)
      await rm(path, { force: true });
  }
};

const syncFolder = async (dir: string): Promise<void> => {
  if (process.platform === "win32") return; // folders cannot be synced there
  const folder = await open(dir, "r");
  await folder.sync();
  await folder.close();
};
