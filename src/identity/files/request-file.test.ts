// Requests by file under each custody: answers, repeats, a process that was killed, children who are one, other people at work.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { makeRecords } from "../testing/made-people.ts";
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
      ...{ district, fileName: "pupils.csv", key, ...more },
      source: streamOf(csvOf(fileRows(w.deps.profile, district, file))),
    });
  const count = async (sql: string): Promise<number> =>
    (await w.owner.query(`SELECT count(*) AS n FROM ${sql}`)).rows[0].n;

  test("a file of new children, then the same children from elsewhere", async () => {
    const { fresh, again } = madeChildren(1);
    const first = await send(17, fresh);
    expect(first).toMatchObject({ rows: 300, again: false });
    expect(first.new).toBeGreaterThan(280);
    const second = await send(23, again);
    expect(second.match).toBeGreaterThan(again.length * 0.75);
    expect(await count("identity.person")).toBe(first.new + second.new);
    expect(await count("identity.held")).toBe(custody === "split" ? 0 : first.new + second.new);
    expect(await count("identity.number_fact")).toBe(first.new + second.new);
    expect(await count("identity.unsettled")).toBe(0);
  });
});
