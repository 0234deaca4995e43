// The browser's way of checking gives what the server's way gives: same counts, same findings, same CSV.
import { describe, expect, it } from "vitest";
import { findingLine, findingsHeader } from "../check/findings-csv.ts";
import { validatorModule } from "../node-checker.ts";
import { checkBytes, lineOf, pupil, smallDirectory, validatorOf } from "../testing/fixtures.ts";
import { checkBlob, findingsBlob } from "./check-blob.ts";

const boy = validatorOf("BOY");
const rows = Array.from({ length: 400 }, (_, at) =>
  lineOf(boy, {
    ...pupil,
    Race: at % 7 === 0 ? "9" : "5",
    EntryCode: at % 50 === 0 ? '"E,""1"' : "E1",
    Grade: at % 11 === 0 ? "x" : "5",
  }),
);
const bytes = Buffer.from(`\ufeff${rows.join("")}1,2,3`);

describe("the check in the browser", () => {
  it("finds what the server finds, with full counts and few examples", async () => {
    const server = checkBytes(boy, bytes, { directory: smallDirectory });
    let told = 0;
    const { result, groups } = await checkBlob(new Blob([bytes]), validatorModule(boy), smallDirectory, (done) => {
      told = done;
    });
    expect(result).toEqual(server.result);
    expect(told).toBe(bytes.length);
    expect(result.complete).toBe(false);
    expect(Object.fromEntries(groups.map((group) => [group.ruleId, group.count]))).toEqual(server.result.byRule);
    for (const group of groups) {
      expect(group.examples.length).toBeLessThanOrEqual(20);
      const first = server.findings.find((finding) => finding.ruleId === group.ruleId)!;
      expect(group.examples[0]).toMatchObject({ row: first.row, element: first.element, value: first.value });
    }
    expect(groups.map((group) => group.severity)[0]).toBe("error");
  });

  it("writes the same CSV of findings", async () => {
    const server = checkBytes(boy, bytes, { directory: smallDirectory });
    const csv = await (await findingsBlob(new Blob([bytes]), validatorModule(boy), smallDirectory)).text();
    expect(csv).toBe(findingsHeader + server.findings.map(findingLine).join(""));
    expect(csv.split("\n")[0]).toBe("row,column,element,rule_id,severity,value,message,remedy");
  });

  it("runs a module that is loaded as a file, as a browser loads it", async () => {
    const address = `data:text/javascript,${encodeURIComponent(boy.source)}`;
    const module = (await import(/* @vite-ignore */ address)) as { default: ReturnType<typeof validatorModule> };
    const { result } = await checkBlob(new Blob([bytes]), module.default, smallDirectory, () => {});
    expect(result).toEqual(checkBytes(boy, bytes, { directory: smallDirectory }).result);
  });
});
