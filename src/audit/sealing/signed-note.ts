// Signed notes as the C2SP specification has them (c2sp.org/signed-note), with Ed25519: a text, a blank line, signatures.
// Any program that checks the notes of a transparency log checks these. Needs nothing but Node.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

export type NoteSigner = { name: string; sign(text: Buffer): Buffer; verifier: NoteVerifier };
export type NoteVerifier = { name: string; keyId: Buffer; key: KeyObject; text: string };

const ed25519 = 1;
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
const keyName = /^[^\s+\p{Cc}]+$/u;

const keyIdOf = (name: string, publicKey: Buffer): Buffer =>
  createHash("sha256")
    .update(`${name}\n`)
    .update(Buffer.from([ed25519]))
    .update(publicKey)
    .digest()
    .subarray(0, 4);

const verifierOf = (name: string, publicKey: Buffer): NoteVerifier => {
  const keyId = keyIdOf(name, publicKey);
  return {
    ...{ name, keyId },
    key: createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: "der", type: "spki" }),
    text: `${name}+${keyId.toString("hex")}+${Buffer.concat([Buffer.from([ed25519]), publicKey]).toString("base64")}`,
  };
};

/** The signer of a 32-byte Ed25519 seed (RFC 8032). */
export const signerOf = (name: string, seed: Buffer): NoteSigner => {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(spkiPrefix.length);
  return { name, sign: (text) => sign(null, text, key), verifier: verifierOf(name, publicKey) };
};

/** Reads `<name>+<key id>+<base64>`; undefined where it is none, or is of another kind than Ed25519. */
export const readVerifier = (text: string): NoteVerifier | undefined => {
  const [, name = "", id = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  if (!keyName.test(name) || bytes.length !== 33 || bytes[0] !== ed25519) return undefined;
  const verifier = verifierOf(name, bytes.subarray(1));
  return verifier.keyId.toString("hex") === id && bytes.toString("base64") === encoded ? verifier : undefined;
};

/** `body` ends with a line break and has no blank line at its end. */
export const signNote = (body: string, signer: NoteSigner): string => {
  const signature = Buffer.concat([signer.verifier.keyId, signer.sign(Buffer.from(body))]);
  return `${body}\n— ${signer.name} ${signature.toString("base64")}\n`;
};

/** The body of a note signed by one of the verifiers; undefined where it is no note, unsigned by them or altered. */
export const openNote = (note: string, verifiers: readonly NoteVerifier[]): string | undefined => {
  const body = bodyOf(note);
  if (body === undefined) return undefined;
  for (const line of note.slice(body.length + 1).split("\n")) {
    const [, name, encoded = ""] = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    const bytes = Buffer.from(encoded, "base64");
    const verifier = verifiers.find((one) => one.name === name && bytes.subarray(0, 4).equals(one.keyId));
    // A line of a known key that does not hold condemns the note, whatever other lines say.
    if (verifier) return verify(null, Buffer.from(body), verifier.key, bytes.subarray(4)) ? body : undefined;
  }
  return undefined;
};

/** The text above the signatures, unchecked. */
export const bodyOf = (note: string): string | undefined => {
  const end = note.lastIndexOf("\n\n");
  return end < 0 || !note.endsWith("\n") ? undefined : note.slice(0, end + 1);
};
