// How often one person may ask for single students: what is refused leaves an event and no student, and says when to go on.
import { afterAll, beforeAll, expect, test } from "vitest";
import { listEvents } from "../../audit/index.ts";
import { ask } from "./ask.ts";
import { askLimits } from "./ask-limits.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "./testing/registry-world.ts";

let w: RegistryWorld;
let now = Date.parse("2025-10-06T16:00:00Z");
beforeAll(async () => {
  w = await registryWorld("missouri");
});
afterAll(() => w?.close());

const askAs = (district: number, key = w.key()) =>
  ask({ ...w.deps, clock: { ...w.deps.clock, now: () => new Date(now) } }, w.registrar(district), {
    ...{ district, localIdentifier: "L1", facts: madeFacts(), key },
  });
/** As many questions as `count`, all asked at one moment. */
const askedBefore = (count: number, district: number, at: number, file: string | null = null) =>
  w.owner.query(
    `INSERT INTO identity.request (district, account, key_hash, content_hash, file, record, outcome, person, model, reason, asked_at, answered_at)
     SELECT $2::integer, 'registrar-' || $2::integer, decode(md5($4::text || $3::timestamptz || n), 'hex'), '\\x00', $5::uuid, r.record, 'match', r.person, 'm', 'r', $3::timestamptz, $3::timestamptz
     FROM generate_series(1, $1) n, (SELECT record, person FROM identity.request LIMIT 1) r`,
    [count, district, new Date(at), file ?? "", file],
  );
const students = async () => (await w.owner.query("SELECT count(*) AS n FROM identity.source_record")).rows[0].n;

test("three hundred within an hour: then wait, but the same request may be asked again", async () => {
  expect(askLimits.map(({ requests, minutes }) => [requests, minutes])).toEqual([
    [300, 60],
    [2_000, 1_440],
  ]);
  const key = w.key();
  const first = await askAs(17, key);
  now += 10 * 60_000;
  await askedBefore(298, 17, now);
  expect((await askAs(17)).outcome).toBe("match");
  const before = await students();
  await expect(askAs(17)).rejects.toMatchObject({
    code: "too-many-searches",
    status: 429,
    message: expect.stringContaining("There were 300 requests for single students within an hour"),
    remedy: expect.stringContaining("Go on in 50 minutes"),
  });
  expect(await students()).toBe(before);
  expect((await askAs(17, key)).number).toBe(first.number);
  expect((await askAs(23)).outcome).toBe("match");
  const events = await listEvents(w.db, { limit: 20 });
  expect(events.filter(({ action }) => action === "identifier.request.refused")).toMatchObject([
    {
      ...{ actor: "registrar-17", organization: "district:17" },
      details: { limit: "300 requests for single students within an hour (a request file has no such limit)" },
    },
  ]);
  now += 50 * 60_000;
  expect((await askAs(17)).outcome).toBe("match");
});

test("two thousand within a day; rows of files do not count", async () => {
  await askedBefore(5_000, 31, now, "6c1f0000-0000-4000-8000-000000000000");
  await askedBefore(1_999, 31, now - 3 * 3_600_000);
  expect((await askAs(31)).outcome).toBe("match");
  await expect(askAs(31)).rejects.toMatchObject({
    code: "too-many-searches",
    message: expect.stringContaining("2000 requests for single students within a day"),
    remedy: expect.stringContaining("in 21 hours"),
  });
  now += 21 * 3_600_000;
  expect((await askAs(31)).outcome).toBe("match");
});

test("many at once are no way around", async () => {
  await askedBefore(295, 41, now);
  const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => askAs(41)));
  // As many more at the most as questions can be under way.
  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(5 + 20);
  await expect(askAs(41)).rejects.toMatchObject({ code: "too-many-searches" });
});
