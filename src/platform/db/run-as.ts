// PostgreSQL refuses to run as root. This decides how its programs are started: as we are, in a user namespace where
// root counts as nobody (the files stay root's), or, where namespaces are forbidden, as the user nobody.
import { type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { chownSync } from "node:fs";

export type RunAs = {
  how: "self" | "namespace" | "nobody";
  /** Gives a folder to the user the server runs as. */
  own(dir: string): void;
  spawn(command: string, args: string[], options?: SpawnOptions): ReturnType<typeof spawn>;
};

const nobody = 65534;

export const chooseRunAs = (): RunAs => {
  if (process.platform === "win32" || process.getuid?.() !== 0)
    return { how: "self", own: () => {}, spawn: (command, args, options = {}) => spawn(command, args, options) };
  if (spawnSync("unshare", ["--user", "true"]).status === 0)
    return {
      how: "namespace",
      own: () => {},
      spawn: (command, args, options = {}) => spawn("unshare", ["--user", "--", command, ...args], options),
    };
  return {
    how: "nobody",
    own: (dir) => chownSync(dir, nobody, nobody),
    spawn: (command, args, options = {}) => spawn(command, args, { ...options, uid: nobody, gid: nobody }),
  };
};
