// What leaves as a file: its headers, and streams in the form that an answer takes.
import { Readable } from "node:stream";

/** A file name from a person goes into a header: only plain characters pass. */
export const download = (fileName: string, type: string) => ({
  "content-type": type,
  "content-disposition": `attachment; filename="${fileName.replace(/[^\w.-]+/g, "_")}"`,
});

export const streamOf = (content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> =>
  Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>;
