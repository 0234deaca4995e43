// Passwords at rest: argon2id with the parameters of the OWASP cheat sheet (19 MiB, two passes, one lane).
import { hash, verify } from "@node-rs/argon2";

/** argon2id is the algorithm that the library takes unasked. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same characters typed on another keyboard give the same bytes (NIST SP 800-63B: normalize before hashing). */
const normalized = (password: string): string => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => hash(normalized(password), parameters);

let nobodys: Promise<string> | undefined;

/** Without a hash (no such account, no password) it does the same work and says no. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword("the password of nobody");
  const right = await verify(stored ?? (await nobodys), normalized(password.slice(0, 1024)));
  return stored !== undefined && right;
}
