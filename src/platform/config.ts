// Where an installation lives and how it reaches its database. Reads the environment once; nothing else does.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { Problem } from "./problem.ts";
import { readSignInConfig, type SignInConfig } from "./sign-in-config.ts";

export type Config = {
  /** Folder of the installation: database, files, secrets. */
  dataDir: string;
  /** Folder of the profile's files; undefined until `rollbook init`. */
  profileDir: string | undefined;
  /** An existing server to use instead of the embedded one. */
  databaseUrl: string | undefined;
  /** The role that owns the schema, when it is not the one of `databaseUrl`. */
  databaseOwnerUrl: string | undefined;
  /** Everything that reaches the workbench has come through a proxy that sets the X-Forwarded headers itself. */
  trustProxy: boolean;
  signIn: SignInConfig;
  /** The product's own folder: migrations, profiles, built assets. */
  homeDir: string;
};

/** `demo`: holds made-up people only, so that a link may let them in without a password. */
const installation = z.object({ profile: z.string().min(1), demo: z.boolean().default(false) });
const installationFile = "installation.json";

const findHome = (): string => {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, "migrations"))) {
    const parent = dirname(dir);
    if (parent === dir) throw new Error("the migrations folder of Rollbook is not beside its program");
    dir = parent;
  }
  return dir;
};

/** The product's own folder, which holds migrations/, profiles/ and the built program. */
export const homeDir = findHome();

/** A profile by its name under profiles/ or by a path to a folder. Throws `profile-invalid` when neither exists. */
export const resolveProfile = (nameOrPath: string): string => {
  const shipped = join(homeDir, "profiles", nameOrPath);
  for (const dir of [shipped, resolve(nameOrPath)]) if (existsSync(join(dir, "profile.yaml"))) return dir;
  throw new Problem("profile-invalid", {
    detail: `no profile called ${nameOrPath}: neither ${shipped} nor a folder with a profile.yaml`,
  });
};

const readInstallation = (file: string): { profile: string | undefined; demo: boolean } =>
  existsSync(file) ? installation.parse(JSON.parse(readFileSync(file, "utf8"))) : { profile: undefined, demo: false };

/** Settings of the installation in `data` (default ./.rollbook). The environment gives the rest (docs/operators-guide.md). */
export const loadConfig = (options: { data?: string | undefined; env?: NodeJS.ProcessEnv } = {}): Config => {
  const env = options.env ?? process.env;
  const dataDir = resolve(options.data ?? env.ROLLBOOK_DATA ?? ".rollbook");
  if (existsSync(dataDir) && !statSync(dataDir).isDirectory())
    throw new Problem("file-unreadable", { file: dataDir, detail: "it is a file; an installation needs a folder" });
  const file = join(dataDir, installationFile);
  const { profile, demo } = readInstallation(file);
  return {
    dataDir,
    profileDir: profile === undefined ? undefined : resolveProfile(profile),
    databaseUrl: env.DATABASE_URL || undefined,
    databaseOwnerUrl: env.DATABASE_OWNER_URL || undefined,
    trustProxy: env.ROLLBOOK_TRUST_PROXY === "1",
    signIn: readSignInConfig(env, demo),
    homeDir,
  };
};

/** Remembers which profile an installation uses, and whether it is a demo, which it never becomes later. Throws `already-installed` when it has another one. */
export const writeInstallation = (config: Config, profile: string, { demo = false } = {}): Config => {
  const profileDir = resolveProfile(profile);
  if (config.profileDir !== undefined && config.profileDir !== profileDir)
    throw new Problem("already-installed", { dir: config.dataDir, profile: config.profileDir });
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  // A shipped profile is kept by its name, since the program may move; another one by its full path.
  const kept = profileDir === join(homeDir, "profiles", profile) ? profile : profileDir;
  const file = join(config.dataDir, installationFile);
  const isDemo = existsSync(file) ? readInstallation(file).demo : demo;
  const settings = isDemo ? { profile: kept, demo: true } : { profile: kept };
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
  return {
    ...config,
    profileDir,
    signIn: { ...config.signIn, links: isDemo ? "sign-in" : config.signIn.links },
  };
};
