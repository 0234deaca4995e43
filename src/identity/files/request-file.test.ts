// Requests by file under each custody: answers, repeats, a process that was killed, children who are one, other people at work.
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixedClock } from "../../platform/index.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { isStudentNumber } from "../student-number.ts";
import { makeRecords } from "../testing/made-people.ts";
import { fileAnswers } from "./answers-csv.ts";
import { eraseSealedRows } from "./erase-sealed-rows.ts";
import { type RequestFileInput, requestFile } from "./request-file.ts";
import { csvOf, type FileChild, fileRows, streamOf } from "./testing/made-file.ts";

/** Children that nobody knows yet, and records of some of them as another district writes them. */
const madeChildren = (seed: number, count = 300): { fresh: FileChild[]; again: FileChild[] } => {
  const children = makeRecords(Math.ceil(count / 0.75), seed).map((one, at): FileChild & { person: number } => ({
    ...{ person: one.person, local: `C${seed}-${at}`, school: 170 },
    facts: madeFacts({
      ...{ last_name: one.last, first_name: one.first, middle_name: one.middle, birth_date: one.dob, sex: one.sex },
      ...{ town_of_birth: one.town || "Keene", guardian_name: one.guardian },
    }),
  }));
  const again = new Map(children.slice(count).map((child) => [child.person, child]));
  return { fresh: children.slice(0, count), again: [...again.values()] };
};

describe.each(["linked", "split", "encoded"] as const)("under %s custody", (custody) => {
  let w: RegistryWorld;
  beforeAll(async () => {
    w = await registryWorld(custody === "split" ? "new-hampshire" : "missouri", custody);
  });
  afterAll(() => w?.close());

  const send = (district: number, file: FileChild[], key = w.key(), more: Partial<RequestFileInput> = {}) =>
    requestFile(w.deps, w.registrar(district), {
      ...{ district, fileName: "pupils.csv", key },
      source: streamOf(csvOf(fileRows(w.deps.profile, district, file))),
      ...more,
    });
  const count = async (sql: string): Promise<number> =>
    (await w.owner.query(`SELECT count(*) AS n FROM ${sql}`)).rows[0].n;
  const answers = async (
    district: number,
    file: string,
    key: string,
    deps = w.deps,
  ): Promise<Record<string, string>[]> => {
    let text = "";
    for await (const part of fileAnswers(deps, w.registrar(district), file, key)) text += part;
    return parse(text, { columns: true });
  };

  test("a file of new children, then the same children from elsewhere", async () => {
    const { fresh, again } = madeChildren(1);
    const key = w.key();
    const first = await send(17, fresh, key);
    expect(first).toMatchObject({ rows: 300, again: false });
    expect(first.new).toBeGreaterThan(280);
    const second = await send(23, again);
    expect(second.match).toBeGreaterThan(again.length * 0.7);
    expect(second.match + second.near + second.new).toBe(again.length);
    const given = first.new + second.new;
    expect(await count("identity.person")).toBe(given);
    expect(await count("identity.held")).toBe(custody === "split" ? 0 : given);
    expect(await count("identity.number_fact")).toBe(given);
    expect(await count("identity.unsettled")).toBe(0);

    const rows = await answers(17, first.file, key);
    const { columns, local_identifier: local } = w.deps.profile.request_file;
    expect(Object.keys(rows[0]!)).toEqual([...columns, "number", "outcome", "score", "reference", "holder", "contact"]);
    expect(rows.map((row) => row[local])).toEqual(fresh.map((child) => child.local));
    expect(new Set(rows.map(({ number }) => number)).size).toBe(300 - first.match - first.near);
    expect(rows.filter(({ outcome }) => outcome === "new").every(({ number }) => isStudentNumber(number!))).toBe(true);
    await expect(answers(17, first.file, w.key())).rejects.toMatchObject({ code: "file-key-wrong" });
    await expect(answers(23, first.file, key)).rejects.toMatchObject({ code: "not-found" });
  });

  test("known children get their number, or under split custody whom to call", async () => {
    const { fresh } = madeChildren(2, 20);
    const mine = w.key();
    const theirs = w.key();
    const before = await answers(17, (await send(17, fresh, mine)).file, mine);
    const after = await answers(23, (await send(23, fresh, theirs)).file, theirs);
    expect(after.map(({ outcome }) => outcome)).toEqual(fresh.map(() => "match"));
    expect(after.map(({ reference }) => reference)).toEqual(before.map(({ reference }) => reference));
    expect(after.map(({ number }) => number)).toEqual(before.map(({ number }) => (custody === "split" ? "" : number)));
    expect(after.map(({ holder }) => holder)).toEqual(fresh.map(() => (custody === "split" ? "District 17 (17)" : "")));
    expect(after.every(({ score }) => /^0\.\d{4}$|^1\.0000$/.test(score!))).toBe(true);
  });

  test("the same file again is the same request; another file with its key is refused", async () => {
    const { fresh } = madeChildren(3, 30);
    const key = w.key();
    const first = await send(31, fresh, key);
    const persons = await count("identity.person");
    expect(await send(31, fresh, key)).toEqual({ ...first, again: true });
    await expect(send(31, fresh.slice(1), key)).rejects.toMatchObject({ code: "same-key-other-question" });
    expect(await count("identity.person")).toBe(persons);
    await expect(send(31, fresh, "short")).rejects.toMatchObject({ code: "key-too-short" });
    await expect(
      requestFile(w.deps, w.registrar(31), { district: 17, fileName: "x", key, source: streamOf("") }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/denied|not-found/) });
  });

  test("a process that was killed goes on where it stopped; two at once do the work once", async () => {
    const { fresh } = madeChildren(4, 2_600);
    const key = w.key();
    const requests = await count("identity.request");
    const killed = new Error("killed");
    await expect(
      send(41, fresh, key, {
        progress: () => {
          throw killed;
        },
      }),
    ).rejects.toBe(killed);
    expect(await count("identity.request")).toBe(requests + 2_000);
    const numbers = (await count("identity.number_fact")) + (await count("identity.unsettled"));
    const [one, other] = await Promise.all([send(41, fresh, key), send(41, fresh, key)]);
    expect(one.file).toBe(other.file);
    expect(await count("identity.request")).toBe(requests + 2_600);
    expect(await count("identity.number_fact")).toBe(numbers + (one.new - (await newIn(one.file, 2_000))));
    expect(one.match + one.near + one.new).toBe(2_600);
    expect(await answers(41, one.file, key)).toHaveLength(2_600);
  });

  const newIn = (file: string, upTo: number) =>
    count(`identity.request WHERE file = '${file}' AND outcome = 'new' AND row_number <= ${upTo}`);

  test("twins stay two, and one child under two local numbers is one", async () => {
    const key = w.key();
    const born = { last_name: "Zielinska", birth_date: "2013-11-02", guardian_name: "Ewa Zielinska" };
    const child = (local: string, facts: object): FileChild => ({
      local,
      school: 510,
      facts: madeFacts({ ...born, ...facts }),
    });
    const receipt = await send(
      51,
      [
        child("1", { first_name: "Katarzyna", middle_name: "Ewa" }),
        child("2", { first_name: "Aleksandra", middle_name: "Maria" }),
        child("3", { first_name: "Katarzyna", middle_name: "Ewa", race_ethnicity: "3" }),
      ],
      key,
    );
    const [first, twin, same] = await answers(51, receipt.file, key);
    expect(first!.outcome).toBe("new");
    expect(twin!.outcome).not.toBe("match");
    expect(twin!.number === "" || twin!.number !== first!.number).toBe(true);
    expect(same).toMatchObject({ outcome: "match", reference: first!.reference });
  });

  test("a finding refuses the whole file and changes nothing", async () => {
    const { fresh } = madeChildren(5, 40);
    const before = await count("identity.source_record");
    const wrong = [...fresh, { ...fresh[0]!, local: "other" }];
    await expect(send(61, wrong)).rejects.toMatchObject({
      code: "request-file-refused",
      facts: { total: 1, findings: [{ line: 41, message: "The same child stands in 2 rows: lines 1, 41." }] },
    });
    expect(await count("identity.source_record")).toBe(before);
    expect(await count("identity.request_file WHERE district = 61")).toBe(0);
  });

  test("answers end after some days, and then nothing of them is kept", async () => {
    const { fresh } = madeChildren(6, 10);
    const key = w.key();
    const { file } = await send(71, fresh, key);
    const later = { ...w.deps, clock: fixedClock("2025-10-14T16:00:00Z") };
    await expect(answers(71, file, key, later)).rejects.toMatchObject({ code: "file-answers-ended" });
    await eraseSealedRows(later);
    expect(await count("identity.sealed_rows")).toBe(0);
  });

  if (custody === "split")
    test("nothing that is kept connects a number and a child", async () => {
      const { fresh } = madeChildren(7, 5);
      const key = w.key();
      const { file } = await send(81, fresh, key);
      const numbers = (await answers(81, file, key)).map(({ number }) => number!).filter((number) => number !== "");
      expect(numbers.length).toBeGreaterThan(3);
      const { rows: tables } = await w.owner.query(
        `SELECT schemaname || '.' || tablename AS name FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
           AND (schemaname, tablename) NOT IN (('identity', 'number'), ('identity', 'number_fact'))`,
      );
      expect(tables.length).toBeGreaterThan(20);
      for (const { name } of tables)
        for (const number of numbers)
          expect(await count(`${name} t WHERE t::text LIKE '%${number}%'`), `${name} holds a number`).toBe(0);
      expect(
        await count(`identity.request WHERE file = '${file}' AND (sealed IS NOT NULL OR local_identifier IS NOT NULL)
        AND outcome = 'new'`),
      ).toBe(0);
    });

  if (custody === "encoded")
    test("no fact of a child is kept in the clear", async () => {
      await send(91, [{ local: "X", facts: madeFacts({ last_name: "Quetzalcoatl", first_name: "Xiomara" }) }]);
      for (const table of ["source_record", "face", "request", "person", "request_file"])
        expect(await count(`identity.${table} t WHERE t::text ILIKE '%quetzal%' OR t::text ILIKE '%xiomara%'`)).toBe(0);
    });
});
