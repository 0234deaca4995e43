// How names, dates and codes are made comparable, by example and by law.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findDateFormat, foldDate, guessDateFormat } from "./calendar-date.ts";
import { foldCode, foldText } from "./fold.ts";
import { nicknameGroups } from "./nicknames.ts";
import { foldName } from "./person-name.ts";
import { soundex } from "./soundex.ts";

describe("names", () => {
  test.each([
    ["  O'Brien ", "obrien"],
    ["O’Brien", "obrien"],
    ["José", "jose"],
    ["Jose\u0301", "jose"],
    ["Łukasz Øster", "lukasz oster"],
    ["Garcia-Lopez", "garcia lopez"],
    ["GARCIA  LOPEZ", "garcia lopez"],
    ["Smith, Jr.", "smith"],
    ["Smith III", "smith"],
    ["Ii", "ii"],
    ["UNKNOWN", ""],
    ["N/A", ""],
    ["李", "李"],
    ["O´Brien", "obrien"],
    ["㎀", "pa"],
    ["Unknown Jr", ""],
  ])("%j is compared as %j", (text, folded) => expect(foldName(text)).toBe(folded));

  test("folding a folded text changes nothing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => foldText(foldText(text)) === foldText(text)));
    fc.assert(fc.property(fc.string(), (text) => foldName(foldName(text)) === foldName(text)));
  });

  test("folding twice is folding once for every character, alone and within a name", () => {
    const changed: string[] = [];
    for (let code = 1; code <= 0x10ffff; code++) {
      const sign = String.fromCodePoint(code);
      if (/[\p{Cn}\p{Co}\p{Cs}]/u.test(sign)) continue;
      for (const text of [sign, `O${sign}Ii`]) if (foldName(foldName(text)) !== foldName(text)) changed.push(text);
    }
    expect(changed).toEqual([]);
  });

  test("nicknames share a group, strangers do not", () => {
    const share = (a: string, b: string) => nicknameGroups(a).some((group) => nicknameGroups(b).includes(group));
    for (const [a, b] of [
      ["elizabeth", "betty"],
      ["elizabeth", "betsy"],
      ["william", "bill"],
      ["robert", "bob"],
      ["katherine", "kate"],
      ["jose", "pepe"],
    ] as const)
      expect(share(a, b), `${a} ${b}`).toBe(true);
    expect(share("william", "robert")).toBe(false);
    expect(share("zzz", "zzz")).toBe(false);
  });

  test.each([
    ["robert", "R163"],
    ["rupert", "R163"],
    ["ashcraft", "A261"],
    ["tymczak", "T522"],
    ["pfister", "P236"],
    ["", ""],
    ["李", ""],
  ])("%s sounds like %s", (name, key) => expect(soundex(name).toUpperCase()).toBe(key));
});

test.each([
  ["603-271 3876", "6032713876"],
  ["A-1", "a1"],
])("the code %j is compared as %j", (text, folded) => expect(foldCode(text)).toBe(folded));

describe("dates", () => {
  test.each([
    ["YYYY-MM-DD", "2011-03-07", "20110307"],
    ["YYYYMMDD", "20110307", "20110307"],
    ["M/D/YYYY", "3/7/2011", "20110307"],
    ["%d.%m.%Y", "07.03.2011", "20110307"],
    ["YYYY-MM-DD", "2011-03-07T00:00:00", "20110307"],
    ["YYYY-MM-DD", "07.03.2011", ""],
    ["YYYYMMDD", "2011037", ""],
    ["YYYYMMDD", "19450493", "19450493"],
  ])("in %s, %s is %j", (format, text, date) => expect(foldDate(text, findDateFormat(format)!)).toBe(date));

  test.each(["", "YYYY", "YYYY-MM", "when born", "YYYY-MM-DD-DD"])("%j is no format", (text) =>
    expect(findDateFormat(text)).toBeUndefined(),
  );

  test("the format is guessed from what makes possible dates", () => {
    expect(guessDateFormat(["03/27/2011", "01/02/2010"])?.text).toBe("MM/DD/YYYY");
    expect(guessDateFormat(["27/03/2011", "01/02/2010"])?.text).toBe("DD/MM/YYYY");
    expect(guessDateFormat(["20110327"])?.text).toBe("YYYYMMDD");
    expect(guessDateFormat(["yesterday"])).toBeUndefined();
  });
});
