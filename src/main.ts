// The program's entry: runs the command line and turns what goes wrong into a sentence with a remedy and an exit code.
import { CommanderError } from "commander";
import { createProgram } from "./cli.ts";
import { Problem, ProfileError } from "./platform/index.ts";

/** 0 done; 1 refused, or a finding blocks; 2 wrong usage, unreadable input or a broken profile; 3 a fault of the program. */
const explainFailure = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ProfileError) {
    process.stderr.write(`The profile has errors:\n${error.message}\n`);
    return 2;
  }
  if (error instanceof Problem) {
    process.stderr.write(`${error.title}: ${error.message}\n${error.remedy}\n`);
    return error.status === 403 || error.status === 404 || error.status === 409 ? 1 : 2;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 3;
};

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0); // the reader of our output has seen enough
  throw error;
});

try {
  const program = await createProgram(process.argv[2]);
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = explainFailure(error);
}
