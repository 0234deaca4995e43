// A file's bytes are hashed while they are read, so that the same file is known again.
import type { Hash } from "node:crypto";

export async function* hashed(source: AsyncIterable<Uint8Array>, digest: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    digest.update(chunk);
    yield chunk;
  }
}
