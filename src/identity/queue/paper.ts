// Near matches and what came of them as programs are told: by the JSON twins of the screens and by the commands.

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The same, with names as the other papers of the registry have them. */
export const paperOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(paperOf);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [snake(name), paperOf(part)]));
};
