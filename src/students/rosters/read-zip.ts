// The members of a OneRoster zip as texts. Nothing is unpacked before its size was looked at, and no size is believed:
// a zip bomb, a wrong encoding and a path that leads elsewhere are findings.
import { crc32, inflateRawSync } from "node:zlib";
import { unzipSync } from "fflate";
import type { Findings } from "./findings.ts";

export const zipLimits = { archive: 256e6, members: 60, member: 400e6, all: 1_000e6 };
export type ZipLimits = typeof zipLimits;

const again = "Export the files again and send that zip whole.";

type Entry = { name: string; method: number; crc: number; packed: number; size: number; offset: number };

/** Texts by file name, without folder; undefined where the zip cannot be used at all. */
export const readZip = (bytes: Uint8Array, findings: Findings, limits = zipLimits): Map<string, string> | undefined => {
  const refuse = (code: string, message: string, remedy = again): undefined => {
    findings.error(code, {}, message, remedy);
    return undefined;
  };
  if (bytes.length > limits.archive)
    return refuse("zip-too-large", `The zip has ${bytes.length} bytes.`, "Send one zip for each district.");
  const entries: Entry[] = [];
  try {
    // fflate reads the list of members; with this filter it unpacks none.
    unzipSync(bytes, {
      filter: ({ name, originalSize, size, compression }) => {
        entries.push({ name, method: compression, packed: size, size: originalSize, crc: 0, offset: 0 });
        return false;
      },
    });
    placeEntries(bytes, entries);
  } catch {
    return refuse("zip-unreadable", "This is not a whole zip file: its list of members cannot be read.");
  }
  const files = entries.filter(({ name }) => !name.endsWith("/") && !/(^|\/)(__MACOSX\/|\.)/.test(name));
  if (files.length > limits.members) return refuse("zip-too-many", `The zip has ${files.length} members.`);
  const declared = files.reduce((sum, { size }) => sum + size, 0);
  if (declared > limits.all || files.some(({ size }) => size > limits.member))
    return refuse(
      "zip-too-large",
      `Unpacked, the zip would have ${declared} bytes.`,
      "Send one zip for each district.",
    );
  const texts = new Map<string, string>();
  for (const entry of files) {
    const name = entry.name.split("/").at(-1) ?? "";
    if (!name.endsWith(".csv")) continue;
    if (texts.has(name)) return refuse("zip-twice", `${name} is in the zip twice.`, "Keep one of them.");
    const content = unpack(bytes, entry, limits);
    if (!content) return refuse("zip-damaged", `${name} cannot be unpacked to what the zip says it holds.`);
    const text = decode(content, name, findings);
    if (text !== undefined) texts.set(name, text);
  }
  return texts;
};

/** Where each member's bytes begin, and its checksum, from the central directory. Throws where it is not whole. */
const placeEntries = (bytes: Uint8Array, entries: Entry[]): void => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  let at = view.getUint32(end + 16, true);
  for (const entry of entries) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError("no entry here");
    entry.crc = view.getUint32(at + 16, true);
    const local = view.getUint32(at + 42, true);
    if (view.getUint32(local, true) !== 0x04034b50 || (view.getUint16(at + 8, true) & 1) === 1)
      throw new RangeError("no member here");
    entry.offset = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (entry.offset + entry.packed > bytes.length) throw new RangeError("cut off");
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
};

/** Undefined where the member is damaged, or more than it says. */
const unpack = (
  bytes: Uint8Array,
  { method, crc, packed, size, offset }: Entry,
  limits: ZipLimits,
): Uint8Array | undefined => {
  const data = bytes.subarray(offset, offset + packed);
  try {
    if (method !== 0 && method !== 8) return undefined;
    const content = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.min(size, limits.member) + 1 });
    return content.length === size && crc32(content) === crc ? content : undefined;
  } catch {
    return undefined;
  }
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** UTF-8, with or without its mark, as the binding asks. */
const decode = (content: Uint8Array, file: string, findings: Findings): string | undefined => {
  const wrong = (line: number, what: string): undefined => {
    findings.error("encoding", { file, line }, `The file is not UTF-8: ${what}.`, "Export it as UTF-8.");
    return undefined;
  };
  if ((content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff))
    return wrong(1, "it is UTF-16");
  const zero = content.indexOf(0);
  if (zero >= 0) return wrong(lineAt(content, zero), "it holds a zero byte");
  try {
    return utf8.decode(content);
  } catch {
    const lines = Buffer.from(content.buffer, content.byteOffset, content.length).toString("latin1").split("\n");
    const line = lines.findIndex((one) => !isUtf8(Buffer.from(one, "latin1")));
    return wrong(line + 1, "this line holds bytes of another encoding");
  }
};

const isUtf8 = (line: Uint8Array): boolean => {
  try {
    utf8.decode(line);
    return true;
  } catch {
    return false;
  }
};

const lineAt = (content: Uint8Array, end: number): number => {
  let line = 1;
  for (let at = 0; at < end; at++) if (content[at] === 10) line++;
  return line;
};
