// What the first bytes of a file say about it: a byte order mark, UTF-16, or no text at all. Pure.

export type FirstBytes = { skip: number; fault?: string };

/** Bytes that must be at hand (or the end of the file) before a file can be judged. */
export const judged = 64;

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

/** `skip`: bytes of a UTF-8 mark to pass over; `fault`: why the file cannot be read as UTF-8 CSV. */
export const judgeFirstBytes = (bytes: Uint8Array): FirstBytes => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { skip: 3 };
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return { skip: 0, fault: "UTF-16" };
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return { skip: 0, fault: "a workbook or ZIP archive, not a CSV file" };
  if (startsWith(bytes, 0x1f, 0x8b)) return { skip: 0, fault: "compressed (gzip)" };
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return { skip: 0, fault: "a PDF document" };
  // UTF-16 without a mark: every other byte of plain text is NUL.
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) at % 2 ? odd++ : even++;
  const half = Math.floor(bytes.length / 2);
  if (half >= 4 && Math.max(even, odd) > half * 0.7 && Math.min(even, odd) < half * 0.3)
    return { skip: 0, fault: "UTF-16" };
  return { skip: 0 };
};
