// The key that files are encrypted with: an age identity, made on first use or given by the environment.
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { refuseNewSecret } from "../secrets.ts";

export type FileKey = { identity: string; recipient: string };

/** ROLLBOOK_FILE_IDENTITY, else DATA/secrets/file-identity (an age secret key; keep a copy away from the machine). */
export const loadFileKey = async (dataDir: string, env: NodeJS.ProcessEnv = process.env): Promise<FileKey> => {
  const identity = env.ROLLBOOK_FILE_IDENTITY ?? (await readOrMake(join(dataDir, "secrets")));
  return { identity: identity.trim(), recipient: await identityToRecipient(identity.trim()) };
};

const readOrMake = async (dir: string): Promise<string> => {
  const path = join(dir, "file-identity");
  if (!existsSync(path)) {
    refuseNewSecret(dir, "file-identity");
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, `${await generateX25519Identity()}\n`, { mode: 0o600 });
    try {
      linkSync(fresh, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another process was first
    }
    unlinkSync(fresh);
  }
  return readFileSync(path, "utf8");
};
