// Plays the districts' side of the registry: each year's request files are sent by the districts' clerks, the answers' numbers go
// into the link books, who is known already is asked for on the telephone, and near matches are decided after such a call.
import { randomBytes } from "node:crypto";
import { createReadStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Actor } from "../../access/index.ts";
import type { Registry } from "../../identity/index.ts";
import { decideNearMatches } from "./decide-near-matches.ts";
import { LinkBooks } from "./link-books.ts";
import { partChildren } from "./part-children.ts";
import { type AnswerLine, readAnswers } from "./read-answers.ts";
import { localIdentifier, type RequestFile } from "./request-files.ts";
import { Tally, type TruthRow } from "./tally.ts";

export type Asking = {
  registry: Registry;
  clerkOf(district: number): Actor;
  stateManager: Actor;
  files: readonly RequestFile[];
  /** So many near matches of pupils who left are not decided. */
  undecided: number;
  progress(share: number): void;
};

export type Asked = { books: LinkBooks; tally: Tally; waiting: Map<number, number> };

/** A file that was answered: each row's answer with the truth beside it. */
export type Answered = {
  file: RequestFile;
  rows: TruthRow[];
  answers: AnswerLine[];
  /** Under which the file was asked. */
  key: string;
  /** Reads the answers again: decisions change them. */
  readAgain(): Promise<AnswerLine[]>;
};

export const askDistricts = async (asking: Asking): Promise<Asked> => {
  const { files, progress } = asking;
  const all: Asked = { books: new LinkBooks(), tally: new Tally(), waiting: new Map() };
  const rows = files.reduce((sum, file) => sum + file.rows.length, 0);
  let done = 0;
  for (const year of new Set(files.map((file) => file.year))) {
    const sent: (Omit<Answered, "rows"> & { asked: Unjudged[] })[] = [];
    for (const file of files.filter((each) => each.year === year)) {
      sent.push(await send(asking, file));
      done += file.rows.length;
      progress(done / rows);
    }
    const judged = all.tally.judge(sent.flatMap(({ asked }) => asked));
    let end = 0;
    const answered = sent.map((one): Answered => {
      end += one.asked.length;
      return { ...one, rows: judged.slice(end - one.asked.length, end) };
    });
    for (const one of answered) keepNumbers(all.books, one);
    for (const one of answered) await partChildren(asking, all, one);
    for (const one of answered) callForNumbers(all.books, one);
    for (const one of answered) await correctFacts(asking, all.books, one);
    for (const one of answered) await decideNearMatches(asking, all, one);
  }
  return all;
};

type Unjudged = Parameters<Tally["judge"]>[0][number];

const send = async ({ registry, clerkOf }: Asking, file: RequestFile) => {
  const { year, district, path } = file;
  const key = keyOf(path);
  const clerk = clerkOf(district);
  const fileName = `${district}-${year}.csv`;
  const sent = await registry.requestFile(clerk, { district, fileName, source: createReadStream(path), key });
  const columns = registry.profile.request_file.columns.length;
  const readAgain = async () => readAnswers(await registry.fileAnswers(clerk, sent.file, key), path, columns);
  const answers = await readAgain();
  const asked = answers.map(({ outcome, reference }, at): Unjudged => {
    const { person, slips } = file.rows[at]!;
    return { year, district, local: localIdentifier(person, district), person, slips, outcome, reference };
  });
  return { file, answers, asked, key, readAgain };
};

/** The secret under which a file is asked; kept beside it, so that a demo that was cut off asks the same question again. */
const keyOf = (path: string): string => {
  const kept = path.replace(/\.csv$/, ".key");
  if (!existsSync(kept)) writeFileSync(kept, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(kept, "utf8");
};

const keepNumbers = (books: LinkBooks, { rows, answers }: Answered): void => {
  for (const [at, { number, reference }] of answers.entries())
    if (number !== undefined) books.keep(rows[at]!.district, rows[at]!.local, number, reference!, "dealt");
};

const callForNumbers = (books: LinkBooks, { rows, answers }: Answered): void => {
  for (const [at, { outcome, number, reference, holder }] of answers.entries()) {
    const { district, local, verdict } = rows[at]!;
    if (outcome !== "match" || number !== undefined || verdict === "wrongly matched") continue;
    if (!books.call(district, local, reference!, holder))
      throw new Error(`nobody has the number of ${reference}, for whom district ${district} asked`);
  }
};

/**
 * A child who was missed for a mistyped birth date has a number with that date. The district finds out when its next file is
 * checked, shows the certificate, and the state corrects what is kept with the number.
 */
const correctFacts = async ({ registry, stateManager }: Asking, books: LinkBooks, { file, rows }: Answered) => {
  for (const [at, { verdict, district, person }] of rows.entries()) {
    const { right } = file.rows[at]!;
    if (verdict === "missed" && right)
      await registry.correctFacts(stateManager, books.numberOf(district, person), right);
  }
};
