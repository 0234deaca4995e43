// The sign-off document of a certified version: what was certified, its hash, and the place to sign.
import type { Content, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { renderPdf, schoolYearLabel } from "../platform/index.ts";
import { asReader } from "./as-reader.ts";
import { termsOf } from "./certification-profile.ts";
import { type Context, getCollection, getDistrict } from "./context.ts";
import type { SubmissionKey } from "./model.ts";
import { countTable } from "./sign-off-counts.ts";
import { type CertificationRow, getCertification } from "./store/certifications.ts";

/** PDF of the given certified version, or of the last one. Throws `submission-not-certified`. */
export const signOff = async (
  ctx: Context,
  actor: Actor,
  key: SubmissionKey & { version?: number },
): Promise<Buffer> => {
  authorize(actor, "submission.view", { district: key.district });
  const directory = await ctx.directoryOf(key.year);
  const row = await asReader(ctx, actor, async (tx) => {
    const found = await getCertification(tx, key);
    await recordEvent(tx, {
      actor: actor.account,
      action: "submission.print-sign-off",
      organization: `district:${key.district}`,
      subject: `submission:${found.submissionId}`,
      details: { version: found.version },
    });
    return found;
  });
  return renderPdf(
    signOffDocument(row, {
      district: getDistrict(directory, key.district).name,
      title: getCollection(ctx, key.collection).name,
      state: ctx.dictionary.title,
      returnTo: termsOf(ctx.certificationProfile, key.collection).return_to,
    }),
  );
};

type Column = { width: number; stack: Content[] };
type Names = { district: string; title: string; state: string; returnTo: string };

const stamp = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

const signOffDocument = (row: CertificationRow, names: Names): TDocumentDefinitions => ({
  pageSize: "LETTER",
  pageMargins: [54, 54, 54, 54],
  info: { title: `${names.title} ${schoolYearLabel(row.year)}: ${names.district}` },
  content: [
    { text: names.state, fontSize: 10, color: "#555555" },
    { text: `${names.title}: sign-off`, fontSize: 20, bold: true, margin: [0, 2, 0, 2] },
    { text: `${names.district} (district ${row.district}), school year ${schoolYearLabel(row.year)}`, fontSize: 13 },
    { text: "", margin: [0, 6, 0, 6] },
    facts(row),
    { text: "Statement", style: "heading" },
    { text: row.statement, lineHeight: 1.2 },
    signatureBlock(row, names),
    ...(row.counts.rows.length > 0 ? [{ text: "Certified counts", style: "heading" }, countTable(row.counts)] : []),
  ] as Content[],
  footer: (page: number, pages: number) => ({
    columns: [
      { text: `Data hash ${row.dataHash.slice(0, 16)}…  version ${row.version}`, fontSize: 8, color: "#555555" },
      { text: `Page ${page} of ${pages}`, alignment: "right", fontSize: 8, color: "#555555" },
    ],
    margin: [54, 12, 54, 0],
  }),
  styles: { heading: { fontSize: 13, bold: true, margin: [0, 16, 0, 4] } },
});

const facts = (row: CertificationRow): Content => ({
  table: {
    widths: [120, "*"],
    body: [
      ["Collection", row.collection],
      ["Version", String(row.version)],
      ["Records", row.records.toLocaleString("en-US")],
      ["Certified by", row.certifiedByName],
      ["Certified at", stamp(row.certifiedAt)],
      ["Data hash (SHA-256)", { text: row.dataHash, fontSize: 8.5 }],
      ["Dictionary", { text: row.dictionaryVersion, fontSize: 8.5 }],
    ].map(([name, value]) => [{ text: name as string, color: "#555555" }, value as Content]),
  },
  layout: "lightHorizontalLines",
});

const line = (label: string, width: number): Column => ({
  width,
  stack: [
    { canvas: [{ type: "line", x1: 0, y1: 0, x2: width - 12, y2: 0, lineWidth: 0.7 }] },
    { text: label, fontSize: 8.5, color: "#555555", margin: [0, 2, 0, 0] },
  ],
});

const signatureBlock = (row: CertificationRow, names: Names): Content => ({
  unbreakable: true,
  stack: [
    { columns: [line("Signature of the superintendent", 340), line("Date", 150)], margin: [0, 42, 0, 0] },
    { columns: [line("Name in print", 340), line("Telephone", 150)], margin: [0, 30, 0, 0] },
    {
      text: names.returnTo === "" ? `Certified by ${row.certifiedByName}` : names.returnTo,
      margin: [0, 12, 0, 0],
      fontSize: 9,
    },
  ],
});
