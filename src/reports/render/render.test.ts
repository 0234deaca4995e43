// Every format carries the same protected figures, and no format carries a withheld one.
import { Buffer } from "node:buffer";
import { Command } from "commander";
import { parse } from "csv-parse/sync";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "../../access/index.ts";
import { fixedClock } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { chartSvg, registerReportCommands, renderReport } from "../index.ts";
import type { Audience, Report } from "../report.ts";
import { type CertifiedState, certifiedState } from "../testing/certified-state.ts";

let database: TestDatabase;
let state: CertifiedState;
const run = (id: string, audience: Audience): Promise<Report> =>
  state.reports.run(systemActor, { id, year: 2026, audience });
const few = new Set([41, 53, 142, 185, 457, 719, 998]);

beforeAll(async () => {
  database = await testDatabase();
  state = await certifiedState(database, fixedClock("2025-10-16T12:00:00Z"), (district) => few.has(district));
});
afterAll(async () => {
  state?.close();
  await database?.close();
});

describe("CSV", () => {
  it("is the long form with raw numbers and a star in a withheld cell", async () => {
    const report = await run("STD-14", "public");
    const text = String(await renderReport(report, "csv"));
    expect(text.split("\n")[0]).toBe(
      "sau_number,district_number,district_name,school_number,school_name,grade,students",
    );
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map((row) => row.students)).toEqual(report.table.rows.map((row) => String(row.students)));
    expect(rows.filter((row) => row.students === "*").length).toBe(report.table.withheld);
    expect(report.table.withheld).toBeGreaterThan(10);
  });
});

describe("JSON", () => {
  it("carries notes and lineage, and keeps record counts of districts inside", async () => {
    const open = JSON.parse(String(await renderReport(await run("STD-14", "public"), "json")));
    expect(open.suppression).toMatchObject({ minimum: 10, mark: "*" });
    expect(open.lineage.snapshots).toHaveLength(7);
    expect(open.lineage.snapshots[0].hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(open.lineage)).not.toContain("records");
    expect(open.notes.join(" ")).toContain("Not included, because not certified");
    const internal = JSON.parse(String(await renderReport(await run("STD-14", "internal"), "json")));
    expect(internal.lineage.records).toBeGreaterThan(1000);
    expect(internal.notes.join(" ")).toContain("For internal use");
  });
});

describe("HTML", () => {
  it("is a table that assistive technology can walk, with the same cells", async () => {
    const report = await run("STD-14", "public");
    const { document } = new JSDOM(String(await renderReport(report, "html"))).window;
    const table = document.querySelector("table")!;
    expect(document.documentElement.lang).toBe("en");
    expect(table.querySelector("caption")?.textContent).toContain("2025-26");
    expect(table.querySelectorAll("thead th[scope=col]")).toHaveLength(5 + 16);
    expect(table.querySelectorAll("tbody th[scope=row]")).toHaveLength(table.querySelectorAll("tbody tr").length);
    const cells = [...table.querySelectorAll("tbody td.number")].map((cell) => cell.textContent!.replaceAll(",", ""));
    expect(cells.toSorted()).toEqual(report.table.rows.map((row) => String(row.students)).toSorted());
  });

  it("shows counts above shares where a report has both", async () => {
    const { document } = new JSDOM(String(await renderReport(await run("STD-12", "internal"), "html"))).window;
    const last = [...document.querySelectorAll("tbody tr")].at(-1)!;
    expect(last.querySelector("td.number:last-child")?.innerHTML).toMatch(/^[\d,]+<br\/?>100\.0%$/);
  });
});

describe("the chart", () => {
  it("names itself and says every value, and leaves a starred gap for a withheld one", async () => {
    const svg = (await chartSvg(await run("STD-14", "public")))!;
    const { document } = new JSDOM(svg).window;
    const element = document.querySelector("svg")!;
    expect(element.getAttribute("role")).toBe("img");
    const ids = element.getAttribute("aria-labelledby")!.split(" ");
    const [title, description] = ids.map((id) => document.getElementById(id)?.textContent);
    expect(title).toContain("Pupils of the state by grade");
    expect(description).toContain("12: ");
    expect(description).toContain("PG: withheld");
    expect(element.querySelectorAll("rect")).toHaveLength(
      description!.split("; ").filter((part) => !part.includes("withheld")).length,
    );
  });
});

describe("XLSX and PDF", () => {
  it("are whole files of their kind", async () => {
    for (const id of ["STD-07", "STD-12", "STD-14", "STD-15"]) {
      const report = await run(id, "public");
      const [xlsx, pdf] = [await renderReport(report, "xlsx"), await renderReport(report, "pdf")];
      expect(xlsx.subarray(0, 4)).toEqual(Buffer.from("PK\u0003\u0004"));
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
      expect(pdf.subarray(-6).toString()).toContain("%%EOF");
    }
  });
});

describe("a look-alike", () => {
  it("is not rendered", async () => {
    const report = await run("STD-15", "internal");
    const forged = { ...report, table: { ...report.table } as unknown as Report["table"] };
    await expect(renderReport(forged, "csv")).rejects.toThrow("only a protected table may be rendered");
  });
});

describe("the command", () => {
  const call = async (...args: string[]): Promise<string> => {
    const out: Buffer[] = [];
    const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
    registerReportCommands(program, {
      withReports: (_, work) => work(state.reports, systemActor),
      write: async (bytes) => void out.push(bytes),
    });
    await program.parseAsync(["report", ...args], { from: "user" });
    return Buffer.concat(out).toString();
  };

  it("prints the CSV for internal use by default, and lists the reports", async () => {
    expect(await call("STD-15", "--year", "2026")).toMatch(
      /^category,level,grade,students\npublic,elementary,PK,\d+\n/,
    );
    expect(await call("list")).toContain("STD-14    School Enrollments by Grade and School");
    expect(JSON.parse(await call("list", "--json")).reports).toHaveLength(4);
    expect(JSON.parse(await call("STD-07", "--year", "2026", "--json", "--audience", "public")).audience).toBe(
      "public",
    );
  });

  it("refuses what it does not know", async () => {
    await expect(call("STD-1", "--year", "2026")).rejects.toThrow("There is no report STD-1");
    await expect(call("STD-14", "--year", "26")).rejects.toThrow();
    await expect(call("STD-14", "--year", "2026", "--as-of", "2025-02-30")).rejects.toThrow();
    await expect(call("STD-14", "--year", "2026", "--format", "doc")).rejects.toThrow();
  });
});
