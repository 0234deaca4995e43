// Random tokens of links and sessions. The database sees only their hash; the form token is derived from the session's.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits, safe in an address and in a cookie. */
export const newToken = (): string => randomBytes(32).toString("base64url");

export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** The token that every form of a session carries (cross-site request forgery). */
export const formToken = (sessionToken: string): string =>
  createHmac("sha256", sessionToken).update("form").digest("base64url");

export function sameToken(a: string, b: string): boolean {
  return timingSafeEqual(hashToken(a), hashToken(b));
}
