// The commands `student find | show | classes` and `student export ...`. They act as the person named with --as, whose role
// and rows they keep to; the operator at the machine sees no student.
import { open, unlink } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import type { Actor } from "../access/index.ts";
import { Problem } from "../platform/index.ts";
import type { Students } from "./create-students.ts";
import { registerExportCommands } from "./exports/commands.ts";
import { idOf } from "./reading/one-student.ts";
import type { StudentRow } from "./reading/read-students.ts";
import type { Row } from "./reading/store.ts";

/** `withStudents` opens the installation that the command names, runs as who is named and closes it. */
export type StudentCommandContext = {
  withStudents<T>(command: Command, run: (students: Students, actor: Actor) => Promise<T>): Promise<T>;
  print(line: string): void;
};

export function registerStudentCommands(program: Command, context: StudentCommandContext): void {
  const { withStudents, print } = context;
  const student = program.command("student").description("students' records as the person named with --as sees them");

  student
    .command("find")
    .description("search by the beginning of a name, or by a number")
    .option("--last <beginning>", "beginning of the last name")
    .option("--first <beginning>", "beginning of the first name")
    .option("--number <number>", "state student identifier, whole")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  rollbook student find --last Smi --first A --as ada@example.org")
    .action(async (options: Record<string, string | undefined> & { json?: boolean }, command: Command) =>
      withStudents(command, async (students, actor) => {
        const asked = { last_name: options.last, first_name: options.first, state_identifier: options.number };
        const filters = Object.entries(asked).flatMap(([field, value]) =>
          value === undefined ? [] : { field, value },
        );
        const page = await students.search(actor, filters);
        if (options.json) print(JSON.stringify({ ...page, students: page.students.map(flat) }));
        else for (const row of page.students) print(lineOf(row));
        if (!options.json && page.total > page.students.length)
          print(`and ${page.more ? "more than " : ""}${page.total - page.students.length} more: type more letters`);
      }),
    );

  student
    .command("show")
    .description("one record: what of it the person sees, over districts and years")
    .argument("<id>", "the number that `student find` prints first", wholeNumber)
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  rollbook student show 4711 --as ada@example.org --json")
    .action(async (id: string, options: { json?: boolean }, command: Command) =>
      withStudents(command, async (students, actor) => {
        const { values, tables } = await students.getStudent(actor, idOf(id));
        const record = {
          id: Number(id),
          student: values,
          tables: Object.fromEntries(tables.map((one) => [one.table, one.rows])),
        };
        if (options.json) return print(JSON.stringify(record));
        for (const line of words(values)) print(line);
        for (const { table, rows } of tables) {
          print(`${table}: ${rows.length}`);
          for (const row of rows) print(`  ${words(row).join(", ")}`);
        }
      }),
    );

  registerExportCommands(student.command("export").description("files of many students, approved by a second person"), {
    ...context,
    keep: keepInFile,
  });
}

/** Takes the place first, and gives it up where nothing was made. */
async function keepInFile<T extends { bytes: Buffer }>(file: string, make: () => Promise<T>): Promise<T> {
  const unwritable = (error: unknown) =>
    new Problem("file-unwritable", { file, detail: (error as Error).message }, { cause: error });
  const place = await open(file, "wx", 0o600).catch((error: unknown) => {
    throw unwritable(error);
  });
  try {
    const made = await make();
    await place.writeFile(made.bytes);
    return made;
  } catch (error) {
    await unlink(file);
    throw error;
  } finally {
    await place.close();
  }
}

const flat = ({ id, values }: StudentRow) => ({ id, ...values });

const words = (row: Row): string[] =>
  Object.entries(row).flatMap(([name, value]) => (value === null ? [] : `${name}: ${String(value)}`));

const lineOf = ({ id, values }: StudentRow): string =>
  [id, ...["last_name", "first_name", "state_identifier", "birth_date"].map((name) => values[name] ?? "-")].join("\t");

const wholeNumber = (text: string): string => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("A record is named by its whole number.");
  return text;
};
