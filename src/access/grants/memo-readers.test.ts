// Roles that need the memo's authorization to read students, and not for the rest of their work: the memo names them too.
import { afterAll, beforeAll, expect, test } from "vitest";
import { lineKey } from "./memo.ts";
import { codeOf, type GrantWorld, openGrantWorld } from "./testing/grant-world.ts";

let world: GrantWorld;
beforeAll(async () => {
  world = await openGrantWorld("new-hampshire", "2025-10-06T14:00:00Z");
});
afterAll(() => world?.close());

test.each([
  ["Ada Analyst", "state-analyst"],
  ["Mona Manager", "state-manager"],
])("%s is listed, works without students, and sees them once named", async (name, role) => {
  const person = await world.person(name, role);
  const chief = await (await world.person(`Cora ${name.split(" ")[1]}`, "commissioner")).actor();
  const { lines } = await world.grants.readMemo(chief, "authorization", 2026);
  expect(lines.filter(({ account }) => account === person.id).map((line) => line.role)).toEqual([role]);
  await world.grants.signStatement(await person.actor(), { kind: "assurance", signature: name });
  const before = (await person.actor()).grants;
  expect([before.actions.has("progress.view"), before.viewer]).toEqual([true, undefined]);
  const people = [lineKey({ account: person.id, role })];
  const memo = { kind: "authorization", year: 2026, people, signature: chief.name };
  expect((await world.grants.signMemo(chief, memo)).given).toHaveLength(1);
  expect((await person.actor()).grants.viewer).toBe(`rollbook_view_${role.replaceAll("-", "_")}_all`);
});

test("who needs it for nothing is still not taken", async () => {
  const reviewer = await world.person("Rae Reviewer", "report-reviewer");
  const chief = await (await world.person("Cora Chief", "commissioner")).actor();
  const people = [lineKey({ account: reviewer.id, role: "report-reviewer" })];
  const memo = { kind: "authorization", year: 2026, people, signature: chief.name };
  expect(await codeOf(world.grants.signMemo(chief, memo))).toBe("memo-nobody");
});
