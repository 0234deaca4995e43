// Forward-only migrations: numbered SQL files, each once, in order, in a transaction, by the owner's role.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Db } from "./database.ts";
import { withTransaction } from "./transaction.ts";

/** Advisory lock held while the schema or the program's role is changed. */
export const migrationLock = 7_285_023;

/** Applies the missing migrations of `homeDir`/migrations. Any number of processes may do so at once. */
export const migrate = async (owner: Db, homeDir: string): Promise<string[]> => {
  const dir = join(homeDir, "migrations");
  const files = readdirSync(dir)
    .filter((name) => /^\d{4}-[\w-]+\.sql$/.test(name))
    .sort();
  const applied: string[] = [];
  await withTransaction(owner, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
    await tx.query("CREATE SCHEMA IF NOT EXISTS platform");
    await tx.query(
      "CREATE TABLE IF NOT EXISTS platform.migration (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    const done = new Map(
      (await tx.query("SELECT name, sha256 FROM platform.migration")).rows.map((row) => [row.name, row.sha256]),
    );
    for (const name of files) {
      const text = readFileSync(join(dir, name), "utf8");
      const sha256 = createHash("sha256").update(text).digest("hex");
      const before = done.get(name);
      if (before !== undefined) {
        if (before !== sha256) throw new Error(`the migration ${name} was changed after it was applied`);
        continue;
      }
      await tx.query(text);
      await tx.query("INSERT INTO platform.migration (name, sha256) VALUES ($1, $2)", [name, sha256]);
      applied.push(name);
    }
  });
  return applied;
};
