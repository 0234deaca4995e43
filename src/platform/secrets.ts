// Keys of an installation: 32 random bytes each, made on first use, readable by the owner only, or given by the environment.
import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "./problem.ts";

/** The secret called `name`: from ROLLBOOK_SECRET_<NAME> (64 hex digits) or DATA/secrets/<name>. Returns 32 bytes. */
export const loadSecret = (dataDir: string, name: string, env: NodeJS.ProcessEnv = process.env): Buffer => {
  const given = env[`ROLLBOOK_SECRET_${name.toUpperCase().replaceAll("-", "_")}`];
  const hex = given ?? readOrMake(join(dataDir, "secrets"), name);
  const secret = Buffer.from(hex.trim(), "hex");
  if (secret.length !== 32) throw new Error(`the secret ${name} must be 64 hexadecimal digits`);
  return secret;
};

/** Keys are made by the first start only: a lost key must never be replaced without a word. */
export const refuseNewSecret = (dir: string, name: string): void => {
  if (existsSync(join(dir, "complete"))) throw new Problem("secret-missing", { path: join(dir, name) });
};

/** Says that all keys of an installation were made: from now on a missing one is an error. */
export const closeSecrets = (dataDir: string): void => {
  const dir = join(dataDir, "secrets");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, "complete"), "", { mode: 0o600 });
};

const readOrMake = (dir: string, name: string): string => {
  const path = join(dir, name);
  if (existsSync(path)) return readFileSync(path, "utf8");
  refuseNewSecret(dir, name);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const fresh = join(dir, `.${name}.${process.pid}`);
  writeFileSync(fresh, randomBytes(32).toString("hex"), { mode: 0o600 });
  try {
    linkSync(fresh, path); // fails when another process was first: then its secret is the one
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(fresh);
  }
  return readFileSync(path, "utf8");
};
