// Reads one cell from bytes: whole numbers, dates, decimals, digits, text. Blank and unreadable both give UNKNOWN.
// Dates are numbers yyyymmdd. Lengths are counted in characters, not bytes. No strings on the fast path.

/** The value of a cell that is blank or cannot be read: below every whole number that a cell may hold. */
export const UNKNOWN = -2147483648;

/** A whole number of at most nine digits, leading zeros and a minus sign allowed. */
export const integer = (bytes: Uint8Array, start: number, end: number, longest: number): number => {
  const size = end - start;
  if (size === 0 || size > longest) return UNKNOWN;
  let at = start;
  const negative = bytes[at] === 45;
  if (negative) at++;
  if (at === end || end - at > 9) return UNKNOWN;
  let value = 0;
  for (; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit >>> 0 > 9) return UNKNOWN;
    value = value * 10 + digit;
  }
  return negative ? -value | 0 : value;
};

const monthDays = new Uint8Array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

const day = (year: number, month: number, date: number): number => {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || date < 1) return UNKNOWN;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (date > monthDays[month]! + (leap ? 1 : 0)) return UNKNOWN;
  return (year * 10000 + month * 100 + date) | 0;
};

/** The day of a month and date already read, and the four digits of a year at `at`. */
export const dayOf = (bytes: Uint8Array, at: number, month: number, date: number): number => {
  const y1 = bytes[at]! - 48;
  const y2 = bytes[at + 1]! - 48;
  const y3 = bytes[at + 2]! - 48;
  const y4 = bytes[at + 3]! - 48;
  if (y1 >>> 0 > 9 || y2 >>> 0 > 9 || y3 >>> 0 > 9 || y4 >>> 0 > 9) return UNKNOWN;
  return day(y1 * 1000 + y2 * 100 + y3 * 10 + y4, month, date);
};

/** M/D/YYYY with or without leading zeros. */
export const monthDayYear = (bytes: Uint8Array, start: number, end: number, longest: number): number => {
  const size = end - start;
  if (size < 8 || size > 10 || size > longest) return UNKNOWN;
  if (bytes[end - 5] !== 47) return UNKNOWN;
  let at = start;
  let month = bytes[at++]! - 48;
  if (month >>> 0 > 9) return UNKNOWN;
  if (bytes[at] !== 47) {
    const digit = bytes[at++]! - 48;
    if (digit >>> 0 > 9 || bytes[at] !== 47) return UNKNOWN;
    month = month * 10 + digit;
  }
  at++;
  let date = bytes[at++]! - 48;
  if (date >>> 0 > 9) return UNKNOWN;
  if (at < end - 5) {
    const digit = bytes[at++]! - 48;
    if (digit >>> 0 > 9) return UNKNOWN;
    date = date * 10 + digit;
  }
  return at === end - 5 ? dayOf(bytes, end - 4, month, date) : UNKNOWN;
};

/** YYYY-MM-DD. */
export const isoDay = (bytes: Uint8Array, start: number, end: number, longest: number): number => {
  if (end - start !== 10 || longest < 10 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return UNKNOWN;
  const year = integer(bytes, start, start + 4, 4);
  const month = integer(bytes, start + 5, start + 7, 2);
  const date = integer(bytes, start + 8, end, 2);
  return day(year, month, date);
};

/** Digits with at most one decimal point and a minus sign; NaN when blank or unreadable. */
export const decimal = (bytes: Uint8Array, start: number, end: number, longest: number): number => {
  const size = end - start;
  if (size === 0 || size > longest) return Number.NaN;
  let text = "";
  let points = 0;
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === 46) points++;
    else if (byte >= 48 && byte <= 57) digits++;
    else if (byte !== 45 || at !== start) return Number.NaN;
    text += String.fromCharCode(byte);
  }
  return points > 1 || digits === 0 ? Number.NaN : Number(text);
};

/** Whether the cell is exactly `count` digits. */
export const digits = (bytes: Uint8Array, start: number, end: number, count: number): boolean => {
  if (end - start !== count) return false;
  for (let at = start; at < end; at++) if ((bytes[at]! - 48) >>> 0 > 9) return false;
  return true;
};

/** Whether two cells hold the same bytes. */
export const same = (bytes: Uint8Array, start: number, end: number, other: number, otherEnd: number): boolean => {
  if (end - start !== otherEnd - other) return false;
  for (let at = start; at < end; at++, other++) if (bytes[at] !== bytes[other]) return false;
  return true;
};

/** Whether UTF-8 text has more than `longest` characters. */
export const longer = (bytes: Uint8Array, start: number, end: number, longest: number): boolean => {
  if (end - start <= longest) return false;
  let characters = 0;
  for (let at = start; at < end; at++) if ((bytes[at]! & 0xc0) !== 0x80) characters++;
  return characters > longest;
};

/** Offset of the first byte that is not UTF-8, or -1. */
export const utf8Fault = (bytes: Uint8Array, start: number, end: number): number => {
  for (let at = start; at < end; ) {
    const byte = bytes[at]!;
    if (byte < 128) {
      at++;
      continue;
    }
    const size = byte >= 0xc2 && byte < 0xe0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
    if (size === 0 || at + size > end) return at;
    for (let next = 1; next < size; next++) if ((bytes[at + next]! & 0xc0) !== 0x80) return at;
    const second = bytes[at + 1]!;
    // Overlong forms, surrogates and code points past U+10FFFF.
    if ((byte === 0xe0 && second < 0xa0) || (byte === 0xed && second > 0x9f)) return at;
    if ((byte === 0xf0 && second < 0x90) || (byte === 0xf4 && second > 0x8f)) return at;
    at += size;
  }
  return -1;
};
