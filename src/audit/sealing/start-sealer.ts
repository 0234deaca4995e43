// The sealer of a running server: seals every few seconds until it is stopped. Any number of servers may run one; the
// database lets one of them seal at a time.
import { countSealed } from "./count-sealed.ts";
import { type SealContext, sealAll } from "./seal.ts";

export type Sealer = {
  /** Ends after the sealing that is going on, and after one more of what was written before. */
  stop(): Promise<void>;
};

export type SealerOptions = {
  everyMs?: number;
  /** Told of every failure, which does not end the sealer: the database may come back, an altered log is for people. */
  onFailure(error: unknown): void;
};

export const startSealer = (context: SealContext, { everyMs = 5000, onFailure }: SealerOptions): Sealer => {
  let stopping = false;
  let wake = () => {};
  const seal = () =>
    sealAll(context)
      .then(() => countSealed(context.db))
      .catch(onFailure);
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    while (!stopping) {
      await seal();
      if (!stopping) await pause();
    }
    await seal();
  };
  const running = run();
  return {
    stop: () => {
      stopping = true;
      wake();
      return running;
    },
  };
};
