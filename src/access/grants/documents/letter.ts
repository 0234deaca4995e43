// A letter on paper: head, parties, facts, text, signature; on every page its number, the template and the hash of its
// text. It is kept in the file store under the hash of the PDF, as it was signed.
import { createHash } from "node:crypto";
import type { Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { type FileStore, renderPdf } from "../../../platform/index.ts";

export type Block =
  | { paragraph: string }
  | { heading: string }
  | { table: { heads: string[]; rows: string[][]; widths?: (number | "*")[] } };

export type Letter = {
  jurisdiction: string;
  /** What it is, as `Memorandum`. */
  kind: string;
  subject: string;
  /** ISO day. */
  date: string;
  from: string;
  to: string;
  facts: [term: string, value: string][];
  blocks: Block[];
  /** Who signed, and when, in the jurisdiction's time. */
  signature: { name: string; title: string; at: string };
};

const template = "grants-1";

/** Puts the letter into the file store and gives the hash that it is kept under. */
export const keepLetter = async (files: FileStore, letter: Letter): Promise<string> => {
  const pdf = await renderPdf(letterDocument(letter));
  const stored = await files.put(
    (async function* () {
      yield new Uint8Array(pdf);
    })(),
  );
  return stored.sha256;
};

const textHash = (letter: Letter): string => createHash("sha256").update(JSON.stringify(letter)).digest("hex");

export const usDate = (day: string): string => `${day.slice(5, 7)}/${day.slice(8, 10)}/${day.slice(0, 4)}`;

export const period = (from: string, to: string): string => `${usDate(from)} to ${usDate(to)}`;

const letterDocument = (letter: Letter): TDocumentDefinitions => {
  const hash = textHash(letter);
  const number = `${letter.date.slice(0, 4)}-${hash.slice(0, 8).toUpperCase()}`;
  return {
    info: { title: letter.subject, author: letter.from },
    pageSize: "LETTER",
    pageMargins: [64, 64, 64, 64],
    defaultStyle: { fontSize: 10.5, lineHeight: 1.25 },
    footer: (page, pages) => ({
      columns: [
        { text: `No. ${number}.  Template ${template}.\nText SHA-256 ${hash}`, width: "*" },
        { text: `Page ${page} of ${pages}`, alignment: "right", width: 70 },
      ],
      margin: [64, 20, 64, 0],
      fontSize: 7,
      color: "#444444",
    }),
    content: [
      { text: letter.jurisdiction, fontSize: 12, color: "#444444" },
      { text: letter.kind.toUpperCase(), fontSize: 17, bold: true, characterSpacing: 0.6, margin: [0, 2, 0, 10] },
      factsOf([
        ["Number", number],
        ["Date", usDate(letter.date)],
        ["From", letter.from],
        ["To", letter.to],
        ["Subject", letter.subject],
        ...letter.facts,
      ]),
      ...letter.blocks.map(contentOf),
      signatureOf(letter.signature),
    ],
  };
};

const rule = { hLineColor: () => "#9a9a9a", vLineWidth: () => 0, paddingTop: () => 3, paddingBottom: () => 3 };

const factsOf = (facts: [string, string][]): Content => ({
  table: {
    widths: [88, "*"],
    body: facts.map(([term, value]): TableCell[] => [
      { text: term, color: "#444444" },
      { text: value, bold: term === "Subject" },
    ]),
  },
  layout: {
    ...rule,
    hLineWidth: (at, { table }) => (at === 0 || at === table.body.length ? 0.8 : 0),
    paddingLeft: () => 0,
  },
  margin: [0, 0, 0, 12],
});

const contentOf = (block: Block): Content => {
  if ("heading" in block) return { text: block.heading, bold: true, fontSize: 11.5, margin: [0, 10, 0, 3] };
  if ("paragraph" in block) return { text: block.paragraph, margin: [0, 0, 0, 8] };
  const { heads, rows, widths } = block.table;
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: widths ?? heads.map(() => "*"),
      body: [heads.map((text): TableCell => ({ text, bold: true })), ...rows],
    },
    layout: { ...rule, hLineWidth: (at) => (at <= 1 ? 0.8 : 0.3) },
    fontSize: 9.5,
    margin: [0, 2, 0, 12],
  };
};

const signatureOf = ({ name, title, at }: Letter["signature"]): Content => ({
  unbreakable: true,
  margin: [0, 22, 0, 0],
  stack: [
    { text: name, fontSize: 15, italics: true },
    { canvas: [{ type: "line", x1: 0, y1: 2, x2: 280, y2: 2, lineWidth: 0.8, lineColor: "#444444" }] },
    { text: `${name}, ${title}`, margin: [0, 5, 0, 0] },
    { text: `Signed by typing the full name while signed in, ${at}`, fontSize: 8.5, color: "#444444" },
  ],
});
