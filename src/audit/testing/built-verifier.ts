// The stand-alone verifier as a release has it: one file, built into a folder that has nothing else.
import { join } from "node:path";
import { build } from "esbuild";
import { homeDir } from "../../platform/index.ts";

export const buildVerifier = async (folder: string): Promise<string> => {
  const program = join(folder, "audit-verify.mjs");
  await build({
    ...{ entryPoints: [join(homeDir, "src/audit/offline/audit-verify.ts")], outfile: program, packages: "bundle" },
    ...({ bundle: true, platform: "node", format: "esm", target: "node20" } as const),
  });
  return program;
};
