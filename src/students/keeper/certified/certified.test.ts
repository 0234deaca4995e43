// Certified records become the record of students: the real profile, the real road to certification, a real database.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyPolicy, loadAccessPolicy } from "../../../access/index.ts";
import { birch, type SmallState, smallState } from "../../../collections/testing/small-state.ts";
import { loadDictionary } from "../../../dictionary/index.ts";
import { resolveProfile, type Tx } from "../../../platform/index.ts";
import { loadCertifiedProfile } from "./certified-profile.ts";
import { type CertifiedRecords, keepCertified } from "./keep-certified.ts";

let state: SmallState;
const profileDir = resolveProfile("new-hampshire");
const dictionary = loadDictionary(profileDir);
const certifiedProfile = loadCertifiedProfile(profileDir, dictionary);
const keep = (tx: Tx, certified: CertifiedRecords) => keepCertified({ dictionary, certifiedProfile }, tx, certified);

beforeAll(async () => {
  state = await smallState({
    onCertified: async (tx, certified) => {
      await keep(tx, certified);
      return { id: "none" };
    },
  });
  await applyPolicy(state.owner, loadAccessPolicy(profileDir));
  await state.upload(state.clerk, "a.csv", [
    { sasid: 1000000001, HomelessCode: 3, ParentMilitaryStatus: 1 },
    { sasid: 1000000002, ExitDate: "09/19/2025", ExitCode: "W4", HalfDaysInAttendance: 20 },
    { sasid: 1000000003, school: 20002, grade: 9 },
  ]);
  await state.upload(state.birchClerk, "b.csv", [
    { sasid: 1000000002, school: 20003, EntryDate: "09/22/2025", EntryCode: "R4", HalfDaysInAttendance: 10 },
    { sasid: 1000000004, school: 20003, grade: 14 },
  ]);
});
afterAll(() => state.close());

const students = async () =>
  (
    await state.owner.query(
      `SELECT state_identifier AS id, birth_date AS born, race_ethnicity AS race, homeless, military_connected AS military,
         current_district AS district, current_school AS school, current_grade AS grade FROM students.student ORDER BY 1`,
    )
  ).rows;

const certify = async (who: "superintendent" | "birchSuperintendent") => {
  try {
    await state.certifyAll(state[who]);
  } catch (error) {
    throw new Error(JSON.stringify([(error as Error).message, (error as { facts?: unknown }).facts]), { cause: error });
  }
};

describe("certified records", () => {
  test("become students with their place, in words", async () => {
    await certify("superintendent");
    const [first, second, third] = await students();
    expect(first).toMatchObject({
      id: "1000000001",
      born: "2017-03-15",
      homeless: true,
      military: true,
      grade: "3",
      school: 20001,
    });
    expect(first.race).toMatch(/White/);
    expect(second).toMatchObject({ homeless: false, military: null, district: 101 });
    expect(third).toMatchObject({ grade: "9", school: 20002 });
  });

  test("of two districts, the later entry is where the student is", async () => {
    await certify("birchSuperintendent");
    expect((await students())[1]).toMatchObject({ id: "1000000002", district: birch, school: 20003 });
    const { rows } = await state.owner.query(
      `SELECT e.district, e.entry_date, e.exit_date FROM students.enrollment e JOIN students.student s USING (student_id)
       WHERE state_identifier = '1000000002' ORDER BY entry_date`,
    );
    expect(rows).toEqual([
      { district: 101, entry_date: "2025-08-27", exit_date: "2025-09-19" },
      { district: birch, entry_date: "2025-09-22", exit_date: null },
    ]);
  });

  test("stay when the submission is reopened, and are replaced when it is certified again", async () => {
    const count = async (table: string) =>
      (await state.owner.query(`SELECT count(*) AS n FROM students.${table}`)).rows[0].n;
    const before = { enrollments: await count("enrollment"), attendance: await count("attendance") };
    await state.collections.reopen(state.state, {
      ...state.key(state.birchSuperintendent),
      reason: "A pupil was left out.",
    });
    expect(await count("enrollment")).toBe(before.enrollments);
    await state.upload(state.birchClerk, "b2.csv", [{ sasid: 1000000004, school: 20003, grade: 14 }], undefined);
    await certify("birchSuperintendent");
    expect((await students())[1]).toMatchObject({ id: "1000000002", district: 101, school: 20001 });
    expect(await count("enrollment")).toBe(before.enrollments - 1);
    expect(await count("attendance")).toBe(before.attendance - 1);
  });

  test("leave one event for each certification", async () => {
    const { rows } = await state.owner.query(
      "SELECT details FROM audit.event WHERE action = 'student.keep-certified' ORDER BY id",
    );
    expect(rows.map(({ details }) => [details.added, details.known, details.enrollments])).toEqual([
      [3, 0, 3],
      [1, 1, 2],
      [0, 1, 1],
    ]);
  });
});
