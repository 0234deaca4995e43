// `student ...` as the command line runs it, for the person named: what is found, shown, asked for and kept in a file.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, systemActor } from "../access/index.ts";
import { registerStudentCommands } from "./commands.ts";
import { type StudentWorld, studentWorld } from "./testing/student-world.ts";

let w: StudentWorld;
let ada: Actor;
let second: Actor;
const folder = mkdtempSync(join(tmpdir(), "student-"));

beforeAll(async () => {
  w = await studentWorld();
  ada = await w.actor("superintendent", { district: 17, name: "Ada" });
  second = await w.actor("superintendent", { district: 17, name: "Sam" });
  await w.keep(
    "INSERT INTO students.student (first_name, last_name, current_district) VALUES ('Ann', 'Ash', 17), ('Bo', 'Birch', 19)",
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await w?.close();
});

const run = async (actor: Actor, ...args: string[]): Promise<string> => {
  const printed: string[] = [];
  const program = new Command().exitOverride();
  registerStudentCommands(program, {
    withStudents: (_command, use) => use(w.students, actor),
    print: (line) => void printed.push(line),
  });
  await program.parseAsync(["student", ...args], { from: "user" });
  return printed.join("\n");
};

test("finds and shows whom the person may see, and nobody else", async () => {
  expect(await run(ada, "find", "--last", "as")).toMatch(/^\d+\tAsh\tAnn\t-\t-$/);
  expect(await run(ada, "find", "--last", "birch")).toBe("");
  const { students } = JSON.parse(await run(ada, "find", "--first", "ann", "--json"));
  const record = JSON.parse(await run(ada, "show", String(students[0].id), "--json"));
  expect(record).toMatchObject({ student: { last_name: "Ash" }, tables: { enrollment: [] } });
  expect(await run(ada, "show", String(students[0].id))).toContain("last_name: Ash");
  await expect(run(ada, "show", "999999")).rejects.toMatchObject({ code: "not-found" });
});

test("shows the operator at the machine no student and no request", async () => {
  const refused = (code: string, ...args: string[]) =>
    expect(run(systemActor, ...args), args.join(" ")).rejects.toMatchObject({ code });
  await refused("operator-sees-no-student", "find", "--last", "a");
  await refused("operator-sees-no-student", "show", "1");
  for (const verb of ["list", "pending"]) await refused("denied", "export", verb);
  await refused("denied", "export", "approve", "x");
});

test("a file is asked for, approved by a second person and kept once, where nothing was", async () => {
  const { id } = JSON.parse(
    await run(
      ada,
      "export",
      "ask",
      "--purpose",
      "Labels for report cards",
      "--fields",
      "last_name, first_name",
      "--where",
      "last_name=a",
      "--json",
    ),
  );
  expect(await run(second, "export", "pending")).toContain("Labels for report cards");
  await run(second, "export", "approve", id);
  const file = join(folder, "labels.csv");
  await expect(run(ada, "export", "download", id, "--out", folder)).rejects.toMatchObject({ code: "file-unwritable" });
  expect(await run(ada, "export", "download", id, "--out", file)).toContain("1 rows");
  expect(readFileSync(file, "utf8")).toBe("last_name,first_name\nAsh,Ann\n");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = join(folder, "again.csv");
  await expect(run(ada, "export", "download", id, "--out", again)).rejects.toMatchObject({ code: "export-not-ready" });
  expect(existsSync(again)).toBe(false);
  expect(await run(ada, "export", "list")).toContain("approved\t1 students");
  await expect(run(second, "export", "refuse", "1 OR 1=1", "--reason", "no")).rejects.toMatchObject({
    code: "not-found",
  });
});
