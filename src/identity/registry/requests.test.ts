// The list of requests: the newest first, and for the whole state without sorting all of them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "./ask.ts";
import { listRequests } from "./requests.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "./testing/registry-world.ts";

let w: RegistryWorld;
beforeAll(async () => {
  w = await registryWorld("missouri");
  await ask(w.deps, w.registrar(17), { district: 17, localIdentifier: "L1", facts: madeFacts(), key: w.key() });
  await w.owner.query(
    `INSERT INTO identity.request (district, account, key_hash, content_hash, record, outcome, person, model, reason, asked_at, answered_at)
     SELECT n % 400, 'somebody', decode(md5(n::text), 'hex'), '', r.record, 'match', r.person, 'm', 'r', at, at
     FROM (SELECT record, person FROM identity.request) r, generate_series(1, 30000) n,
       LATERAL (SELECT timestamptz '2025-09-01Z' + n * interval '1 minute' AS at) t`,
  );
  await w.owner.query("VACUUM ANALYZE identity.request, identity.source_record");
});
afterAll(() => w?.close());

/** How often an index was used; counted when the session that used it is idle. */
const scansOf = async (index: string): Promise<number> =>
  (await w.owner.query("SELECT idx_scan::int AS n FROM pg_stat_user_indexes WHERE indexrelname = $1", [index])).rows[0]
    .n;

test("the state's list is read in the order of an index", async () => {
  const before = await scansOf("request_by_time");
  const page = await listRequests(w.deps, w.operator, { offset: 0 });
  expect(page.total).toBe(10_000);
  const times = page.requests.map(({ askedAt }) => askedAt.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(times[0]).toBe(Date.parse("2025-10-06T16:00:00Z"));
  await expect.poll(() => scansOf("request_by_time"), { timeout: 30_000, interval: 500 }).toBeGreaterThan(before);
});
