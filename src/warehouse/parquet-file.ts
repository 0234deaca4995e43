// Immutable files named by their contents: written aside, synced, hashed, then put in place. The same rows give the same bytes.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, mkdirSync } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { Problem } from "../platform/index.ts";
import { literal } from "./engine.ts";

export type ParquetFiles = {
  /** Writes the result of `select` (which must order its rows) and returns the SHA-256 of the file. */
  write(connection: DuckDBConnection, select: string): Promise<string>;
  pathOf(hash: string): string;
  /** Throws `snapshot-damaged` when the file is missing or is not what its name says. */
  verify(hash: string, whatItIs: string): Promise<void>;
};

export const openParquetFiles = (folder: string): ParquetFiles => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (hash: string): string => join(folder, `${hash}.parquet`);
  /** hash -> size and time of change that were verified; a file that was touched is read again. */
  const verified = new Map<string, string>();
  return {
    pathOf,
    write: async (connection, select) => {
      const aside = join(folder, `.${randomUUID()}`);
      try {
        await connection.run(
          `COPY (${select}) TO ${literal(aside)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`,
        );
        await sync(aside);
        const hash = await sha256(aside);
        await rename(aside, pathOf(hash));
        await sync(folder);
        return hash;
      } finally {
        await rm(aside, { force: true });
      }
    },
    verify: async (hash, whatItIs) => {
      const path = pathOf(hash);
      const found = await stat(path).catch(() => undefined);
      if (!found) throw new Problem("snapshot-damaged", { what: whatItIs, file: path, detail: "is missing" });
      const state = `${found.size}/${found.mtimeMs}/${found.ino}`;
      if (verified.get(hash) === state) return;
      if ((await sha256(path)) !== hash)
        throw new Problem("snapshot-damaged", {
          what: whatItIs,
          file: path,
          detail: "does not hold what was certified",
        });
      verified.set(hash, state);
    },
  };
};

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const sha256 = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
};
