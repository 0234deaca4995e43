// Keys of an installation: 32 random bytes each, made on first use, readable by the owner only, or given by the environment.
import { randomBytes } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
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

const listFile = "complete";

const listed = (dir: string): string[] =>
  existsSync(join(dir, listFile)) ? readFileSync(join(dir, listFile), "utf8").split("\n").filter(Boolean) : [];

/** A key is made once: one that was there and is lost must never be replaced without a word. */
export const refuseNewSecret = (dir: string, name: string): void => {
  if (listed(dir).includes(name)) throw new Problem("secret-missing", { path: join(dir, name) });
};

/** Notes the keys that the installation has now: from here on, that one of them is missing is an error. */
export const closeSecrets = (dataDir: string): void => {
  const dir = join(dataDir, "secrets");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const before = listed(dir);
  const names = readdirSync(dir).filter((name) => name !== listFile && !name.startsWith(".") && !before.includes(name));
  if (names.length === 0) return;
  const draft = join(dir, `.${listFile}.${process.pid}`);
  writeFileSync(draft, `${[...before, ...names.filter((name) => !name.includes("."))].sort().join("\n")}\n`, {
    mode: 0o600,
  });
  renameSync(draft, join(dir, listFile));
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
