// The name under which a student is counted in the warehouse: one way only, and useless without the installation's secret.
import { createHmac } from "node:crypto";

/**
 * HMAC-SHA-256 of the student identifier, cut to 128 bits, in hex: the same student has the same pseudonym in every
 * collection and year, and nobody without the secret can try identifiers until one fits.
 */
export const pseudonymizer =
  (secret: Buffer) =>
  (identifier: string): string =>
    createHmac("sha256", secret).update(identifier.trim()).digest("hex").slice(0, 32);
