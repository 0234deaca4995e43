// Values in compiled rules, and how two of them are compared. Values know when they are known; conditions are elsewhere.

/**
 * `text`: a cell of text (bytes `start`..`end`); `literal`: text in the rule; `kind`: a kind of school as its position
 * in `kinds`; `day`: yyyymmdd. `known`: JavaScript tests, all of which must hold before `js` may be used.
 */
export type Value = {
  type: "int" | "double" | "day" | "text" | "literal" | "kind";
  js: string;
  known: string[];
  /** Set for the cell of an element: variables of its first byte and of the byte after its last. */
  start?: string;
  end?: string;
  literal?: string;
  /** The value where it is known when the rule is compiled. */
  fixed?: number;
  kinds?: string[] | undefined;
  /** Name of the element, for a cell. */
  element?: string;
};

export const whole = (number: number): Value => ({ type: "int", js: String(number), known: [], fixed: number });

/** JavaScript of a comparison of two known values; undefined where rules do not know it. */
export const compare = (
  op: string,
  left: Value,
  right: Value,
  textList: (texts: string[]) => string,
): string | undefined => {
  const isText = (value: Value) => value.type === "text" || value.type === "literal" || value.type === "kind";
  if (!isText(left)) return `${left.js} ${op === "==" ? "===" : op} ${right.js}`;
  if (op !== "==") return undefined;
  if (left.type === "literal" && right.type === "literal") return String(left.literal === right.literal);
  if (left.type === "literal") return compare(op, right, left, textList);
  if (left.type === "kind")
    return right.type === "literal" ? `${left.js} === ${left.kinds!.indexOf(right.literal!)}` : undefined;
  if (right.type === "literal") return `${textList([right.literal!])}(B, ${left.start}, ${left.end}) >= 0`;
  if (right.type === "text") return `R.same(B, ${left.start}, ${left.end}, ${right.start}, ${right.end})`;
  return undefined;
};
