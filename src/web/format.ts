// Dates, numbers and sizes as a reader in the United States writes them. Input is ISO or Date, never a formatted text.

const inZone = (timeZone?: string) => {
  const date = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return {
    day: new Intl.DateTimeFormat("en-US", date),
    moment: new Intl.DateTimeFormat("en-US", { ...date, hour: "numeric", minute: "2-digit" }),
  };
};

let formats = inZone("America/New_York");

/** The reader's zone is the jurisdiction's. A process serves one jurisdiction: its web application says which, once. */
export const formatIn = (timeZone: string): void => {
  formats = inZone(timeZone);
};

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** `2025-10-01` or a Date as 10/01/2025. An ISO day has no time zone and is not moved. */
export function formatDate(value: string | Date): string {
  if (typeof value !== "string") return formats.day.format(value);
  const [year, month, date] = value.slice(0, 10).split("-");
  return `${month}/${date}/${year}`;
}

export const formatDateTime = (value: Date): string => formats.moment.format(value).replace(/\u202f/g, " ");

export const formatNumber = (value: number): string => whole.format(value);

/** `1 record`, `2,345 records`. */
export function formatCount(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatCount(bytes, "byte");
  if (bytes < 1e6) return `${formatNumber(Math.round(bytes / 100) / 10)} kB`;
  return `${formatNumber(Math.round(bytes / 1e5) / 10)} MB`;
}
