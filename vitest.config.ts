import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

// SQL files are imported as text, as the bundle does it (scripts/build.mjs).
const sqlAsText = {
  name: "sql-as-text",
  transform(_code: string, id: string) {
    if (!id.endsWith(".sql")) return;
    return { code: `export default ${JSON.stringify(readFileSync(id, "utf8"))}`, map: null };
  },
};

export default defineConfig({
  plugins: [sqlAsText],
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scenarios/**/*.test.{ts,tsx}"],
    globalSetup: ["src/platform/testing/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
