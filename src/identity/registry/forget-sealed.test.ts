// Under split custody a new number is shown again to who has the key, for some days; then nothing of it is left on the name side.
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../../platform/index.ts";
import { ask } from "./ask.ts";
import { forgetSealed } from "./forget-sealed.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "./testing/registry-world.ts";

let w: RegistryWorld;
beforeAll(async () => {
  w = await registryWorld("new-hampshire");
});
afterAll(() => w?.close());

const sealed = async (): Promise<number> =>
  (await w.owner.query("SELECT count(*) AS n FROM identity.request WHERE sealed IS NOT NULL")).rows[0].n;

test("seven days, and not an hour more", async () => {
  const key = w.key();
  const later = { ...w.deps, clock: fixedClock("2025-10-13T15:00:00Z") };
  const tooLate = { ...w.deps, clock: fixedClock("2025-10-13T17:00:00Z") };
  const question = { district: 17, localIdentifier: "L1", facts: madeFacts(), key };
  const first = await ask(w.deps, w.registrar(17), question);
  expect((await ask(later, w.registrar(17), question)).number).toBe(first.number);
  expect(await ask(tooLate, w.registrar(17), question)).toMatchObject({ request: first.request, number: undefined });

  expect(await forgetSealed(w.db, later.clock)).toBe(0);
  expect(await sealed()).toBe(1);
  expect(await forgetSealed(w.db, tooLate.clock)).toBe(1);
  expect(await sealed()).toBe(0);
  // The same request still: no second number for a form that comes late.
  expect(await ask(later, w.registrar(17), question)).toMatchObject({ request: first.request, number: undefined });
});
