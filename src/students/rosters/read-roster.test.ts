// Bad files, one by one: what is wrong, where, and that nothing else is said. Good files of both versions.
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { type RosterPeople, tablesOf } from "../testing/small-roster.ts";
import { readRoster } from "./read-roster.ts";
import { zipLimits } from "./read-zip.ts";
import { noRosterProfile } from "./roster-profile.ts";
import { type RosterTables, writeRosterZip } from "./write-set.ts";

const people: RosterPeople = {
  students: ["p1", "p2"],
  teachers: ["t1"],
  classes: ["k1"],
  enrolled: [
    { class: "k1", user: "t1", role: "teacher" },
    { class: "k1", user: "p1" },
  ],
};
const tables = tablesOf(people);
const read = (bytes: Uint8Array) => readRoster(bytes, noRosterProfile);
const codesOf = (bytes: Uint8Array) =>
  read(bytes).findings.map(({ code, file, line, column }) => [code, file, line, column]);

/** The good set with one row of one file changed. */
const changed = (file: keyof RosterTables, row: number, cells: Record<string, string>): Uint8Array =>
  writeRosterZip("1.1", {
    ...tables,
    [file]: tables[file]!.map((one, at) => (at === row ? { ...one, ...cells } : one)),
  });

const text = (value: string) => new TextEncoder().encode(value);
const manifest = (more = "") => text(`propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n${more}`);

describe("a good set", () => {
  test("of version 1.1 is read whole", () => {
    const { roster, findings } = read(writeRosterZip("1.1", tables));
    expect(findings).toEqual([]);
    expect(roster).toMatchObject({
      district: 17,
      years: [2026],
      learning: [{ class: 0, student: 0, starts: "2025-09-01", ends: "2026-06-19" }],
    });
  });

  test("of version 1.2 has its roles in a file of their own", () => {
    const roles = tables.users!.map(({ sourcedId, role }, at) => ({
      sourcedId: `r${at}`,
      userSourcedId: sourcedId!,
      roleType: "primary",
      role: role!,
      orgSourcedId: "s",
    }));
    const { roster, findings } = read(writeRosterZip("1.2", { ...tables, roles }));
    expect(findings).toEqual([]);
    expect([roster?.version, roster?.students.length, roster?.people[0]?.roles]).toEqual([
      "1.2",
      2,
      [{ role: "teacher", school: 401 }],
    ]);
  });
});

describe("a bad set says where it is wrong", () => {
  test.each<[string, Uint8Array, (string | number)[]]>([
    ["no zip", text("no zip at all"), ["zip-unreadable", "", 0, ""]],
    ["a zip cut off", writeRosterZip("1.1", tables).slice(0, 900), ["zip-unreadable", "", 0, ""]],
    ["no manifest", zipSync({ "users.csv": text("a,b\n") }), ["file-missing", "manifest.csv", 0, ""]],
    [
      "another version",
      zipSync({ "manifest.csv": text("propertyName,value\noneroster.version,2.0\n") }),
      ["version", "manifest.csv", 2, "value"],
    ],
    ["a delta", zipSync({ "manifest.csv": manifest("file.users,delta\n") }), ["delta", "manifest.csv", 4, "value"]],
    [
      "a file that is not there",
      writeRosterZip("1.1", { ...tables, enrollments: undefined }),
      ["file-missing", "enrollments.csv", 0, ""],
    ],
    ["UTF-16", zipSync({ "manifest.csv": new Uint8Array([0xff, 0xfe, 65, 0]) }), ["encoding", "manifest.csv", 1, ""]],
    [
      "Latin-1",
      zipSync({ "manifest.csv": manifest(), "orgs.csv": new Uint8Array([...text("a\nb\n"), 0xe9, 10]) }),
      ["encoding", "orgs.csv", 3, ""],
    ],
    [
      "a column that is missing",
      zipSync({
        "manifest.csv": manifest(),
        "orgs.csv": text("sourcedId,name,type,parentSourcedId\nd,Oak,district,\n"),
      }),
      ["column-missing", "orgs.csv", 1, "identifier"],
    ],
    ["a number that is none", changed("orgs", 1, { identifier: "A1" }), ["org-number", "orgs.csv", 3, "identifier"]],
    ["two districts", changed("orgs", 1, { type: "district" }), ["one-district", "orgs.csv", 0, ""]],
    [
      "a day that is none",
      changed("academicSessions", 0, { endDate: "2026-02-30" }),
      ["date", "academicSessions.csv", 2, "endDate"],
    ],
    [
      "a session without end",
      changed("academicSessions", 0, { endDate: "2099-06-30" }),
      ["date-order", "academicSessions.csv", 2, "endDate"],
    ],
    [
      "an unknown school",
      changed("classes", 0, { schoolSourcedId: "x" }),
      ["reference", "classes.csv", 2, "schoolSourcedId"],
    ],
    [
      "an unknown session",
      changed("classes", 0, { termSourcedIds: "x" }),
      ["reference", "classes.csv", 2, "termSourcedIds"],
    ],
    ["a blank name", changed("users", 0, { familyName: "" }), ["cell-blank", "users.csv", 2, "familyName"]],
    ["one number twice", changed("users", 1, { identifier: "p1" }), ["number-twice", "users.csv", 3, "identifier"]],
    [
      "an unknown class",
      changed("enrollments", 1, { classSourcedId: "x" }),
      ["reference", "enrollments.csv", 3, "classSourcedId"],
    ],
    [
      "a student who teaches",
      changed("enrollments", 1, { role: "teacher" }),
      ["reference", "enrollments.csv", 3, "userSourcedId"],
    ],
    [
      "an end before the beginning",
      changed("enrollments", 1, { beginDate: "2025-12-01", endDate: "2025-11-01" }),
      ["date-order", "enrollments.csv", 3, "endDate"],
    ],
  ])("%s", (_what, bytes, expected) => {
    expect(codesOf(bytes)).toContainEqual(expected);
    expect(read(bytes).roster).toBeUndefined();
  });

  test("days outside the class leave the row out, and say so", () => {
    const { roster, findings } = read(changed("enrollments", 1, { beginDate: "2026-07-01", endDate: "2026-08-01" }));
    expect([roster?.learning, findings.map(({ code }) => code)]).toEqual([[], ["outside-class"]]);
  });
});

describe("a zip bomb", () => {
  const small = { ...zipLimits, member: 50_000, all: 100_000 };
  const big = zipSync({ "manifest.csv": new Uint8Array(200_000) });

  test("is not unpacked", () => {
    expect(readRoster(big, noRosterProfile, small).findings[0]?.code).toBe("zip-too-large");
  });

  test("that lies about its size is not believed", () => {
    const lying = Uint8Array.from(big);
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 4; at++) {
      if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 100, true);
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    }
    expect(readRoster(lying, noRosterProfile, small).findings[0]?.code).toBe("zip-damaged");
  });

  test("of many members is not read", () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${at}.csv`, text("a")]));
    expect(readRoster(zipSync(many), noRosterProfile).findings[0]?.code).toBe("zip-too-many");
  });
});
