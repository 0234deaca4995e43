// The answers to a request file as the district gets them: the file's columns, then the number and how the row was answered.
import { writeFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

export type AnswerLine = {
  outcome: "match" | "near" | "new";
  number: string | undefined;
  /** None while a near match waits. */
  reference: string | undefined;
  /** The district to call. */
  holder: string;
};

/** In the order of the file, which has so many columns; also kept beside it as `-answers.csv`. */
export const readAnswers = async (
  answers: AsyncIterable<string>,
  path: string,
  columns: number,
): Promise<AnswerLine[]> => {
  const parts: string[] = [];
  for await (const part of answers) parts.push(part);
  const text = parts.join("");
  writeFileSync(path.replace(/\.csv$/, "-answers.csv"), text);
  const [, ...rows]: string[][] = parse(text);
  return rows.map((cells) => {
    const [number, outcome, , reference, holder = ""] = cells.slice(columns);
    return {
      outcome: outcome as AnswerLine["outcome"],
      number: number || undefined,
      reference: reference || undefined,
      holder,
    };
  });
};
