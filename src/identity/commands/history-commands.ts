// `id merge | undo-merge | split | undo-split | history | changes`: what became of students, at the command line.
import { type Command, InvalidArgumentError } from "commander";
import type { Change } from "../history/changes.ts";
import type { Named } from "../history/find-registered.ts";
import type { RegistryCommandContext } from "./registry-commands.ts";

const nameOf = ({ reference, number }: Named): string => [reference, number].filter(Boolean).join(" ");

const recordList = (text: string): number[] => {
  const records = text.split(",").map((part) => Number(part.trim()));
  if (records.some((record) => !Number.isSafeInteger(record) || record < 1))
    throw new InvalidArgumentError("Numbers of records with commas between, such as 12,15.");
  return records;
};

const reasonOption = ["--reason <text>", "why: kept for ever"] as const;
const example = (words: string): string => `\nExample:\n  rollbook id ${words} --as ada@example.org`;
const jsonOption = ["--json", "print one JSON object"] as const;

export const registerHistoryCommands = (id: Command, context: RegistryCommandContext): void => {
  registerMerges(id, context);
  registerSplits(id, context);
  registerReading(id, context);
};

const registerMerges = (id: Command, { withRegistry, print }: RegistryCommandContext): void => {
  id.command("merge")
    .description("two are one student: A gives way to B")
    .argument("<a>", "reference or number of who gives way")
    .argument("<b>", "reference or number of who stays")
    .requiredOption(...reasonOption)
    .option("--despite", "although they are known to be two students")
    .option(...jsonOption)
    .addHelpText("after", example("merge 7G2ESJ7JY9 KTV8F9X2WD --reason 'One birth certificate'"))
    .action(async (a: string, b: string, options: { reason: string; despite?: boolean; json?: boolean }, command) => {
      const merged = await withRegistry(command, (registry, actor) => registry.merge(actor, a, b, options));
      if (options.json) return print(JSON.stringify(merged));
      print(`${nameOf(merged.superseded)} gave way to ${nameOf(merged.by)}`);
      print(`undo: rollbook id undo-merge ${merged.merge} --reason ...`);
    });
  id.command("undo-merge")
    .description("a merge was wrong: the student is itself again")
    .argument("<merge>", "id of the merge, or the number that gave way")
    .requiredOption(...reasonOption)
    .option(...jsonOption)
    .addHelpText("after", example("undo-merge 6636f977-67b9-4fa8-b922-66d36b37d3f0 --reason 'Two birth certificates'"))
    .action(async (merge: string, options: { reason: string; json?: boolean }, command) => {
      const undone = await withRegistry(command, (registry, actor) => registry.undoMerge(actor, merge, options.reason));
      print(
        options.json
          ? JSON.stringify(undone)
          : `${nameOf(undone.restored)} is itself again, and not ${nameOf(undone.from)}`,
      );
    });
};

const registerSplits = (id: Command, { withRegistry, print }: RegistryCommandContext): void => {
  id.command("split")
    .description("records of a student are another student's: they go to a new one")
    .argument("<student>", "reference, or number where the registry keeps it with the student")
    .requiredOption("--records <list>", "numbers of the records, as `id history` shows them", recordList)
    .requiredOption(...reasonOption)
    .option(...jsonOption)
    .addHelpText("after", example("split KTV8F9X2WD --records 12,15 --reason 'A cousin of the same name'"))
    .action(async (student: string, options: { records: number[]; reason: string; json?: boolean }, command) => {
      const { records, reason } = options;
      const made = await withRegistry(command, (registry, actor) =>
        registry.split(actor, { student, records, reason }),
      );
      if (options.json) return print(JSON.stringify(made));
      print(`${nameOf(made.newStudent)} was split off from ${nameOf(made.student)}`);
      if (made.owedTo)
        print(`district ${made.owedTo.district} fetches the number by its request ${made.owedTo.request}`);
      print(`undo: rollbook id undo-split ${made.split} --reason ...`);
    });
  id.command("undo-split")
    .description("a split was wrong: the records go back")
    .argument("<split>", "id of the split, as `id history` shows it")
    .requiredOption(...reasonOption)
    .option(...jsonOption)
    .addHelpText("after", example("undo-split 07b10b43-6350-407a-bdf2-d76cb912fdb7 --reason 'One child after all'"))
    .action(async (split: string, options: { reason: string; json?: boolean }, command) => {
      const undone = await withRegistry(command, (registry, actor) => registry.undoSplit(actor, split, options.reason));
      print(options.json ? JSON.stringify(undone) : `${nameOf(undone.superseded)} gave way to ${nameOf(undone.by)}`);
    });
};

const registerReading = (id: Command, { withRegistry, print }: RegistryCommandContext): void => {
  id.command("history")
    .description("how a student came to be what it is: records, merges, splits")
    .argument("<student>", "reference, or number where the registry keeps it with the student")
    .option(...jsonOption)
    .addHelpText("after", example("history KTV8F9X2WD"))
    .action(async (student: string, options: { json?: boolean }, command) => {
      const of = await withRegistry(command, (registry, actor) => registry.history(actor, student));
      if (options.json) return print(JSON.stringify(of));
      print(nameOf(of.student) + (of.supersededBy ? `, superseded by ${nameOf(of.supersededBy)}` : ""));
      for (const { record, holder, assignments } of of.records)
        for (const { at, why, student: to } of assignments)
          print(`${at.toISOString()}\trecord ${record}\t${why}\t${to}\t${holder.districtName}`);
      for (const { at, kind, id: key, student: one, other, reason, undone } of of.events)
        print([at.toISOString(), kind, one, other, key ?? "-", undone ? "undone" : "stands", reason].join("\t"));
    });
  id.command("changes")
    .description("merges, splits and assignments since a cursor, the oldest first")
    .option("--after <cursor>", "the cursor that was printed last; without it, from the beginning")
    .option(...jsonOption)
    .addHelpText("after", example("changes --after 872.3"))
    .action(async (options: { after?: string; json?: boolean }, command) => {
      let after = options.after;
      await withRegistry(command, async (registry, actor) => {
        for (let more = true; more; ) {
          const read = await registry.changes(actor, { after, limit: 1000 });
          for (const change of read.changes) print(options.json ? JSON.stringify(change) : lineOf(change));
          after = read.cursor;
          more = read.more;
        }
      });
      print(options.json ? JSON.stringify({ cursor: after }) : `cursor ${after}`);
    });
};

const lineOf = ({ at, kind, district, other, ...of }: Change): string =>
  [at, kind, nameOf(of), other ? nameOf(other) : `district ${district}`].join("\t");
