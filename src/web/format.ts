// Dates, numbers and sizes as a reader in the United States writes them. Input is ISO or Date, never a formatted text.

const timeZone = "America/New_York";
const day = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
const moment = new Intl.DateTimeFormat("en-US", {
  timeZone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "numeric",
  minute: "2-digit",
});
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** `2025-10-01` or a Date as 10/01/2025. An ISO day has no time zone and is not moved. */
export function formatDate(value: string | Date): string {
  if (typeof value !== "string") return day.format(value);
  const [year, month, date] = value.slice(0, 10).split("-");
  return `${month}/${date}/${year}`;
}

export const formatDateTime = (value: Date): string => moment.format(value).replace(/\u202f/g, " ");

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
