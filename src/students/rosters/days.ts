// Days as ISO text: whether one is real, and the day before it.
const known = new Map<string, boolean>();

export const isDay = (text: string): boolean => {
  let real = known.get(text);
  if (real === undefined) {
    const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    real = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
    known.set(text, real);
  }
  return real;
};

const before = new Map<string, string>();

export const dayBefore = (day: string): string => {
  let earlier = before.get(day);
  if (earlier === undefined) {
    earlier = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    before.set(day, earlier);
  }
  return earlier;
};
