// The reason that a person gives is kept for ever: long enough to mean something, and never the one place where a name's
// reference and a number come together.
import { Problem } from "../../platform/index.ts";
import type { Custody } from "../registry/registry-profile.ts";

const shortestReason = 3;
export const longestReason = 500;

/** Ten digits, however they are set apart. */
const numberLike = /(?<!\d)[1-9](?:[\s.-]?\d){9}(?!\d)/;

/** The reason as it is kept. Throws `reason-unusable`. */
export const checkReason = (custody: Custody, reason: string): string => {
  const kept = reason.trim();
  if (kept.length < shortestReason || kept.length > longestReason)
    throw new Problem("reason-unusable", {
      detail: `A reason has ${shortestReason} to ${longestReason} characters.`,
    });
  if (custody === "split" && numberLike.test(kept))
    throw new Problem("reason-unusable", {
      detail: "The reason holds ten digits like those of an identifier. No record may connect a name and a number.",
    });
  return kept;
};
