// Writes the links as CSV: id_a,id_b,probability,explanation. Built and written in pieces: there may be millions.
import { closeSync, openSync, writeSync } from "node:fs";
import { Problem } from "../../platform/index.ts";
import { explain, explanationText } from "../score/explain.ts";
import { Scorer } from "../score/scorer.ts";
import type { ChosenPair } from "./choose-pairs.ts";
import type { Links } from "./find-links.ts";

const heading = "id_a,id_b,probability,explanation\n";
const pieceSize = 1 << 18;

const special = /[",\r\n]/;
const cell = (text: string): string => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Throws `file-unreadable`. `idOf` gives the identifier of a record. */
export const writePairs = (
  path: string,
  links: Links,
  pairs: readonly ChosenPair[],
  idOf: (record: number) => string,
): void => {
  let file: number;
  try {
    file = openSync(path, "w");
  } catch (error) {
    throw new Problem("file-unreadable", { file: path, detail: (error as Error).message }, { cause: error });
  }
  const scorer = new Scorer(links.table, links.weights);
  try {
    let text = heading;
    const inQuotes = [...links.keys.rules, ...links.table.fields.map(({ name }) => name)].some((name) =>
      special.test(name),
    );
    for (const { left, right, probability, rule, runnerUp } of pairs) {
      const reasons = explanationText(explain(scorer, left, right, links.priors.match));
      const found = `${reasons}; runner-up ${runnerUp.toFixed(4)}; found by ${links.keys.rules[rule]}`;
      text += `${cell(idOf(left))},${cell(idOf(right))},${probability.toFixed(6)},${inQuotes ? cell(found) : found}\n`;
      if (text.length < pieceSize) continue;
      writeSync(file, text);
      text = "";
    }
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
};
