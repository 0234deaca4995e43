// A browser's name for itself and a way of signing in, in words that a person recognizes.

const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, "iPhone or iPad"],
  [/Android/, "Android"],
  [/CrOS/, "Chromebook"],
  [/Windows/, "Windows"],
  [/Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];

/** The order matters: most browsers also carry the names of those that they resemble. */
const firstOf = (list: [RegExp, string][], text: string): string | undefined =>
  list.find(([pattern]) => pattern.test(text))?.[1];

export function deviceName(userAgent: string): string {
  const browser = firstOf(browsers, userAgent);
  const system = firstOf(systems, userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "Unknown device";
}

const ways: Record<string, string> = {
  link: "one-time link",
  password: "password",
  code: "code",
  "recovery-code": "recovery code",
  passkey: "passkey",
};

/** `password+code` as "password and code". */
export const wayWords = (by: string): string =>
  by
    .split("+")
    .map((way) => ways[way] ?? (way.startsWith("provider:") ? "provider" : way))
    .join(" and ");
