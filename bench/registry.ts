// How fast and how rightly the registry answers: one question against a million or five million faces, alone and sixteen at
// once, beside a bare look-up and a bare committed row of the same run; then what it answers, against the made truth.
// Run: node scripts/run.mjs bench/registry.ts [--faces 1000000] [--profile missouri] [--seconds 10] [--batch 100000] [--data FOLDER] [--small]
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { actorFor, loadAccessPolicy } from "../src/access/index.ts";
import { applyCustody } from "../src/identity/registry/apply-custody.ts";
import { ask } from "../src/identity/registry/ask.ts";
import { findFaces } from "../src/identity/registry/candidates.ts";
import { registryDeps } from "../src/identity/registry/create-registry.ts";
import { factNames } from "../src/identity/registry/facts.ts";
import { judgePeople } from "../src/identity/registry/judge-people.ts";
import { keysOf } from "../src/identity/registry/match-keys.ts";
import { alwaysRequired, loadRegistryProfile } from "../src/identity/registry/registry-profile.ts";
import { factsOf } from "../src/identity/testing/made-requests.ts";
import { madeDistricts } from "../src/identity/testing/made-students.ts";
import { fixedClock, loadConfig, openDatabase, resolveProfile } from "../src/platform/index.ts";
import { loadRegistry, type MadeRegistry } from "./registry/load-registry.ts";
import { type MadeQuestion, madeQuestions } from "./registry/made-questions.ts";
import { type Measured, measureLanes } from "./registry/measure.ts";
import { measureBatch } from "./registry/measure-batch.ts";
import { Tally } from "./registry/tally.ts";

const { values } = parseArgs({
  options: {
    faces: { type: "string" },
    profile: { type: "string", default: "missouri" },
    seconds: { type: "string" },
    /** Requests of one file. */
    batch: { type: "string" },
    // A folder to keep the made registry in, for the next run.
    data: { type: "string" },
    small: { type: "boolean", default: false },
  },
});
const faces = Number(values.faces ?? (values.small ? 3_000 : 1_000_000));
const seconds = Number(values.seconds ?? (values.small ? 0.3 : 10));
const batch = Number(values.batch ?? (values.small ? 300 : 100_000));
const dir = resolveProfile(values.profile);
const profile = loadRegistryProfile(dir)!;
const asked = [...alwaysRequired, ...Object.keys(profile.facts)];
const made: MadeRegistry = {
  seed: 21,
  faces,
  without: factNames.filter((name) => !asked.includes(name)),
  split: profile.custody === "split",
};

const data = values.data ?? mkdtempSync(join(tmpdir(), "rollbook-bench-"));
const database = await openDatabase(loadConfig({ data, env: {} }));
const { db, owner } = database;
db.options.max = 16;
owner.options.max = 16;

const number = (count: number): string => Math.round(count).toLocaleString("en-US");
const line = (what: string, { p50, p99, rate }: Measured): void =>
  console.log(
    `| ${what.padEnd(62)} | ${p50.toFixed(2).padStart(7)} | ${p99.toFixed(2).padStart(7)} | ${number(rate).padStart(7)} |`,
  );

try {
  await applyCustody(owner, profile);
  await owner.query(
    "CREATE TABLE IF NOT EXISTS public.bare (bare bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, said text)",
  );
  const there = await owner.query("SELECT FROM identity.face LIMIT 1");
  if (there.rowCount === 0) {
    const start = performance.now();
    await loadRegistry(owner, made);
    console.log(`loaded in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  const { rows } = await owner.query(
    `SELECT (SELECT max(person) FROM identity.person) AS last, (SELECT count(*) FROM identity.person) AS people,
       (SELECT count(*) FROM identity.face) AS faces, pg_size_pretty(pg_database_size(current_database())) AS size,
       pg_size_pretty(pg_total_relation_size('identity.face')) AS face_size`,
  );
  const { last, people, size, face_size } = rows[0];
  console.log(
    `${values.profile}: ${number(people)} students, ${number(rows[0].faces)} faces; database ${size}, faces with their indexes ${face_size}`,
  );
  const deps = {
    ...registryDeps({
      db,
      clock: fixedClock("2025-10-06T14:00:00Z"),
      profile,
      dataDir: data,
      places: async () => ({ year: 2026, saus: [], districts: [], schools: [], towns: [] }),
    }),
    // One registrar here asks for a whole district.
    askLimits: [],
  };
  const policy = loadAccessPolicy(dir);
  const [role] = Object.entries(policy.roles).find(([, { actions }]) => actions.includes("identifier.request"))!;
  const registrars = Array.from({ length: madeDistricts + 1 }, (_, district) =>
    actorFor(policy, { account: `registrar-${district}`, name: "Registrar", role, district }),
  );

  const all = madeQuestions(made, Number(last), batch + (values.small ? 600 : 40_000));
  const inFile = all.slice(0, batch);
  // The file is of other students: afterwards the registry knows all of them.
  const questions = all.slice(batch);
  let next = 0;
  const nextQuestion = (): MadeQuestion => questions[next++ % questions.length]!;
  const lookUp = () =>
    owner.query({
      name: "bench.look-up",
      text: "SELECT * FROM identity.person WHERE person = $1",
      values: [1 + Math.floor((Number(last) * ((next++ * 7919) % 1_000_003)) / 1_000_003)],
    });
  const bareRow = () =>
    owner.query({
      name: "bench.bare",
      text: "INSERT INTO public.bare (said) VALUES ($1)",
      values: ["a hundred".repeat(12)],
    });
  const judgeOne = async ({ cells }: MadeQuestion) => {
    const keys = keysOf(cells, deps.codec.hash);
    const kept = deps.codec.keep(cells);
    const found = await findFaces(owner as never, keys);
    return judgePeople(kept, found, { model: deps.model, people: Number(people), values: deps.codec.table });
  };
  const tally = new Tally();
  const findAndJudge = async () => {
    const question = nextQuestion();
    const { outcome, candidates } = await judgeOne(question);
    tally.add(question, outcome, candidates[0]?.person);
  };
  const askWhole = async () => {
    const { record } = nextQuestion();
    const { district, local } = record;
    const key = randomBytes(16).toString("hex");
    const facts = factsOf(record, made.without);
    await ask(deps, registrars[district]!, { district, localIdentifier: local, facts, key });
  };
  console.log(`| ${"".padEnd(62)} |  p50 ms |  p99 ms |       /s |`);
  for (const [what, work] of [
    ["bare look-up of one row by its key", lookUp],
    ["bare row, committed", bareRow],
    ["finding and judging", findAndJudge],
    ["a whole question: locked, judged, written, recorded, committed", askWhole],
  ] as const)
    for (const lanes of [1, 16]) {
      line(`${what}, ${lanes} at once`, await measureLanes(work, { seconds, lanes }));
      if (lanes === 16 && !values.small)
        line(`${what}, 16 that ask 10 times a second`, await measureLanes(work, { seconds, lanes, perLane: 10 }));
    }
  console.log(`found and judged: ${tally.text()}`);
  if (batch > 0) console.log(await measureBatch(deps, owner, registrars[madeDistricts]!, inFile));
} finally {
  await database.close();
  if (values.data === undefined) rmSync(data, { recursive: true, force: true });
}
