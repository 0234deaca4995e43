// A whole request file against the registry: seconds, memory, and its answers beside the made truth.
import { randomBytes } from "node:crypto";
import type { Actor } from "../../src/access/index.ts";
import { requestFile } from "../../src/identity/files/request-file.ts";
import type { RegistryDeps } from "../../src/identity/registry/create-registry.ts";
import type { Db } from "../../src/platform/index.ts";
import type { MadeQuestion } from "./made-questions.ts";
import { requestCsv } from "./request-csv.ts";
import { Tally } from "./tally.ts";

/** `owner` reads what was answered. The actor's district sends all questions. */
export const measureBatch = async (
  deps: RegistryDeps,
  owner: Db,
  actor: Actor,
  questions: readonly MadeQuestion[],
): Promise<string> => {
  const district = actor.district!;
  const start = performance.now();
  const cpu = process.cpuUsage();
  const { file, rows } = await requestFile(deps, actor, {
    district,
    fileName: "made-up students",
    source: requestCsv(deps.profile, district, questions),
    key: randomBytes(16).toString("hex"),
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const answers = await owner.query(
    `SELECT row_number AS row, outcome, coalesce(person, (candidates -> 0 ->> 'person')::bigint) AS person
     FROM identity.request WHERE file = $1`,
    [file],
  );
  const tally = new Tally();
  for (const { row, outcome, person } of answers.rows)
    tally.add(questions[row - 1]!, outcome, outcome === "new" ? undefined : Number(person));
  return [
    `a file of ${rows.toLocaleString("en-US")} requests: ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of`,
    `the program's processor time, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most;`,
    tally.text(),
  ].join(" ");
};
