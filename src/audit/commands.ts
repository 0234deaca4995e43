// Commands for the sealed log: `audit seal`, `audit export`, `audit verify`, `audit prove`, `audit key`.
import { existsSync, writeFileSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import { Problem } from "../platform/index.ts";
import { type AuditLog, verifierFile } from "./audit-log.ts";
import { claimedKey, readTrust, TrustError } from "./offline/read-trust.ts";
import { hashBlocksWith } from "./offline/threads.ts";
import { describeVerdict, type Verdict } from "./offline/verdict.ts";
import { verifyExport } from "./offline/verify-export.ts";

/** `withAuditLog` opens the installation, runs the command and closes it. `operator` is who acts at the machine. */
export type AuditCommandContext = {
  withAuditLog<T>(command: Command, run: (log: AuditLog, operator: string) => Promise<T>): Promise<T>;
  print(line: string): void;
  /** Writes over the current line of a terminal; undefined where there is none. */
  progress?: ((line: string) => void) | undefined;
};

export function registerAuditCommands(program: Command, context: AuditCommandContext): void {
  const audit = program.command("audit").description("the audit log: seal it, export it, prove that nobody rewrote it");
  registerSeal(audit, context);
  registerExport(audit, context);
  registerVerify(audit, context);
  registerProve(audit, context);
  audit
    .command("key")
    .description("print the public key that the log's checkpoints are signed with")
    .addHelpText("after", "\nGive it to auditors on paper, not with the log.\n\nExample:\n  rollbook audit key")
    .action((_options, command: Command) =>
      context.withAuditLog(command, async (log) => context.print(await log.publicKey())),
    );
}

const registerSeal = (audit: Command, { withAuditLog, print }: AuditCommandContext): void => {
  audit
    .command("seal")
    .description("seal the events that are not sealed yet (`rollbook serve` does so every few seconds)")
    .option("--after-restore <reason>", "go on although what was sealed since a backup is lost; the log says why")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nOne process seals at a time. A log that is not the one that was sealed is not gone on from.\n\n" +
        'Examples:\n  rollbook audit seal\n  rollbook audit seal --after-restore "disk failure, backup of 3 May"',
    )
    .action((options: { afterRestore?: string; json?: boolean }, command: Command) =>
      withAuditLog(command, async (log, operator) => {
        const { afterRestore: reason } = options;
        const sealing = reason === undefined ? await log.seal() : await log.sealAfterRestore(operator, reason);
        if (options.json) print(JSON.stringify(sealing));
        else if (sealing.busy) print("Another process is sealing just now.");
        else {
          print(
            `${sealing.sealed.toLocaleString("en-US")} events sealed, ${sealing.size.toLocaleString("en-US")} in all.`,
          );
          if (sealing.note !== undefined) print(`\n${sealing.note.trimEnd()}`);
        }
      }),
    );
};

const registerExport = (audit: Command, { withAuditLog, print }: AuditCommandContext): void => {
  audit
    .command("export")
    .description("write the sealed log to a folder, from where the last export stopped")
    .requiredOption("--to <dir>", "a folder off this machine: a mounted share, a disk that is taken away")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nSeals first. What was exported is never written again, so the folder may be on storage that allows no change.\n" +
        "The events name students and people: protect the folder as you protect the database.\n\n" +
        "Examples:\n  rollbook audit export --to /mnt/audit-log\n  rollbook audit export --to /mnt/audit-log --json",
    )
    .action((options: { to: string; json?: boolean }, command: Command) =>
      withAuditLog(command, async (log, operator) => {
        await log.seal();
        const exported = await log.exportTo(options.to, operator);
        if (options.json) print(JSON.stringify(exported));
        else
          print(
            `${exported.events.toLocaleString("en-US")} events and ${exported.checkpoints} ${exported.checkpoints === 1 ? "checkpoint" : "checkpoints"} added; ` +
              `${exported.target} holds ${exported.size.toLocaleString("en-US")} events.`,
          );
      }),
    );
};

const eventNumber = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("An event is named by its whole number.");
  return Number(text);
};

const registerProve = (audit: Command, { withAuditLog, print }: AuditCommandContext): void => {
  audit
    .command("prove")
    .description("write the proof that one event stands in the sealed log, for somebody who has the public key")
    .argument("<event>", "the event's number", eventNumber)
    .option("--to <file>", "the file to write; default: print it")
    .addHelpText(
      "after",
      "\nThe proof holds the event itself, and the hashes and the signed checkpoint that prove its place; nothing of other\n" +
        "events. It is checked with: node audit-verify.js prove FILE --key KEY\n\n" +
        "Examples:\n  rollbook audit prove 1834\n  rollbook audit prove 1834 --to event-1834.json",
    )
    .action((event: number, options: { to?: string }, command: Command) =>
      withAuditLog(command, async (log, operator) => {
        const text = JSON.stringify(await log.prove(event, operator));
        if (options.to === undefined) return print(text);
        writeFileSync(options.to, `${text}\n`, { mode: 0o600 });
        print(`The proof of event ${event} is in ${options.to}.`);
      }),
    );
};

type VerifyOptions = { export?: string; key: string[]; checkpoint: string[]; json?: boolean };

const collect = (value: string, before: string[]): string[] => [...before, value];

const registerVerify = (audit: Command, { withAuditLog, print, progress }: AuditCommandContext): void => {
  audit
    .command("verify")
    .description("prove that the log is as it was sealed, or name the first event that is not")
    .option("--export <dir>", "verify an export alone: without database, and on any machine")
    .option("--key <key>", "with --export: the log's public key, or a file with it; may be repeated", collect, [])
    .option("--checkpoint <file>", "with --export: a checkpoint kept from earlier; may be repeated", collect, [])
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nWithout --export, the database's events, tree and checkpoints are compared with each other, with the last\n" +
        "checkpoint that this machine remembers, and with every export that can be reached from here.\n" +
        "With --export, nothing is read but that folder; a key or checkpoint must come from elsewhere.\n" +
        "dist/audit-verify.js does the same as one file that needs only Node.\n" +
        "Ends with 0 when every sealed event is proven, 1 when something is wrong, 2 when it cannot tell.\n\n" +
        "Examples:\n  rollbook audit verify\n  rollbook audit verify --export /mnt/audit-log --key audit-key.txt\n" +
        "  rollbook audit verify --export /mnt/audit-log --checkpoint checkpoint-2025-07-01.txt --json",
    )
    .action(async (options: VerifyOptions, command: Command) => {
      let done = 0;
      const onEvents = (events: number): void => {
        done += events;
        progress?.(`${done.toLocaleString("en-US")} events`);
      };
      const verdict =
        options.export === undefined
          ? await withAuditLog(command, (log) => log.verify(onEvents))
          : await verifyOffline(options.export, options, onEvents);
      progress?.("");
      if (options.json) print(JSON.stringify(verdict));
      else for (const line of describeVerdict(verdict)) print(line);
      if (!verdict.verified) process.exitCode = 1;
    });
};

const verifyOffline = async (
  dir: string,
  { key, checkpoint }: VerifyOptions,
  onEvents: (events: number) => void,
): Promise<Verdict> => {
  if (!existsSync(dir)) throw new Problem("audit-export-unreadable", { detail: `there is no folder ${dir}` });
  if (key.length + checkpoint.length === 0) throw new Problem("audit-trust-missing", { key: claimedKey(dir) });
  try {
    const trust = readTrust(key, checkpoint);
    return await verifyExport(dir, trust, { hashBlocks: hashBlocksWith(verifierFile), onEvents });
  } catch (error) {
    if (error instanceof TrustError) throw new Problem("invalid-input", { detail: error.message });
    throw new Problem("audit-export-unreadable", { detail: (error as Error).message }, { cause: error });
  }
};
