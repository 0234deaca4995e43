// The body of an upload as a stream, whether a script sent the bare file or a plain form sent it as multipart.
// Nothing is collected in memory; a body that ends early ends the stream with an error, never quietly.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy } from "@fastify/busboy";
import { Problem } from "../../platform/index.ts";
import type { RouteContext } from "./route-context.ts";

export type UploadBody = { fileName: string; replaces?: string; source: AsyncIterable<Uint8Array> };

export async function uploadBodyOf(c: RouteContext): Promise<UploadBody> {
  const body = c.req.raw.body;
  if (!body) throw new Problem("invalid-input", { detail: "No file came with the request." });
  const stream = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  const type = c.req.header("content-type") ?? "";
  if (type.startsWith("multipart/form-data")) return multipart(stream, type);
  return {
    fileName: nameOf(c.req.query("name")),
    replaces: c.req.query("replaces") || undefined,
    source: whole(stream, c.req.header("content-length")),
  };
}

function multipart(stream: Readable, type: string): Promise<UploadBody> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const unreadable = (error: Error) =>
      reject(new Problem("invalid-input", { detail: `The form could not be read: ${error.message}.` }));
    let parts: InstanceType<typeof Busboy>;
    try {
      parts = new Busboy({ headers: { "content-type": type }, limits: { files: 1, fields: 10, fieldSize: 1000 } });
    } catch (error) {
      return unreadable(error as Error);
    }
    parts.on("field", (name: string, value: string) => fields.set(name, value));
    parts.on("file", (_field: string, file: Readable, fileName: string | undefined) => {
      parts.on("error", (error) => file.destroy(error as Error));
      stream.on("error", (error) => file.destroy(error));
      resolve({ fileName: nameOf(fileName), replaces: fields.get("replaces") || undefined, source: file });
    });
    const none = () => reject(new Problem("invalid-input", { detail: "Choose a file to upload." }));
    pipeline(stream, parts).then(none, unreadable);
  });
}

/** HTTP says how long the body is; a shorter one was cut off on the way. */
async function* whole(stream: Readable, length: string | undefined): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    yield chunk;
  }
  if (length !== undefined && Number(length) !== bytes)
    throw new Problem("invalid-input", { detail: "The upload was cut off." });
}

const nameOf = (name: string | undefined): string => (name ?? "").split(/[/\\]/).at(-1)?.slice(0, 200) || "upload.csv";
