// A profile that would publish reports side by side without protecting them together is refused before anyone runs one.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ReportDefinition } from "./definition.ts";
import { loadPolicies } from "./policies.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-policies-"));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (id: string, more: Partial<ReportDefinition> = {}): ReportDefinition =>
  ({
    ...{ id, collection: "BOY", audiences: ["public"], grain: ["school"] },
    measures: [{ column: "students", title: "", kind: "count" }],
    ...more,
  }) as ReportDefinition;

const load = (linked: string, ...reports: ReportDefinition[]) => {
  const policy = "{ minimum: 10, candidates: 5, whole_group: withhold";
  writeFileSync(
    join(folder, "disclosure.yaml"),
    `internal: { minimum: 0, candidates: 1, whole_group: publish }\npublic: ${policy}, linked: ${linked} }\n`,
  );
  return loadPolicies(folder, new Map(reports.map((own) => [own.id, own])));
};

describe("linked reports", () => {
  it("are named in the order of the profile", () => {
    expect(load("[B, A]", report("A"), report("B")).linked).toEqual(["B", "A"]);
    expect(load("[]", report("A"), report("B", { collection: "EOY" })).linked).toEqual([]);
    expect(load("[]", report("A"), report("B", { audiences: ["internal"] })).linked).toEqual([]);
  });

  it.each([
    ["[A]", [report("A"), report("B")], "B is public beside A"],
    ["[A, B]", [report("A")], "there is no report B"],
    ["[A, A]", [report("A")], "named twice"],
    ["[A]", [report("A", { grain: undefined })], "declares no grain"],
    ["[A]", [report("A", { audiences: ["internal"] })], "not for the public"],
    ["[A]", [report("A", { measures: [] })], "exactly one count"],
  ])("are refused: %s", (linked, reports, message) => {
    expect(() => load(linked, ...reports)).toThrow(message);
  });
});
