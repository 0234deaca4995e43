// Times the stages of a long work and tells how far the present one is. For durations only, never for what day it is.

export class Stopwatch {
  readonly stages: { stage: string; seconds: number }[] = [];
  readonly #tell: (stage: string, share: number) => void;

  constructor(tell: (stage: string, share: number) => void = () => {}) {
    this.#tell = tell;
  }

  async time<T>(stage: string, work: (progress: (share: number) => void) => Promise<T>): Promise<T> {
    const start = performance.now();
    this.#tell(stage, 0);
    const result = await work((share) => this.#tell(stage, share));
    this.stages.push({ stage, seconds: (performance.now() - start) / 1000 });
    return result;
  }
}
