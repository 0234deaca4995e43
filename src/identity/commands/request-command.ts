// `id request FILE`: sends a request file, waits for its answers and writes them beside it. The key of the answers is kept before
// anything is asked, so that a command that was cut off and runs again is the same request.
import { randomBytes } from "node:crypto";
import { createReadStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import type { Command } from "commander";
import type { Actor } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import type { FileReceipt } from "../files/request-file.ts";
import type { Registry } from "../registry/create-registry.ts";
import { assertReadable } from "./assert-readable.ts";
import { grouped, readDistrict, tellRefused } from "./command-parts.ts";
import type { RegistryCommandContext } from "./registry-commands.ts";

type Options = { district?: number; out?: string; keyFile?: string; json?: boolean };

const help = `
The file has the columns that the profile says (identity.yaml, request_file), comma or tab between them, with a heading row or
without. A finding in one row refuses the whole file; then nothing is changed.

The answers file has the file's own columns, then the number, outcome (match, near or new), score (the probability), reference (for
talking about the student), and, where no number can be told, who holds the record and whom to call there. Its key is kept in
OUT.key, readable by you alone: with it the same file is the same request, and its answers can be written again for 7 days.

Exit code: 0 done, 1 the file has findings, 2 wrong usage or a file that cannot be read.

Examples:
  rollbook id request new-pupils.csv --as ada@example.org
  rollbook id request new-pupils.csv --out answers.csv --as ada@example.org
  rollbook id request new-pupils.csv --district 111 --json`;

export const registerRequestCommand = (id: Command, context: RegistryCommandContext): void => {
  id.command("request")
    .description("ask for the numbers of the students in a file")
    .argument("<file>", "request file")
    .option("--district <number>", "district that asks; default: the district of who asks", readDistrict)
    .option("--out <file>", "where to write the answers; default: FILE.answers.csv")
    .option("--key-file <file>", "key of the answers; default: OUT.key, made where there is none")
    .option("--json", "print one JSON object")
    .addHelpText("after", help)
    .action(async (file: string, options: Options, command: Command) => {
      assertReadable(file);
      await context.withRegistry(command, (registry, actor) => run(registry, actor, { file, options, ...context }));
    });
};

type Run = { file: string; options: Options } & Pick<RegistryCommandContext, "print" | "progress">;

const run = async (registry: Registry, actor: Actor, { file, options, print, progress }: Run): Promise<void> => {
  const district = options.district ?? actor.district;
  if (district === undefined) throw new Problem("invalid-input", { detail: "Name the district with --district." });
  const out = options.out ?? `${file}.answers.csv`;
  const keyFile = options.keyFile ?? `${out}.key`;
  const key = keepKey(keyFile);
  let receipt: FileReceipt;
  try {
    receipt = await registry.requestFile(actor, {
      ...{ district, fileName: basename(file), key, source: createReadStream(file) },
      progress: ({ done, rows }) => progress?.(`${grouped(done)} of ${grouped(rows)} students`),
    });
  } catch (error) {
    return tellRefused(error, { json: options.json, print });
  }
  progress?.("");
  await writeAnswers(out, registry.fileAnswers(actor, receipt.file, key));
  if (options.json) return print(JSON.stringify({ ...receipt, district, out, keyFile }));
  const { rows, match, near, new: created, again } = receipt;
  print(
    `${grouped(rows)} students${again ? " (answered before)" : ""}: ${grouped(match)} known, ${grouped(created)} new`,
  );
  if (near > 0) print(`${grouped(near)} near matches wait for a person's decision`);
  print(`answers: ${out}, key: ${keyFile}`);
};

const keyBytes = 32;

/** The key in the file; where there is none, a fresh one that is written first. */
const keepKey = (file: string): string => {
  try {
    if (!existsSync(file))
      writeFileSync(file, `${randomBytes(keyBytes).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new Problem("file-unwritable", { file, detail: (error as Error).message }, { cause: error });
  }
};

/** Numbers of students: readable by their owner alone. */
const writeAnswers = async (out: string, parts: AsyncIterable<string>): Promise<void> => {
  const place = await open(out, "w", 0o600).catch((error: unknown) => {
    throw new Problem("file-unwritable", { file: out, detail: (error as Error).message }, { cause: error });
  });
  try {
    for await (const part of parts) await place.write(part);
  } finally {
    await place.close();
  }
};
