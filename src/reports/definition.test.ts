// A wrong report file is refused with file, line and column, before anyone runs it.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "./definition.ts";

const good = `/*---
id: X-1
title: Pupils
description: Pupils by school.
collection: BOY
count_date: "10-01"
audiences: [internal]
columns:
  - { name: school, title: School }
  - { name: students, title: Students }
dimensions:
  - { id: place, title: School, keys: [school] }
measures:
  - { column: students, title: Students, kind: count }
source: none
---*/
SELECT 1
`;

describe("a report file", () => {
  it("is front matter and SQL, with either kind of line end", () => {
    expect(parseDefinition("reports/X-1.sql", good)).toMatchObject({
      id: "X-1",
      sql: "SELECT 1",
      file: "reports/X-1.sql",
    });
    expect(parseDefinition("reports/X-1.sql", good.replaceAll("\n", "\r\n"))).toMatchObject({
      id: "X-1",
      sql: "SELECT 1",
    });
  });

  it.each([
    [
      "a missing front matter",
      (text: string) => text.slice(6),
      /^reports\/X-1.sql:1:1: a report starts with its front matter/,
    ],
    [
      "a wrong audience",
      (text: string) => text.replace("[internal]", "[everyone]"),
      /^reports\/X-1.sql:7:\d+: audiences/,
    ],
    ["a word that means nothing", (text: string) => text.replace("source:", "sauce:"), /sauce|source/],
    [
      "a dimension that is no column",
      (text: string) => text.replace("keys: [school]", "keys: [pupil]"),
      /pupil, which is not among the columns/,
    ],
    [
      "a measure that is no column",
      (text: string) => text.replace("column: students", "column: pupils"),
      /pupils is not among the columns/,
    ],
    [
      "figures beside a teacher",
      (text: string) => text.replaceAll("name: school", "name: teacher").replace("[school]", "[teacher]"),
      /no outcomes by named staff/,
    ],
    ["missing SQL", (text: string) => text.replace("SELECT 1", ""), /the SQL is missing/],
  ])("with %s is refused", (_, spoil, message) => {
    expect(() => parseDefinition("reports/X-1.sql", spoil(good))).toThrow(message);
  });
});
