// What lies in an export and how it is named. Shared by who writes it and who verifies it; needs nothing but Node.
//   public-key.txt                       the key that the checkpoints are signed with; to be compared, not to be trusted
//   events/<first>-<end>.ndjson          one event a line (the bytes that were hashed), positions first to end - 1
//   events/<first>-<end>.hashes          the 32-byte hashes of those events as the database's tree has them
//   checkpoints/<after>-<size>.ndjson    the signed notes with sizes over `after` up to `size`, one JSON string a line
// Files are written whole, once, and never changed; latest-checkpoint.txt alone is replaced, for people.

/** No segment crosses a multiple of this: each block of so many events is a perfect subtree, verified by itself. */
export const blockLevel = 18;
export const blockSize = 2 ** blockLevel;

export const publicKeyName = "public-key.txt";
export const latestCheckpointName = "latest-checkpoint.txt";

export type Range = { from: number; to: number };

const digits = (position: number): string => String(position).padStart(12, "0");
const rangeName = ({ from, to }: Range): string => `${digits(from)}-${digits(to)}`;

export const eventsName = (range: Range): string => `events/${rangeName(range)}.ndjson`;
export const hashesName = (range: Range): string => `events/${rangeName(range)}.hashes`;
export const checkpointsName = (range: Range): string => `checkpoints/${rangeName(range)}.ndjson`;

/** The ranges of the files in `folder` with that ending, by start; other names are left out. */
export const rangesIn = (names: readonly string[], folder: "events" | "checkpoints", ending: string): Range[] =>
  names
    .flatMap((name) => {
      const match = /^(\w+)\/(\d{12,16})-(\d{12,16})\.(\w+)$/.exec(name);
      if (!match || match[1] !== folder || match[4] !== ending) return [];
      const range = { from: Number(match[2]), to: Number(match[3]) };
      return range.from < range.to ? [range] : [];
    })
    .sort((one, other) => one.from - other.from || one.to - other.to);

/** The line that stands for an event that is gone from the database. Never the encoding of an event. */
export const missingLine = (eventId: number): string => JSON.stringify({ missing: eventId });

/** The number of the event that a line says is gone. */
export const missingEventOf = (line: string): number | undefined => {
  const id = /^\{"missing":(\d{1,16})\}$/.exec(line)?.[1];
  return id === undefined ? undefined : Number(id);
};
