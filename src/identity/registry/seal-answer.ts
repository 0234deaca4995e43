// An answer that only its asker can read again: encrypted under the key that came with the question and is kept nowhere here.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/** What the registry remembers of a key: enough to know the same question again, not enough to open the answer. */
export const hashOfKey = (key: string): Buffer => createHash("sha256").update(`question:${key}`).digest();

/** So long a number that was sealed for a district is shown again to who has the key. */
export const sealedDays = 7;

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

const sealingKey = (key: string, request: string): Buffer =>
  Buffer.from(hkdfSync("sha256", key, request, "rollbook answer", 32));

/** Nonce, tag and cipher text. */
export const sealAnswer = (key: string, request: string, answer: string): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, sealingKey(key, request), nonce);
  const text = Buffer.concat([sealing.update(answer, "utf8"), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), text]);
};

/** Undefined when it was sealed under another key. */
export const openAnswer = (key: string, request: string, sealed: Buffer): string | undefined => {
  const opening = createDecipheriv(cipher, sealingKey(key, request), sealed.subarray(0, nonceBytes));
  opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = opening.update(sealed.subarray(nonceBytes + tagBytes), undefined, "utf8");
  try {
    return text + opening.final("utf8");
  } catch {
    return undefined;
  }
};

/** A number, with the district's own identifier of the student where nothing else has it any more. */
export type SealedNumber = { number: string; localIdentifier?: string | undefined };

export const sealNumber = (key: string, request: string, { number, localIdentifier = "" }: SealedNumber): Buffer =>
  sealAnswer(key, request, `${number}\n${localIdentifier}`);

/** Undefined when it was sealed under another key, or `sealedAt` is too long ago. */
export const openNumber = (
  key: string,
  { request, sealed, sealedAt, now }: { request: string; sealed: Buffer; sealedAt: Date; now: Date },
): SealedNumber | undefined => {
  const text = hasEnded(sealedAt, now) ? undefined : openAnswer(key, request, sealed);
  if (text === undefined) return undefined;
  const [number, ...local] = text.split("\n");
  return { number: number!, localIdentifier: local.join("\n") || undefined };
};

const hasEnded = (sealedAt: Date, now: Date): boolean => now.getTime() - sealedAt.getTime() > sealedDays * 86_400_000;
