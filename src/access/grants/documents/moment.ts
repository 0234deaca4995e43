// The moment of a signature, as a letter writes it: in the jurisdiction's time, with the name of the zone.
import { type Clock, defaultTimeZone } from "../../../platform/index.ts";

export const momentOf = (clock: Clock): string =>
  new Intl.DateTimeFormat("en-US", {
    timeZone: clock.timeZone ?? defaultTimeZone,
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "numeric", minute: "2-digit", timeZoneName: "short" },
  })
    .format(clock.now())
    .replace(/\u202f/g, " ");
