// A signature is the full name, typed by the person who is signed in. Pure.
import { Problem } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";

const plain = (name: string): string => name.normalize("NFC").trim().replace(/\s+/g, " ").toLocaleLowerCase("en-US");

/** Throws `signature-differs`. Letter case and spaces between words do not make another name. */
export const assertSignature = (by: Actor, signature: string): void => {
  if (plain(signature) !== plain(by.name)) throw new Problem("signature-differs", { signature, name: by.name });
};
