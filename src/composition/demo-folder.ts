// The folder of a demo: which made-up state it holds, and whether it was finished. Never touches another installation.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadConventions } from "../directory/index.ts";
import { Problem } from "../platform/index.ts";

export type DemoPlan = { year: number; table: string; scale: number; seed: number };

/** What to build: the published table is the one given, or the profile's own of the year. */
export const planDemo = (profileDir: string, options: Omit<DemoPlan, "table"> & { table?: string }): DemoPlan => {
  const { year, scale, seed } = options;
  const own = loadConventions(profileDir).published[year];
  const table = options.table ?? (own === undefined ? undefined : join(profileDir, own));
  if (table === undefined)
    throw new Problem("invalid-input", {
      detail: `the profile carries no published table of ${year}: give one with --table`,
    });
  if (!existsSync(table)) throw new Problem("file-unreadable", { file: table, detail: "there is no such file" });
  return { year, table: resolve(table), scale, seed };
};

/**
 * Takes the folder for this state. Returns the figures of a demo that was finished here before; undefined where it is
 * to be built, or to go on after it was cut off. Throws `folder-not-of-demo` where something else lives in it.
 */
export const claimFolder = (dataDir: string, folder: string, plan: DemoPlan): object | undefined => {
  const marker = join(folder, "plan.json");
  const table = createHash("sha256").update(readFileSync(plan.table)).digest("hex");
  const text = JSON.stringify({ ...plan, table });
  if (existsSync(marker)) {
    if (readFileSync(marker, "utf8") !== text) throw new Problem("folder-not-of-demo", { dir: dataDir });
    const finished = join(folder, "built.json");
    return existsSync(finished) ? JSON.parse(readFileSync(finished, "utf8")) : undefined;
  }
  if (existsSync(join(dataDir, "installation.json"))) throw new Problem("folder-not-of-demo", { dir: dataDir });
  mkdirSync(folder, { recursive: true });
  writeFileSync(marker, text);
  return undefined;
};

export const finishFolder = (folder: string, figures: object): void =>
  writeFileSync(join(folder, "built.json"), JSON.stringify(figures));
