// Login requests on a real database: kept without telling who is known, decided once, by whom the district is.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "../../audit/index.ts";
import { systemActor } from "../policy/actor.ts";
import { type ManagedAccess, managedAccess } from "../testing/managed-access.ts";
import type { NewLoginRequest } from "./model.ts";

let m: ManagedAccess;
beforeAll(async () => {
  m = await managedAccess();
});
afterAll(() => m.t.close());

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );
let address = 0;
const remote = () => `10.0.0.${++address}`;
const asked = (email: string, more: Partial<NewLoginRequest> = {}): NewLoginRequest => ({
  ...{ name: "Nina New", email, role: "clerk", district: 17, reason: "I send the fall file" },
  ...more,
});
const receive = async (email: string, more: Partial<NewLoginRequest> = {}) => {
  await m.access.loginRequests.receive(asked(email, more), remote());
  const { requests } = await m.access.loginRequests.list(m.manager);
  return requests.find((one) => one.email === email.toLowerCase())!;
};
const count = async (table: string) =>
  Number((await m.t.db.query(`SELECT count(*) FROM access.${table}`)).rows[0].count);

describe("asking", () => {
  test("is answered in the same way, whether the address has an account or not", async () => {
    const { receive: ask } = m.access.loginRequests;
    expect(await ask(asked("mona@state.example"), remote())).toEqual(await ask(asked("nobody@one.example"), remote()));
  });

  test("twice is one request, as long as it is open", async () => {
    const first = await receive("Twice@one.example");
    const before = await count("login_request");
    await receive("twice@ONE.example");
    expect(await count("login_request")).toBe(before);
    await m.access.loginRequests.refuse(m.manager, first.id, "Not now");
    await receive("twice@one.example");
    expect(await count("login_request")).toBe(before + 1);
  });

  test("is for a person, a role that may be asked for, and places that there are", async () => {
    const ask = (more: Partial<NewLoginRequest>) =>
      codeOf(m.access.loginRequests.receive(asked("wrong@one.example", more), remote()));
    expect(await ask({ role: "state-manager" })).toBe("role-unknown");
    expect(await ask({ role: "coordinator" })).toBe("role-unknown");
    expect(await ask({ email: "office@one.example" })).toBe("account-shared");
    expect(await ask({ district: 99 })).toBe("district-unknown");
    expect(await ask({ role: "school-clerk" })).toBe("account-schools");
    expect(await ask({ role: "school-clerk", schools: [22130] })).toBe("school-unknown");
    expect(await ask({ role: "school-clerk", schools: [21745] })).toBe("done");
  });

  test("too often from one network address is refused, and works again after an hour; others are not held up", async () => {
    const ask = (at: string, number: number, from = "10.9.9.9") =>
      codeOf(m.at(at).loginRequests.receive(asked(`many${number}@one.example`), from));
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => ask("2025-10-06T13:00:00Z", at)));
    expect(new Set(answers)).toEqual(new Set(["done"]));
    expect(await ask("2025-10-06T13:59:00Z", 20)).toBe("login-request-too-many");
    expect(await ask("2025-10-06T13:59:00Z", 20, "10.9.9.8")).toBe("done");
    expect(await ask("2025-10-06T14:00:01Z", 21)).toBe("done");
  });
});

describe("deciding", () => {
  test("makes account, assignment, link and signature at once, and only once", async () => {
    const { id } = await receive("once@two.example");
    const approve = () => m.access.loginRequests.approve(m.coordinator, id, " cora  COORDINATOR ");
    const both = await Promise.all([approve(), approve()]);
    const links = both.flatMap(({ link }) => link ?? []);
    expect(links).toHaveLength(1);
    expect(new Set(both.map(({ account }) => account)).size).toBe(1);
    const account = await m.access.findAccount("once@two.example");
    expect(account?.assignments).toMatchObject([{ role: "clerk", district: 17 }]);
    expect(await m.access.findSignInLink(links[0]!.token)).toBe(account?.id);
    const { decision, state, toSign } = await m.access.loginRequests.get(m.coordinator, id);
    expect(state).toBe("approved");
    expect(decision).toMatchObject({ byName: "Cora Coordinator", byRole: "coordinator", statement: toSign });
    expect(toSign).toContain("Nina New is the person who asks, works for Amherst (17)");
    const events = await listEvents(m.t.db, { limit: 7 });
    expect(events.map(({ action }) => action).sort()).toEqual([
      ...[
        "account.created",
        "assignment.given",
        "login-request.approved",
        // Listed and looked at besides.
        "login-request.list",
        "login-request.received",
        "login-request.view",
        "sign-in-link.created",
      ],
    ]);
  });

  test("needs the own name as signature; a wrong one leaves nothing behind", async () => {
    const { id } = await receive("signed@two.example");
    const before = [await count("account"), await count("assignment"), await count("sign_in_link")];
    for (const signature of ["", "Cora", "Mona Manager"])
      expect(await codeOf(m.access.loginRequests.approve(m.coordinator, id, signature))).toBe("signature-differs");
    expect([await count("account"), await count("assignment"), await count("sign_in_link")]).toEqual(before);
  });

  test("for a person who has an account gives the role to that one, without a link", async () => {
    const known = { name: "Kim Known", email: "kim@two.example", role: "superintendent", district: 19 };
    const { id: account } = await m.access.createAccount(systemActor, known);
    const { id } = await receive("kim@two.example");
    expect(await m.access.loginRequests.approve(m.coordinator, id, "Cora Coordinator")).toEqual({ account });
    const roles = (await m.access.findAccount(account))?.assignments.map(({ role, district }) => `${role} ${district}`);
    expect(roles?.sort()).toEqual(["clerk 17", "superintendent 19"]);
    await m.access.setDisabled(m.manager, account, true);
    await m.access.loginRequests.receive(
      asked("kim@two.example", { role: "school-clerk", schools: [21745] }),
      remote(),
    );
    const again = (await m.access.loginRequests.list(m.manager, { state: "open" })).requests.find(
      ({ email }) => email === "kim@two.example",
    )!;
    expect(await codeOf(m.access.loginRequests.approve(m.coordinator, again.id, "Cora Coordinator"))).toBe(
      "account-disabled",
    );
  });

  test("nobody approves the own request", async () => {
    await m.access.loginRequests.receive(asked("cora@amherst.example"), remote());
    const own = (await m.access.loginRequests.list(m.coordinator, { state: "open" })).requests.find(
      ({ email }) => email === "cora@amherst.example",
    )!;
    expect(await codeOf(m.access.loginRequests.approve(m.coordinator, own.id, "Cora Coordinator"))).toBe("account-own");
  });

  test("a refusal says why and stays", async () => {
    const { id } = await receive("refused@two.example");
    await m.access.loginRequests.refuse(m.coordinator, id, "Does not work here");
    await m.access.loginRequests.refuse(m.manager, id, "Another reason");
    const { state, decision } = await m.access.loginRequests.get(m.manager, id);
    expect([state, decision?.refusal, decision?.byName]).toEqual(["refused", "Does not work here", "Cora Coordinator"]);
    expect(await codeOf(m.access.loginRequests.approve(m.manager, id, "Mona Manager"))).toBe("login-request-closed");
    const change = m.t.owner.query("UPDATE access.login_request SET refusal = 'x' WHERE id = $1", [id]);
    await expect(change).rejects.toThrow("a decided login request is not changed");
  });

  test("ends after thirty days", async () => {
    const { id } = await receive("late@two.example");
    const late = m.at("2025-11-05T12:00:00Z");
    expect((await late.loginRequests.get(m.manager, id)).state).toBe("expired");
    expect(await codeOf(late.loginRequests.approve(m.manager, id, "Mona Manager"))).toBe("login-request-closed");
    expect((await late.loginRequests.list(m.manager, { state: "open" })).requests.map((one) => one.id)).not.toContain(
      id,
    );
    expect((await m.at("2025-11-05T11:59:00Z").loginRequests.get(m.manager, id)).state).toBe("open");
  });

  test("is for who manages that district's accounts; another one finds nothing there", async () => {
    const { id } = await receive("other@three.example", { district: 19 });
    const nobody = "00000000-0000-4000-8000-000000000000";
    const verbs = m.access.loginRequests;
    for (const ask of [
      (one: string) => verbs.get(m.coordinator, one),
      (one: string) => verbs.approve(m.coordinator, one, "Cora Coordinator"),
      (one: string) => verbs.refuse(m.coordinator, one, "No"),
      (one: string) => verbs.print(m.coordinator, one, "State"),
    ])
      expect([await codeOf(ask(id)), await codeOf(ask(nobody))]).toEqual(["not-found", "not-found"]);
    expect((await verbs.list(m.coordinator)).requests.every(({ district }) => district === 17)).toBe(true);
    await m.access.createAccount(systemActor, {
      name: "Cy Clerk",
      email: "cy@three.example",
      role: "clerk",
      district: 17,
    });
    const clerk = await m.access.getActor("cy@three.example");
    expect(await codeOf(verbs.list(clerk))).toBe("denied");
    expect(await codeOf(verbs.get(clerk, id))).toBe("denied");
  });
});

test("the signed form is a PDF, and printing it is an event", async () => {
  const { id } = await receive("print@four.example");
  await m.access.loginRequests.approve(m.coordinator, id, "Cora Coordinator");
  const pdf = await m.access.loginRequests.print(m.coordinator, id, "State");
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  const [event] = await listEvents(m.t.db, { limit: 1 });
  expect(event).toMatchObject({
    action: "login-request.printed",
    subject: `login-request:${id}`,
    organization: "district:17",
  });
});
