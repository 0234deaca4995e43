// What an operator may write of a provider, and what claims come to: too little of a claim gives nothing.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { loadConfig, resolveProfile } from "../../../platform/index.ts";
import { findRole, loadAccessPolicy } from "../../policy/policy.ts";
import { assignmentsOf, claimOf, vouchedEmail } from "./claims.ts";
import { loadProviders } from "./provider-settings.ts";

const policy = loadAccessPolicy(resolveProfile("new-hampshire"));
const dir = mkdtempSync(join(tmpdir(), "rollbook-oidc-"));
afterAll(() => rmSync(dir, { recursive: true }));

const load = (text: string, env: NodeJS.ProcessEnv = {}) => {
  writeFileSync(join(dir, "oidc.yaml"), text);
  return loadProviders(dir, loadConfig({ data: dir, env }).signIn);
};
const one = (more = "") => `providers:
  - id: east-side
    title: East side
    issuer: https://id.east.example
    client_id: rollbook
${more}`;

describe("oidc.yaml", () => {
  test("names a provider; its secret comes from a file beside it or from the environment", () => {
    writeFileSync(join(dir, "east.secret"), "from the file\n");
    const [fromFile] = load(one("    client_secret_file: east.secret\n"));
    expect(fromFile).toMatchObject({ id: "east-side", clientSecret: "from the file", scope: "openid email profile" });
    expect(fromFile).not.toHaveProperty("client_secret_file");
    expect(load(one(), { ROLLBOOK_OIDC_SECRET_EAST_SIDE: "from outside" })[0]?.clientSecret).toBe("from outside");
  });

  test.each([
    ["without a secret", one(), "There is no client secret for the provider east-side"],
    ["with a misspelled key", one("    client_secrt_file: x\n"), "client_secrt_file"],
    ["with one id twice", `${one()}${one().replace("providers:\n", "")}`, "two providers have the same id"],
    [
      "with a district and a claim for it",
      one("    assignments: { role: g, roles: {}, district: 1, district_claim: d }\n"),
      "not both",
    ],
  ])("%s is refused by name", (_case, text, message) => {
    expect(() => load(text)).toThrow(message);
  });

  test("is not needed: the environment alone names one", () => {
    rmSync(join(dir, "oidc.yaml"));
    const env = {
      ROLLBOOK_OIDC_ISSUER: "https://login.example",
      ROLLBOOK_OIDC_CLIENT_ID: "a",
      ROLLBOOK_OIDC_CLIENT_SECRET: "b",
    };
    expect(loadProviders(dir, loadConfig({ data: dir, env }).signIn)).toEqual([
      {
        ...{ id: "sso", title: "login.example", issuer: "https://login.example" },
        client_id: "a",
        clientSecret: "b",
        scope: "openid email profile",
      },
    ]);
  });
});

describe("claims", () => {
  const mapping = {
    role: "realm.roles",
    roles: { c: "clerk", h: "superintendent", s: "state-manager", r: "school-reviewer" },
    district_claim: "district",
    schools_claim: "schools",
  };
  const claims = (roles: unknown, more = {}) => ({ sub: "1", realm: { roles }, ...more });

  test("are found by name or by a path, and never on what every object has", () => {
    expect(claimOf({ "a.b": 1, a: { b: 2 } }, "a.b")).toBe(1);
    expect(claimOf({ a: { b: 2 } }, "a.b")).toBe(2);
    expect(claimOf({ a: {} }, "a.constructor")).toBeUndefined();
  });

  test("give the roles that are mapped, where they are said to be", () => {
    expect(assignmentsOf(policy, mapping, claims(["c", "x"], { district: "17", schools: ["21745", 3] }))).toEqual([
      { role: "clerk", district: 17, schools: [3, 21745] },
    ]);
    expect(assignmentsOf(policy, mapping, claims("s", { district: "17" }))).toEqual([
      { role: "state-manager", schools: [] },
    ]);
    expect(assignmentsOf(policy, { ...mapping, roles: { c: "no-such-role" } }, claims("c", { district: 1 }))).toEqual(
      [],
    );
    expect(assignmentsOf(policy, mapping, claims(["constructor", "toString"], { district: 1 }))).toEqual([]);
  });

  test("that are not whole give nothing: no district, no assignment of a district; no schools, none of schools", () => {
    const value = fc.oneof(
      fc.constantFrom("c", "h", "s", "r"),
      fc.array(fc.constantFrom("c", "h", "s", "r")),
      fc.jsonValue(),
    );
    const anything = fc.record({ roles: value, district: fc.jsonValue(), schools: fc.jsonValue() });
    fc.assert(
      fc.property(anything, ({ roles, district, schools }) => {
        for (const given of assignmentsOf(policy, mapping, claims(roles, { district, schools }))) {
          const role = findRole(policy, given.role);
          if (role?.reach === "district") expect(given.district).toBeGreaterThanOrEqual(0);
          else expect(given.district).toBeUndefined();
          if (role?.rows === "school") expect(given.schools?.length).toBeGreaterThan(0);
        }
      }),
      { seed: 12, numRuns: 2000 },
    );
  });

  test("vouch for an address only when it is verified and of a domain that the provider speaks for", () => {
    const say = (email: unknown, verified: unknown) => ({ email, email_verified: verified });
    expect(vouchedEmail(say("Ada@East.example ", true), ["east.example"])).toBe("ada@east.example");
    expect(vouchedEmail(say("ada@east.example", true), undefined)).toBe("ada@east.example");
    for (const verified of [false, undefined, "no", 1])
      expect(vouchedEmail(say("a@east.example", verified), undefined)).toBeUndefined();
    for (const email of ["a@west.example", "a@east.example@west.example", "a@east.example.west.example", 7])
      expect(vouchedEmail(say(email, true), ["east.example"])).toBeUndefined();
  });
});
