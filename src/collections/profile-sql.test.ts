// SQL files of a profile: front matter, and one SELECT that the engine can wrap.
import { describe, expect, it } from "vitest";
import { ProfileError } from "../platform/index.ts";
import { parseReviewSql, parseRuleSql } from "./profile-sql.ts";

const front = "/*---\nrelations:\n  last: { collection: EOY, years_back: 1 }\n---*/\n";

describe("an SQL rule", () => {
  it("names the records of other years that it reads", () => {
    const rule = parseRuleSql("R-1", "rules/R-1.sql", `${front}SELECT 1 FROM last`);
    expect(rule.relations.last).toEqual({ collection: "EOY", years_back: 1, certified: false, reach: "district" });
    expect(rule.sql).toBe("SELECT 1 FROM last");
  });

  it("says whether it meets the registry; it does not unless it says so", () => {
    const meets = "/*---\nregistry: true\n---*/\nSELECT 1 FROM registry";
    expect(parseRuleSql("R-1", "rules/R-1.sql", meets).registry).toBe(true);
    expect(parseRuleSql("R-1", "rules/R-1.sql", "SELECT 1").registry).toBe(false);
  });

  it.each([
    ["DELETE FROM record", "one SELECT"],
    ["SELECT 1; DROP TABLE x", "semicolon"],
    ["/*---\nrelations: {}\nSELECT 1", "has no end"],
    ["/*---\nelemnt: Grade\n---*/\nSELECT 1", "elemnt"],
    ["/*---\nregistry: sometimes\n---*/\nSELECT 1", "registry"],
  ])("is refused, with its place, when it is %j", (text, why) => {
    const parse = () => parseRuleSql("R-1", "rules/R-1.sql", text);
    expect(parse).toThrow(ProfileError);
    expect(parse).toThrow(why);
  });
});

it("a review report without its audience is refused at its line", () => {
  const text = '/*---\nid: X\ntitle: "T"\ncollection: BOY\nconfirm: true\ncolumns: [A]\nsource: s\n---*/\nSELECT 1';
  expect(() => parseReviewSql("review/X.sql", text)).toThrow(/review\/X\.sql:2:.*audience/);
});
