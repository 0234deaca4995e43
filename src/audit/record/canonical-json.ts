// One text for each JSON value: whatever the order of keys, the spaces, the escapes and the way numbers are written.
// As RFC 8785 (keys sorted by UTF-16 units, shortest escapes), except that numbers are exact decimals without exponent and
// without needless zeros: 1, 1.0, 10e-1 are one number, and 12345678901234567890 loses no digit.

type Frame = { keys: string[] | undefined; values: string[]; key: string };

const numberToken = /(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?/y;
const notPlain = /[\\\p{Cc}\p{Cs}]/u;

/** Throws SyntaxError where `text` is no JSON, or a number's exponent is beyond what any database keeps. */
export const canonicalJson = (text: string): string => {
  // Without recursion: a value nested a million deep must not stop the sealer.
  const open: Frame[] = [];
  let at = 0;

  const wrong = (): never => {
    throw new SyntaxError(`not JSON at character ${at}`);
  };
  const skipSpaces = (): void => {
    while (text[at] === " " || text[at] === "\n" || text[at] === "\t" || text[at] === "\r") at++;
  };
  const readString = (): string => {
    let end = text.indexOf('"', at + 1);
    while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (end < 0) wrong();
    const token = text.slice(at, end + 1);
    at = end + 1;
    return notPlain.test(token) ? JSON.stringify(JSON.parse(token)) : token;
  };
  const readKey = (frame: Frame): void => {
    if (text[at] !== '"') wrong();
    frame.key = readString();
    skipSpaces();
    if (text[at++] !== ":") wrong();
    skipSpaces();
  };
  const readScalar = (): string => {
    if (text[at] === '"') return readString();
    for (const word of ["true", "false", "null"])
      if (text.startsWith(word, at)) {
        at += word.length;
        return word;
      }
    numberToken.lastIndex = at;
    const number = numberToken.exec(text);
    if (!number) return wrong();
    at = numberToken.lastIndex;
    return canonicalNumber(number);
  };

  skipSpaces();
  for (;;) {
    const opener = text[at];
    if (opener === "{" || opener === "[") {
      const frame: Frame = { keys: opener === "{" ? [] : undefined, values: [], key: "" };
      at++;
      skipSpaces();
      if (text[at] !== (frame.keys ? "}" : "]")) {
        open.push(frame);
        if (frame.keys) readKey(frame);
        continue;
      }
    }
    let value = opener === "{" || opener === "[" ? `${opener}${text[at++]}` : readScalar();
    for (;;) {
      skipSpaces();
      const frame = open.at(-1);
      if (!frame) return at === text.length ? value : wrong();
      frame.keys?.push(frame.key);
      frame.values.push(value);
      const next = text[at++];
      if (next === ",") {
        skipSpaces();
        if (frame.keys) readKey(frame);
        break;
      }
      if (next !== (frame.keys ? "}" : "]")) wrong();
      open.pop();
      value = closed(frame);
    }
  }
};

const isEscaped = (text: string, quote: number): boolean => {
  let slashes = 0;
  while (text[quote - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
};

/** Sorted by the keys themselves, not by how they are escaped. A key may stand only once. */
const closed = ({ keys, values }: Frame): string => {
  if (!keys) return `[${values.join(",")}]`;
  const members = keys.map((key, place) => ({ key, name: JSON.parse(key) as string, value: values[place] }));
  members.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  for (const [place, { name }] of members.entries())
    if (place > 0 && members[place - 1]?.name === name) throw new SyntaxError(`the key ${name} stands twice`);
  return `{${members.map(({ key, value }) => `${key}:${value}`).join(",")}}`;
};

/** The longest run of digits that a number may spread to: beyond what PostgreSQL keeps. */
const mostDigits = 200_000;

const canonicalNumber = ([token, sign, whole = "", fraction = "", exponent]: RegExpExecArray): string => {
  if (fraction === "" && exponent === undefined) return token === "-0" ? "0" : token;
  const shift = Number(exponent ?? 0);
  if (Math.abs(shift) > mostDigits) throw new SyntaxError(`the number ${token} is out of range`);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const before = digits.slice(0, Math.max(point, 0)).padEnd(Math.max(point, 0), "0").replace(/^0+/, "");
  const after = ("0".repeat(Math.max(-point, 0)) + digits.slice(Math.max(point, 0))).replace(/0+$/, "");
  if (before === "" && after === "") return "0";
  return `${sign}${before || "0"}${after && `.${after}`}`;
};
