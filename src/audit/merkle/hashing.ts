// The two hashes of a Merkle tree (RFC 6962, 2.1). Different first bytes keep a leaf from being passed off as an inner node.
import { hash } from "node:crypto";

/** Bytes of a hash (SHA-256). */
export const hashBytes = 32;

/** Root of the tree that holds nothing: the hash of no bytes. */
export const emptyRoot: Buffer = hash("sha256", Buffer.alloc(0), "buffer");

/** SHA-256(0x00 || event). */
export const leafHash = (event: Uint8Array): Buffer => {
  const bytes = Buffer.allocUnsafe(event.length + 1);
  bytes[0] = 0;
  bytes.set(event, 1);
  return hash("sha256", bytes, "buffer");
};

const node = Buffer.alloc(1 + 2 * hashBytes, 1);

/** SHA-256(0x01 || left || right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => {
  node.set(left, 1);
  node.set(right, 1 + hashBytes);
  return hash("sha256", node, "buffer");
};
