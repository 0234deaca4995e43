// The profile of the demo where none is named: the first one that says how to make up its pupils (demo.yaml).
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { homeDir, Problem } from "../platform/index.ts";

export const demoProfile = (): { name: string; dir: string } => {
  const profiles = join(homeDir, "profiles");
  const name = readdirSync(profiles)
    .sort()
    .find((folder) => existsSync(join(profiles, folder, "demo.yaml")));
  if (name === undefined)
    throw new Problem("profile-invalid", { detail: `no profile under ${profiles} has a demo.yaml` });
  return { name, dir: join(profiles, name) };
};
