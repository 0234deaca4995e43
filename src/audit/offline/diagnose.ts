// Tells what happened to the lines of a block that are not what the hashes beside them say: altered, missing, inserted,
// reordered. Whether those hashes are themselves the sealed ones is for the checkpoints to say.
import { missingEventOf } from "../export/layout.ts";
import { hashBytes } from "../merkle/hashing.ts";
import type { Fault } from "./verdict.ts";

/** A fault, told as if the hashes were right. */
export type LineFault = Fault & { kind: "altered" | "missing" | "inserted" | "reordered" | "truncated" };

export type Differing = { from: number; found: Buffer; expected: Buffer; text(line: number): string };

/** Faults told one by one; after them a block is a heap of rubble. */
const most = 10;

export const diagnose = ({ from, found, expected, text }: Differing): LineFault[] => {
  const lines = keysOf(found);
  const hashes = keysOf(expected);
  const placeOf = new Map(hashes.map((key, place) => [key, place]));
  const lineCount = new Map<string, number>();
  for (const key of lines) lineCount.set(key, (lineCount.get(key) ?? 0) + 1);
  const faults: LineFault[] = [];
  const add = (kind: LineFault["kind"], place: number, detail: string, line?: number): void => {
    faults.push({ kind, position: from + place, eventId: line === undefined ? undefined : idIn(text(line)), detail });
  };
  // Two fingers: one on the lines, one on the hashes that they should have.
  let line = 0;
  let place = 0;
  while ((line < lines.length || place < hashes.length) && faults.length < most) {
    const key = lines[line];
    const wanted = hashes[place];
    if (key === wanted) {
      line++;
      place++;
      continue;
    }
    const at = `position ${from + place}`;
    const missing = line < lines.length ? missingEventOf(text(line)) : undefined;
    const sealedAt = key === undefined ? undefined : placeOf.get(key);
    const wantedIsThere = wanted !== undefined && lineCount.has(wanted);
    if (missing !== undefined) {
      add("missing", place, `event ${missing} at ${at} is gone from the database`, line);
      line++;
      place++;
    } else if (key === undefined) {
      const gone = hashes.length - place;
      add("truncated", place, `the last ${gone} events of this part, from ${at} on, are gone`);
      place = hashes.length;
    } else if (wanted === undefined || (wantedIsThere && sealedAt === undefined)) {
      add("inserted", place, `${called(text(line))} stands before ${at} and was never sealed`, line);
      line++;
    } else if (sealedAt === undefined) {
      add("altered", place, `${called(text(line))} at ${at} is not as it was sealed`, line);
      line++;
      place++;
    } else if ((lineCount.get(key) ?? 0) > 1 && sealedAt < place) {
      add(
        "inserted",
        place,
        `${called(text(line))}, sealed at position ${from + sealedAt}, stands again before ${at}`,
        line,
      );
      line++;
    } else if (wantedIsThere) {
      add("reordered", place, `${called(text(line))}, sealed at position ${from + sealedAt}, stands at ${at}`, line);
      line++;
      place++;
    } else {
      const before = line > 0 ? ` after ${called(text(line - 1))} and` : "";
      add("missing", place, `the event at ${at},${before} before ${called(text(line))}, is gone`);
      place++;
    }
  }
  return faults;
};

const keysOf = (hashes: Buffer): string[] =>
  Array.from({ length: Math.floor(hashes.length / hashBytes) }, (_, at) =>
    hashes.toString("binary", at * hashBytes, (at + 1) * hashBytes),
  );

const idIn = (line: string): number | undefined => {
  const id = missingEventOf(line) ?? /,"id":(\d{1,16}),"organization":/.exec(line)?.[1];
  return id === undefined ? undefined : Number(id);
};

/** How an event is called in a sentence. Shows who did what when, never the details. */
export const called = (line: string): string => {
  try {
    const { id, at, actor, action } = JSON.parse(line);
    return `event ${id} (${actor}, ${action}, ${at})`;
  } catch {
    return `the line "${line.slice(0, 60)}"`;
  }
};
