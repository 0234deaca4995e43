// The made-up roster through the real importer: the edges are the generator's own truth.
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "../../access/index.ts";
import { importRoster } from "../../students/rosters/import-roster.ts";
import { writeRosterZip } from "../../students/rosters/write-set.ts";
import { type SmallRoster, smallRoster } from "../../students/testing/small-roster.ts";
import { plannedSchools } from "./command.ts";
import { makeRoster } from "./make-roster.ts";

let t: SmallRoster;
beforeAll(async () => {
  t = await smallRoster("westford");
});
afterAll(() => t.close());

test.each(["1.1", "1.2"] as const)("who teaches whom is the truth (%s)", async (version) => {
  await t.owner.query("TRUNCATE students.student, students.class, access.edge CASCADE");
  const district = version === "1.1" ? 17 : 18;
  const made = makeRoster({
    year: 2026,
    district: { number: district, name: "Oak" },
    schools: plannedSchools(district, 400),
    students: 400,
    seed: 3,
  });
  const bytes = writeRosterZip(version, made.tables);
  const outcome = await importRoster(t.on("2025-10-06"), systemActor, { fileName: "r.zip", bytes });
  expect([outcome.findings, outcome.counts.students.added]).toEqual([[], 400]);
  const { rows } = await t.owner.query(
    `SELECT concat_ws(' ', a.email, l.local_identifier, e.valid_from, e.valid_to) AS edge FROM access.edge e
     JOIN access.account a ON a.id = e.account_id JOIN students.local_identity l USING (student_id)`,
  );
  const truth = made.taught.map((one) => `${one.teacher} ${one.student} ${one.starts} ${one.ends}`);
  expect(truth.length).toBeGreaterThan(1_000);
  expect(rows.map(({ edge }) => edge).sort()).toEqual(truth.sort());
});
