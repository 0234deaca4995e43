// Whether an hour is one in which people work, in the jurisdiction's time zone. Pure.
import type { MonitoringSettings, Weekday } from "./settings.ts";

export type LocalHour = { day: string; weekday: Weekday; hour: number };

export const localHourOf = (zone: string): ((at: Date) => LocalHour) => {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", weekday: "long" },
    ...{ hour: "2-digit", hourCycle: "h23" },
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      day: `${parts.year}-${parts.month}-${parts.day}`,
      weekday: parts.weekday!.toLowerCase() as Weekday,
      hour: Number(parts.hour),
    };
  };
};

/** Why nobody is expected to work then; undefined within the hours. */
export const outOfHours = (
  { day, weekday, hour }: LocalHour,
  { hours, holidays }: MonitoringSettings,
): string | undefined => {
  if (holidays.includes(day)) return "holiday";
  if (!hours.days.includes(weekday)) return weekday;
  if (hour < hours.from) return `before ${clockHour(hours.from)}`;
  if (hour >= hours.to) return `after ${clockHour(hours.to)}`;
  return undefined;
};

export const clockHour = (hour: number): string =>
  hour % 24 === 0 ? "midnight" : hour === 12 ? "noon" : hour < 12 ? `${hour} a.m.` : `${hour - 12} p.m.`;
