// Seeded chance: small, fast and the same on every machine. No other source of chance is allowed in this folder.

/** Chris Doty-Humphrey's sfc32 generator, seeded by any mixture of words and numbers. */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(...seeds: (string | number)[]) {
    let hash = 0x811c9dc5;
    const text = seeds.join("\u0000");
    const mix = (salt: number): number => {
      hash ^= salt;
      for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      return hash | 0;
    };
    this.a = mix(1);
    this.b = mix(2);
    this.c = mix(3);
    for (let round = 0; round < 12; round++) this.bits();
  }

  /** 32 bits. */
  private bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 up to but not including 1. */
  unit(): number {
    return this.bits() / 4_294_967_296;
  }

  /** A whole number from 0 up to but not including `size`. */
  below(size: number): number {
    return Math.floor(this.unit() * size);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** True in `share` of 10,000 cases. */
  happens(share: number): boolean {
    return this.unit() * 10_000 < share;
  }

  /** How many of `size` cases happen at `share` in 10,000, rounded up or down by chance. */
  count(size: number, share: number): number {
    return Math.floor((size * share) / 10_000 + this.unit());
  }
}
