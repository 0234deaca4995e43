// The commands on submissions as the command line runs them: what they print, and what they refuse in which words.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "../access/index.ts";
import { registerCollectionsCommands } from "./commands.ts";
import { alder, type SmallState, smallState } from "./testing/small-state.ts";

let s: SmallState;
let folder: string;
beforeAll(async () => {
  s = await smallState();
  folder = mkdtempSync(join(tmpdir(), "commands-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await s.close();
});
beforeEach(() => {
  process.exitCode = 0;
  return () => {
    process.exitCode = 0;
  };
});

const where = ["--collection", "BOY", "--district", `${alder}`, "--year", "2026"];
const run = async (...args: string[]): Promise<string> => {
  const lines: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  registerCollectionsCommands(program, {
    withInstallation: (_command, use) => use({ collections: s.collections, actor: systemActor }),
    print: (line) => lines.push(line),
  });
  for (const command of program.commands) command.exitOverride();
  await program.parseAsync(args, { from: "user" });
  return lines.join("\n");
};
const fileOf = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const third = [1, 2, 3].map((n) => ({ sasid: 1000000000 + n }));

it("says that nothing was submitted, instead of that nothing is wrong", async () => {
  for (const form of [[], ["--csv"], ["--json"]])
    await expect(run("findings", ...where, ...form)).rejects.toMatchObject({ code: "nothing-submitted", status: 404 });
  await expect(run("findings", ...where, "--csv", "--json")).rejects.toMatchObject({
    code: "commander.conflictingOption",
  });
});

it("refuses a folder and a file that is not there, before anything is opened", async () => {
  for (const path of [folder, join(folder, "nowhere.csv")])
    await expect(run("submit", ...where, path)).rejects.toMatchObject({ code: "file-unreadable" });
});

it("prints one object for a file that is not whole, and exits with 1", async () => {
  const whole = s.file(third.map((one) => ({ ...one, Race: 1 })));
  const printed = await run("submit", ...where, "--json", fileOf("cut.csv", whole.slice(0, -30)));
  const answer = JSON.parse(printed);
  expect(answer).toMatchObject({ error: { code: "upload-not-whole", status: 422, facts: { fileName: "cut.csv" } } });
  expect(answer.findings.length).toBeGreaterThan(0);
  expect(process.exitCode).toBe(1);
});

it("takes files of one name from two folders as two batches, and warns of schools in both", async () => {
  const first = await run("submit", ...where, fileOf("one.csv", s.file([...third.slice(0, 1), { sasid: 1000000009 }])));
  expect(first).toContain("0 errors, 0 to confirm, 0 explained, 0 warnings");
  const tall = { sasid: 1000000004, Race: 99 };
  const second = await run("submit", ...where, "--replaces", "none", fileOf("two.csv", s.file([tall])));
  expect(second).toContain("1 error, 0 to confirm");
  expect(second).toContain("these schools stand in two batches, this one and one.csv");
  expect(second).toContain("Alder Elementary (20001)");
  expect(second).toContain("rollbook withdraw --help");
});

it("counts one as one", async () => {
  const refused = await run("verify", ...where, "--scope", "district");
  expect(refused).toContain("refused: two.csv: 1 error is open");
  const { items } = await s.collections.readiness(s.clerk, s.key(s.clerk));
  const texts = items.map(({ text }) => text);
  expect(texts).toContain("1 school has no records: Alder High");
  expect(texts).toContain("1 error is open");
});

it("says of the state's rules what they found, and not the submission's status as theirs", async () => {
  const printed = await run("verify", ...where, "--scope", "state");
  expect(printed).toBe(
    "state rules: nothing stands between this district and the others\nSubmission: Batch Verified with Errors",
  );
});

it("names the finding that is not there", async () => {
  const explained = run("explain", "--finding", "999999", "--text", "right");
  await expect(explained).rejects.toMatchObject({ code: "finding-unknown", message: "There is no finding 999999." });
});

it("withdraws a batch, and says so where there is none", async () => {
  const wrong = (await s.collections.submission(s.clerk, s.key(s.clerk))).batches.find((b) => b.fileName === "two.csv");
  const printed = await run("withdraw", "--batch", wrong?.id ?? "", "--reason", "Sent twice");
  expect(printed).toBe("Withdrawn. Submission: Batch Verified");
  const nobody = "00000000-0000-4000-8000-000000000000";
  await expect(run("withdraw", "--batch", nobody, "--reason", "x")).rejects.toMatchObject({
    code: "batch-not-current",
  });
});

it("says that nothing is verified where the last batch is withdrawn, and where the submission is certified", async () => {
  for (const { id } of (await s.collections.submission(s.clerk, s.key(s.clerk))).batches)
    await s.collections.withdraw(s.clerk, { batchId: id, reason: "all anew" });
  const empty = await run("verify", ...where, "--scope", "state");
  expect(empty).toBe("refused: No file has been uploaded\nSubmission: Not Submitted");
  await s.upload(s.clerk, "all.csv", [...third, { sasid: 2000000001, school: 20002, grade: 10 }]);
  await s.certifyAll(s.superintendent);
  const locked = await run("verify", ...where, "--scope", "state");
  expect(locked).toBe("The submission is certified and locked: nothing was verified again.\nSubmission: Certified");
});

it("names no element where the rule is about the whole row, and gives no formula to a spreadsheet", async () => {
  const short = s.file([{ sasid: 3000000001, school: 20003 }]).replace(/,\n$/, "\n");
  const birch = where.map((word) => (word === `${alder}` ? "202" : word));
  const good = s.file([{ sasid: 3000000002, school: 20003 }]);
  await run("submit", ...birch, fileOf("short.csv", good + short));
  const formula = s.file([{ sasid: 3000000004, school: 20003, Race: "=1+1" }]);
  await run("submit", ...birch, "--replaces", "none", fileOf("formula.csv", formula));
  expect(await run("findings", ...birch, "--csv")).toMatch(/^1,3,Race,[A-Z0-9-]+,error,'=1\+1,/m);
  const printed = await run("findings", ...birch);
  expect(printed).toMatch(/^ENR-102 error: 1 open\. [A-Z]/m);
});
