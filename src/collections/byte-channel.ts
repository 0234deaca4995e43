// A pipe of byte chunks between one writer and one reader: `write` waits until the reader took what was written.
export type ByteChannel = AsyncIterable<Uint8Array> & {
  write(chunk: Uint8Array): Promise<void>;
  end(): void;
  /** The reader gets this error instead of an end. */
  fail(error: Error): void;
  /** The reader is gone, even if it never began: writers are told. */
  stop(): void;
};

/** After the reader stopped, `write` throws: nothing is dropped in silence. */
export const byteChannel = (limit = 4 << 20): ByteChannel => {
  const queue: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  let failure: Error | undefined;
  let readerGone = false;
  let wakeReader = () => {};
  let wakeWriter = () => {};
  return {
    async write(chunk) {
      queue.push(chunk);
      size += chunk.length;
      wakeReader();
      while (size > limit && !readerGone) await new Promise<void>((resolve) => (wakeWriter = resolve));
      if (readerGone) throw new Error("the reader of the channel has stopped");
    },
    end() {
      ended = true;
      wakeReader();
    },
    fail(error) {
      failure = error;
      wakeReader();
    },
    stop() {
      readerGone = true;
      wakeWriter();
    },
    async *[Symbol.asyncIterator]() {
      try {
        while (true) {
          if (failure) throw failure;
          const chunk = queue.shift();
          if (chunk) {
            size -= chunk.length;
            wakeWriter();
            yield chunk;
          } else if (ended) return;
          else await new Promise<void>((resolve) => (wakeReader = resolve));
        }
      } finally {
        readerGone = true;
        wakeWriter();
      }
    },
  };
};
