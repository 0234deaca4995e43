// Looks a password up in a file of SHA-1 hashes of breached ones: sorted, one a line, `HASH:count` as Have I Been Pwned
// gives it. The file may be 40 GB, so it is searched by halves and never read whole.
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { Problem } from "../../../platform/index.ts";

/** A line is 40 digits, a colon, a count and a line end: two of them are surely in this many bytes. */
const piece = 160;

export async function isBreached(file: string, password: string): Promise<boolean> {
  const wanted = createHash("sha1").update(password).digest("hex").toUpperCase();
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, "r");
    return await search(handle, (await handle.stat()).size, wanted);
  } catch (error) {
    // A list that cannot be read must not let a breached password through unseen.
    throw new Problem("breached-list-unreadable", { file }, { cause: error });
  } finally {
    await handle?.close();
  }
}

/** Between `from` and `to` are the lines that may be it; `from` is always the start of a line. */
async function search(handle: FileHandle, size: number, wanted: string): Promise<boolean> {
  let from = 0;
  let to = size;
  while (from < to) {
    const middle = from + Math.floor((to - from) / 2);
    const line = await lineAfter(handle, middle, from);
    if (!line || line.start >= to) {
      // No line begins in the upper half: what is left is the one line at `from`.
      if (middle === from) return false;
      to = middle;
      continue;
    }
    if (line.hash === wanted) return true;
    if (line.hash < wanted) from = line.end;
    else to = middle === from ? from : middle;
  }
  return false;
}

/** The first line that starts at `position` or after it; at `first` a line is known to start. */
async function lineAfter(handle: FileHandle, position: number, first: number) {
  const back = position > first ? 1 : 0;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(piece), 0, piece, position - back);
  const text = buffer.toString("latin1", 0, bytesRead);
  const skipped = back === 0 ? 0 : text.indexOf("\n") + 1;
  if (back === 1 && skipped === 0) return undefined;
  const line = text.slice(skipped);
  if (line === "") return undefined;
  const ends = line.indexOf("\n");
  const start = position - back + skipped;
  const hash = line.slice(0, 40).toUpperCase();
  if (!/^[0-9A-F]{40}$/.test(hash)) throw new Error(`no hash at byte ${start}`);
  return { start, hash, end: start + (ends < 0 ? line.length : ends + 1) };
}
