// The commands for accounts, run as the command line runs them.
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock, resolveProfile } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { type AccessCommandContext, registerAccessCommands } from "./commands.ts";
import type { Access } from "./create-access.ts";
import { createAccess } from "./create-access.ts";
import { loadAccessPolicy } from "./policy/policy.ts";

let t: TestDatabase;
let access: Access;
let places: Parameters<Parameters<AccessCommandContext["withAccess"]>[1]>[1] = {
  year: 2026,
  hasDistrict: () => undefined,
};
beforeAll(async () => {
  t = await testDatabase();
  const policy = loadAccessPolicy(resolveProfile("new-hampshire"));
  access = createAccess({ db: t.db, policy, clock: fixedClock("2025-10-06T12:00:00Z") });
});
afterAll(() => t.close());

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  registerAccessCommands(program, {
    withAccess: (_command, use) => use(access, places),
    print: (line) => lines.push(line),
  });
  await program.parseAsync(["user", ...args], { from: "user" });
  return lines;
}

test("an account is added, listed, and its link signs in once", async () => {
  const ada = ["--name", "Ada", "--email", "ada@example.org", "--role", "clerk", "--district", "17"];
  const [added] = await run("add", ...ada, "--json");
  const { account, path } = JSON.parse(added ?? "{}");
  expect(account).toMatchObject({ name: "Ada", assignments: [{ role: "clerk", district: 17 }] });
  expect(await run("list")).toEqual(["ada@example.org\tAda\tclerk\t17"]);
  const { session } = await access.signIn(path.split("/").at(-1), "127.0.0.1");
  expect(session.actor.account).toBe(account.id);
  const [again] = await run("link", "ada@example.org");
  expect(again).toMatch(
    /^\/sign-in\/[\w-]{43} works once, until 2025-10-07T12:00:00.000Z\. Put the workbench's address before it\.$/,
  );
});

test("what is no e-mail address, no whole district or no district of the directory is refused", async () => {
  const add = (email: string, district: string) =>
    run("add", "--name", "N", "--email", email, "--role", "clerk", "--district", district);
  for (const email of ["nobody", "a b@example.org", "@example.org"])
    await expect(add(email, "17")).rejects.toMatchObject({ code: "commander.invalidArgument" });
  for (const district of ["x", "1.5", "-3", ""])
    await expect(add("n@example.org", district)).rejects.toMatchObject({ code: "commander.invalidArgument" });
  places = { year: 2026, hasDistrict: (number) => number === 17 };
  await expect(add("n@example.org", "18")).rejects.toMatchObject({ code: "district-unknown" });
  expect(await add("n@example.org", "17")).toHaveLength(1);
});

test("a role and a district that do not fit are said in words", async () => {
  const lost = run("add", "--name", "L", "--email", "l@example.org", "--role", "clerk");
  await expect(lost).rejects.toMatchObject({ message: "The role clerk reaches one district." });
});

test("a role that the policy does not name is refused with the roles there are", async () => {
  const wrong = run("add", "--name", "N", "--email", "n@example.org", "--role", "janitor");
  await expect(wrong).rejects.toMatchObject({ code: "role-unknown", remedy: expect.stringContaining("state-manager") });
});
