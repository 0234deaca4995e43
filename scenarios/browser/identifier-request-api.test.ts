// Requests by a program: new, match, near match; the same key again; what is refused, and that a refusal leaves nothing behind.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "../../src/access/index.ts";
import { mark, type Neighbours, openNeighbours } from "../access/testing/neighbours.ts";
import { accountId } from "../access/testing/office.ts";

const path = "/api/v1/identifiers/requests";
const facts = {
  ...{ local_identifier: "L-1", last_name: "Fontaine-Marsh", first_name: "Lily", birth_date: "2014-03-07" },
  ...{ sex: "F", race_ethnicity: "5" },
};

describe.each([
  ["new-hampshire", "clerk", { town_of_birth: "Keene" }],
  ["missouri", "submission-staff", { guardian_name: "Ann Marsh" }],
] as const)("%s", (profile, role, more) => {
  const split = profile === "new-hampshire";
  const lily = { ...facts, ...more };
  let n: Neighbours;
  let headers: Record<string, string>;
  const origin = "http://127.0.0.1";

  beforeAll(async () => {
    n = await openNeighbours(profile);
    const { access } = n.office.installation;
    const account = accountId(Object.keys(n.roles).indexOf(role) + 1);
    const link = await access.createSignInLink(systemActor, account);
    const { sessionToken, session } = await access.signIn(link.path.split("/").at(-1) ?? "", "127.0.0.1");
    headers = { cookie: `rollbook_session=${sessionToken}`, "x-csrf-token": session.csrf, origin };
  }, 300_000);
  afterAll(() => n?.office.close());

  const post = async (key: string | undefined, body: unknown) => {
    const sent = { ...headers, "content-type": "application/json", ...(key ? { "idempotency-key": key } : {}) };
    const answer = await n.office.app.request(origin + path, {
      ...{ method: "POST", headers: sent, body: typeof body === "string" ? body : JSON.stringify(body) },
    });
    return { status: answer.status, location: answer.headers.get("location"), paper: await answer.json() };
  };
  const get = async (address: string) => {
    const answer = await n.office.app.request(origin + address, { headers });
    return { status: answer.status, paper: await answer.json() };
  };
  const asked = async (): Promise<number> =>
    (await n.office.owner.query("SELECT count(*) AS n FROM identity.request")).rows[0].n;

  test("a new student: 201 with the number, and the same answer to the same key", async () => {
    const first = await post("key-of-lily-number-1", lily);
    expect(first).toMatchObject({ status: 201, paper: { outcome: "new", waiting: false, holder: null } });
    expect(first.paper.number).toMatch(/^[1-9]\d{9}$/);
    expect(first.paper).toMatchObject({ local_identifier: "L-1", why: { likeliest: null, runner_up: null } });
    expect(first.location).toBe(`${path}/${first.paper.request}`);
    expect(await post("key-of-lily-number-1", lily)).toEqual(first);
    const other = await post("key-of-lily-number-1", { ...lily, first_name: "Rose" });
    expect(other).toMatchObject({ status: 409, paper: { code: "same-key-other-question" } });

    const { status, paper } = await get(first.location!);
    expect(status).toBe(200);
    // Who reads it again has no key: under split custody the number is gone from the name's side.
    expect(paper.number).toBe(split ? null : first.paper.number);
    expect(paper).toMatchObject({ outcome: "new", reference: first.paper.reference });
  });

  test("the same child asked for once more: 200, and no second number", async () => {
    const { status, paper } = await post("key-of-lily-number-2", { ...lily, last_name: "Fontaine Marsh" });
    expect(status).toBe(200);
    expect(paper).toMatchObject({
      outcome: "match",
      why: { likeliest: { found_by: split ? "birth_first_sound" : "local" } },
    });
    expect(paper.own_district_asked_at).toMatch(/^2025-10-06T/);
    expect(paper.number === null).toBe(split);
    expect(paper.why.likeliest.fields.length).toBeGreaterThan(3);
    expect(Object.keys(paper.why.likeliest)).not.toContain("person");
  });

  test("somebody much alike: 202, without a number", async () => {
    const { status, paper } = await post("key-of-lila-number-3", {
      ...lily,
      first_name: "Lila",
      local_identifier: "L-2",
    });
    expect(status).toBe(202);
    expect(paper).toMatchObject({ outcome: "near", waiting: true, number: null, reference: null });
  });

  test("what cannot be asked is refused, field by field, and leaves nothing behind", async () => {
    const before = await asked();
    const key = "key-of-what-is-wrong";
    for (const short of [undefined, "fifteen-letters"])
      expect(await post(short, lily)).toMatchObject({ status: 422, paper: { code: "key-too-short" } });
    const wrong = await post(key, { ...lily, first_name: " ", birth_date: "2014-02-30", local_identifier: "" });
    expect(wrong).toMatchObject({ status: 422, paper: { code: "facts-unusable" } });
    expect(wrong.paper.facts.errors.map(({ field }: { field: string }) => field)).toEqual([
      ...["first_name", "birth_date", "local_identifier"],
    ]);
    expect(await post(key, { ...lily, ssn: "123456789" })).toMatchObject({ status: 422 });
    expect((await post(key, { ...lily, ssn: "123456789" })).paper.detail).toContain("ssn");
    for (const body of ["", "{", "[]", "null", { ...lily, last_name: 7 }])
      expect(await post(key, body)).toMatchObject({ status: 422, paper: { code: "invalid-input" } });
    expect(await post(key, { ...lily, school: 999999 })).toMatchObject({ status: 422 });
    expect(await post(key, { ...lily, district: 19 })).toMatchObject({ status: 404 });
    expect(await asked()).toBe(before);
  });

  test("the list is the own district's, the newest first, and can be narrowed", async () => {
    const { paper } = await get(path);
    expect(paper.total).toBe(3);
    expect(paper.requests.map(({ district }: { district: number }) => district)).toEqual([17, 17, 17]);
    expect(JSON.stringify(paper)).not.toContain(mark);
    expect(paper.requests.filter(({ number }: { number: string | null }) => number !== null)).toHaveLength(
      split ? 0 : 2,
    );
    expect(paper.requests[0].facts).toMatchObject({ last_name: expect.stringMatching(/^Fontaine.Marsh$/) });
    expect((await get(`${path}?show=waiting`)).paper).toMatchObject({ total: 1 });
    const [{ reference }] = paper.requests.filter(({ waiting }: { waiting: boolean }) => !waiting);
    const spoken = `${reference.slice(0, 5)}-${reference.slice(5)}`.toLowerCase();
    expect((await get(`${path}?reference=${spoken}`)).paper).toMatchObject({ total: 2, requests: [{ reference }, {}] });
    // The neighbour's student: nobody of this district asked.
    for (const nobody of ["ZZZZZZZZZZ", "not a reference"])
      expect((await get(`${path}?reference=${nobody}`)).paper).toMatchObject({ total: 0 });
    // Another district cannot be asked for.
    expect((await get(`${path}?district=19`)).paper).toMatchObject({ total: 3 });
    expect((await get(`${path}/not-an-id`)).status).toBe(404);
  });
});
