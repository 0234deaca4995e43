// PDF documents by pdfmake, with the fonts it brings. Documents never load anything from a network or another path.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";

const require = createRequire(import.meta.url);

type PdfMake = {
  setFonts(fonts: object): void;
  setUrlAccessPolicy(allow: (url: string) => boolean): void;
  setLocalAccessPolicy(allow: (path: string) => boolean): void;
  createPdf(definition: TDocumentDefinitions): { getBuffer(): Promise<Buffer> };
};

let prepared: PdfMake | undefined;

const prepare = (): PdfMake => {
  if (prepared) return prepared;
  const main = require.resolve("pdfmake");
  const fonts = join(dirname(dirname(main)), "fonts");
  const pdfmake = require(main) as PdfMake;
  pdfmake.setFonts(require(join(fonts, "Roboto.js")));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
  prepared = pdfmake;
  return pdfmake;
};

/** The document as PDF bytes. Page size, styles and content as in pdfmake's definition. */
export const renderPdf = async (definition: TDocumentDefinitions): Promise<Buffer> =>
  prepare()
    .createPdf({ defaultStyle: { fontSize: 10 }, ...definition })
    .getBuffer();
