// Makes the columns that are compared from the cells as read: each distinct text is folded once, by its role.

import type { Column } from "../batch/record-table.ts";
import type { FieldKind } from "../compare/levels.ts";
import { type DateFormat, foldDate, guessDateFormat } from "../text/calendar-date.ts";
import { foldCode, foldText } from "../text/fold.ts";
import { foldName } from "../text/person-name.ts";
import type { ByteDictionary } from "./byte-dictionary.ts";
import type { FieldMap, MappedField } from "./field-map.ts";
import type { RawRecords } from "./read-records.ts";

type Numbered = { texts: string[]; known: Map<string, number> };
const numbered = (): Numbered => ({ texts: [""], known: new Map([["", 0]]) });

const numberOf = ({ texts, known }: Numbered, text: string): number => {
  let number = known.get(text);
  if (number === undefined) {
    number = texts.push(text) - 1;
    known.set(text, number);
  }
  return number;
};

const partsOfName = ["first", "middle", "last"];

export const foldColumns = (map: FieldMap, raw: RawRecords): Column[] => {
  const names = numbered();
  return map.fields.map((field, at) => {
    const { dictionary, numbers } = raw.columns[at]!;
    const kind = kindOf(field, dictionary);
    const fold = folding(field, kind, dictionary, map.dateFormat);
    const own = partsOfName.includes(field.role) ? names : numbered();
    const folded = new Uint32Array(dictionary.size);
    for (let number = 1; number < folded.length; number++)
      folded[number] = numberOf(own, fold(dictionary.text(number)));
    const result = new Uint32Array(numbers.length);
    for (let record = 0; record < result.length; record++) result[record] = folded[numbers[record]!]!;
    return {
      name: field.role === "extra" ? field.column : field.role,
      role: field.role,
      kind,
      texts: own.texts,
      numbers: result,
    };
  });
};

const kinds: Record<Exclude<MappedField["role"], "extra">, FieldKind> = {
  first: "name",
  last: "name",
  guardian: "name",
  middle: "middle",
  dob: "date",
  sex: "choice",
  town: "text",
  postcode: "code",
  ssn: "code",
};

const fewest = 40;
const looked = 2000;

/** An extra column is a code when nearly all its texts are digits, a choice when there are few short ones, else text. */
const kindOf = ({ role }: MappedField, dictionary: ByteDictionary): FieldKind => {
  if (role !== "extra") return kinds[role];
  const texts = examples(dictionary);
  const codes = texts.filter((text) => /^[\d\s./-]+$/.test(text)).length;
  if (codes > texts.length * 0.9) return "code";
  const short = texts.every((text) => text.length <= 4);
  return dictionary.size <= fewest && short ? "choice" : "text";
};

const examples = (dictionary: ByteDictionary): string[] =>
  Array.from({ length: Math.min(dictionary.size - 1, looked) }, (_, at) => dictionary.text(at + 1));

const folding = (
  { role }: MappedField,
  kind: FieldKind,
  dictionary: ByteDictionary,
  given: DateFormat | undefined,
): ((text: string) => string) => {
  if (role === "dob") {
    const format = given ?? guessDateFormat(examples(dictionary));
    return format ? (text) => foldDate(text, format) : foldCode;
  }
  if (kind === "name" || kind === "middle") return foldName;
  return kind === "code" || kind === "choice" ? foldCode : foldText;
};
