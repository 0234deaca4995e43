// The commands for accounts, run as the command line runs them.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ManagedAccess, managedAccess } from "../testing/managed-access.ts";
import { registerAccessCommands } from "./register.ts";

let m: ManagedAccess;
const folder = mkdtempSync(join(tmpdir(), "rollbook-accounts-"));
beforeAll(async () => {
  m = await managedAccess();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await m.t.close();
});

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const program = new Command();
  registerAccessCommands(program, { withAccess: (_command, use) => use(m.access), print: (line) => lines.push(line) });
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {} });
    command.commands.forEach(quiet);
  };
  quiet(program);
  await program.parseAsync(["user", ...args], { from: "user" });
  return lines;
}

test("an account is added, listed, and its link signs in", async () => {
  const ada = ["--name", "Ada Clerk", "--email", "ada@example.org", "--role", "clerk", "--district", "17"];
  const [added] = await run("add", ...ada, "--to", "2026-06-30", "--json");
  const { account, path } = JSON.parse(added ?? "{}");
  expect(account).toMatchObject({ name: "Ada Clerk", assignments: [{ role: "clerk", district: 17 }] });
  expect(await run("list", "--district", "17", "--role", "clerk")).toEqual([
    "ada@example.org\tAda Clerk\tclerk\t17\t2025-10-06..2026-06-30",
  ]);
  expect(await m.access.findSignInLink(path.split("/").at(-1))).toBe(account.id);
  const [again] = await run("link", "ada@example.org");
  expect(again).toMatch(
    /^\/sign-in\/[\w-]{43} works once, until 2025-10-07 12:00 UTC\. Put the workbench's address before it\.$/,
  );
});

test("what is no e-mail address, no whole district, no day or no district of the directory is refused", async () => {
  const add = (email: string, district: string, ...more: string[]) =>
    run("add", "--name", "Ned Clerk", "--email", email, "--role", "clerk", "--district", district, ...more);
  for (const email of ["nobody", "a b@example.org", "@example.org"])
    await expect(add(email, "17")).rejects.toMatchObject({ code: "commander.invalidArgument" });
  for (const district of ["x", "1.5", "-3", ""])
    await expect(add("n@example.org", district)).rejects.toMatchObject({ code: "commander.invalidArgument" });
  for (const more of [
    ["--to", "2025-02-30"],
    ["--schools", "1-2"],
  ])
    await expect(add("n@example.org", "17", ...more)).rejects.toMatchObject({ code: "commander.invalidArgument" });
  await expect(add("n@example.org", "18")).rejects.toMatchObject({ code: "district-unknown" });
  await expect(add("n@example.org", "17", "--schools", "22130")).rejects.toMatchObject({ code: "school-unknown" });
  expect(await add("n@example.org", "17", "--schools", "21745")).toHaveLength(1);
});

test("a role and a district that do not fit are said in words, and the roles there are", async () => {
  const lost = run("add", "--name", "Lou Lost", "--email", "l@example.org", "--role", "clerk");
  await expect(lost).rejects.toMatchObject({ message: "The role clerk reaches one district." });
  const wrong = run("add", "--name", "Lou Lost", "--email", "l@example.org", "--role", "janitor");
  await expect(wrong).rejects.toMatchObject({ code: "role-unknown", remedy: expect.stringContaining("state-manager") });
  expect(await run("roles")).toContain("clerk\tdistrict\tDistrict data clerk");
});

test("a shared account is refused; who truly has one name is taken", async () => {
  const add = (name: string, email: string, ...more: string[]) =>
    run("add", "--name", name, "--email", email, "--role", "clerk", "--district", "17", ...more);
  await expect(add("Ada Clerk", "info@example.org", "--single-name")).rejects.toMatchObject({ code: "account-shared" });
  await expect(add("Teller", "teller@example.org")).rejects.toMatchObject({ code: "account-shared" });
  expect(await add("Teller", "teller@example.org", "--single-name")).toHaveLength(1);
});

test("a role is given and ended; an account is closed and opened again", async () => {
  await run("add", "--name", "Eve Clerk", "--email", "eve@example.org", "--role", "clerk", "--district", "17");
  await run("assign", "eve@example.org", "--role", "clerk", "--district", "19", "--from", "2025-11-01");
  expect(await run("list", "--search", "eve@")).toHaveLength(2);
  await expect(run("end", "eve@example.org", "--role", "clerk")).rejects.toThrow(/Name the district too/);
  await expect(run("end", "eve@example.org", "--role", "state-analyst")).rejects.toMatchObject({
    code: "assignment-none",
  });
  expect(await run("end", "eve@example.org", "--role", "clerk", "--district", "19")).toEqual([
    "Eve Clerk: clerk has ended.",
  ]);
  expect(await run("end", "eve@example.org", "--role", "clerk", "--last-day", "2025-12-31")).toEqual([
    "Eve Clerk: clerk ends with 2025-12-31.",
  ]);
  expect(await run("disable", "EVE@example.org")).toEqual(["eve@example.org is closed."]);
  expect(await run("disable", "eve@example.org")).toEqual(["eve@example.org is closed already."]);
  expect(await run("list", "--search", "eve@")).toEqual([]);
  expect(await run("list", "--search", "eve@", "--all")).toEqual([
    "eve@example.org\tEve Clerk\tclerk\t17\t2025-10-06..2025-12-31\tclosed",
  ]);
  expect(await run("enable", "eve@example.org")).toEqual(["eve@example.org is open."]);
  await expect(run("enable", "nobody@example.org")).rejects.toMatchObject({ code: "account-unknown" });
});

test("one-time codes are taken off who has lost them", async () => {
  await run("add", "--name", "Cody Codes", "--email", "cody@example.org", "--role", "clerk", "--district", "17");
  expect(await run("reset-codes", "cody@example.org")).toEqual(["cody@example.org had no one-time codes on."]);
  await expect(run("reset-codes", "nobody@example.org")).rejects.toMatchObject({ code: "account-unknown" });
});

test("a file is checked, imported, and its faults are named with file, line and column", async () => {
  const file = join(folder, "staff.csv");
  writeFileSync(file, "name,email,role,district\nFay Fir,fay@example.org,clerk,17\nGus Gum,gus@example.org,clerk,19\n");
  expect((await run("import", file, "--check")).at(-1)).toBe("Would be: 2 added, 0 changed, 0 unchanged.");
  const lines = await run("import", file, "--links");
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe("line 2: Fay Fir <fay@example.org> account added, clerk of 17 added");
  expect(lines[4]).toMatch(/^gus@example.org: \/sign-in\//);
  expect(await run("import", file)).toEqual(["Done: 0 added, 0 changed, 2 unchanged."]);
  writeFileSync(file, "name,email,role,district\nFay Fir,fay@example.org,clerk,99\n");
  await expect(run("import", file)).rejects.toMatchObject({
    message: expect.stringContaining(`${file}:2:4: The directory`),
  });
  await expect(run("import", join(folder, "gone.csv"))).rejects.toMatchObject({ code: "file-unreadable" });
});
