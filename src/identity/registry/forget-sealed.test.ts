// Under split custody a new number is shown again to who has the key, for some days; then nothing of it is left on the name side.
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../../platform/index.ts";
import { createHistory } from "../history/create-history.ts";
import { createQueue } from "../queue/create-queue.ts";
import { type NearWorld, nearWorld } from "../queue/testing/near-world.ts";
import { ask } from "./ask.ts";
import { forgetSealed } from "./forget-sealed.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "./testing/registry-world.ts";

let w: RegistryWorld;
let n: NearWorld;
beforeAll(async () => {
  w = await registryWorld("new-hampshire");
  n = nearWorld(w);
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

/** Fetched at noon of October 20; so many hours later. */
const fetching = (hours: number) => ({
  ...w.deps,
  clock: fixedClock(new Date(Date.parse("2025-10-20T16:00:00Z") + hours * 3_600_000).toISOString()),
});

test.each(["a near match decided new", "a student who was split off"])(
  "%s: seven days from the fetching",
  async (what) => {
    const { known, waiting } = await n.near();
    const clerk = w.registrar(23);
    if (what.startsWith("a near")) await n.decide(clerk, waiting.request, "new", "A cousin of that one");
    else {
      await n.decide(clerk, waiting.request, { same: known.reference! }, "It looked like it");
      const { rows } = await w.owner.query("SELECT record FROM identity.request WHERE request = $1", [waiting.request]);
      const records = [Number(rows[0].record)];
      await createHistory(w.deps).split(w.operator, { student: known.reference!, records, reason: "Two after all" });
    }
    const key = w.key();
    const fetched = await createQueue(fetching(0)).fetchOwed(clerk, waiting.request, key);
    expect(await createQueue(fetching(167)).fetchOwed(clerk, waiting.request, key)).toEqual(fetched);
    await expect(createQueue(fetching(169)).fetchOwed(clerk, waiting.request, key)).rejects.toMatchObject({
      code: "already-fetched",
    });
    await forgetSealed(w.db, fetching(167).clock);
    expect(await sealed()).toBe(1);
    expect(await forgetSealed(w.db, fetching(169).clock)).toBe(1);
    expect(await sealed()).toBe(0);
    // Gone is gone: no second number is drawn, and the request still says that it was fetched.
    await expect(createQueue(fetching(170)).fetchOwed(clerk, waiting.request, key)).rejects.toMatchObject({
      code: "already-fetched",
    });
    const { rows } = await w.owner.query("SELECT owed, fetched_at FROM identity.request WHERE request = $1", [
      waiting.request,
    ]);
    expect(rows).toEqual([{ owed: false, fetched_at: new Date("2025-10-20T16:00:00Z") }]);
  },
);
