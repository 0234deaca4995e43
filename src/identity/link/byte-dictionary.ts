// Numbers distinct byte strings in the order in which they come: one growing store of bytes and an open hash table.
// Number 0 is the empty string.

export class ByteDictionary {
  size = 1;
  private bytes = Buffer.alloc(1 << 16);
  private used = 0;
  private starts = new Uint32Array(1 << 12);
  private hashes = new Int32Array(1 << 12);
  private slots = new Int32Array(1 << 13);

  /** The number of `from[start, end)`, new or known. */
  number(from: Uint8Array, start: number, end: number): number {
    if (start === end) return 0;
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ from[at]!, 0x01000193);
    hash ^= hash >>> 15;
    const length = end - start;
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = this.slots[slot]!;
      if (known === 0) return this.add(from, start, end, hash, slot);
      if (this.hashes[known] === hash && this.holds(known, from, start, length)) return known;
    }
  }

  /** The text of a number. */
  text(number: number): string {
    return this.bytes.toString("utf8", this.startOf(number), this.endOf(number));
  }

  private startOf(number: number): number {
    return number === 0 ? 0 : this.starts[number]!;
  }

  private endOf(number: number): number {
    return number === 0 ? 0 : number + 1 < this.size ? this.starts[number + 1]! : this.used;
  }

  private holds(number: number, from: Uint8Array, start: number, length: number): boolean {
    const own = this.starts[number]!;
    if (this.endOf(number) - own !== length) return false;
    for (let at = 0; at < length; at++) if (this.bytes[own + at] !== from[start + at]) return false;
    return true;
  }

  private add(from: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const number = this.size++;
    while (this.used + end - start > this.bytes.length) {
      const larger = Buffer.alloc(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    if (number === this.starts.length) {
      const starts = new Uint32Array(number * 2);
      starts.set(this.starts);
      this.starts = starts;
      const hashes = new Int32Array(number * 2);
      hashes.set(this.hashes);
      this.hashes = hashes;
    }
    this.starts[number] = this.used;
    this.hashes[number] = hash;
    for (let at = start; at < end; at++) this.bytes[this.used++] = from[at]!;
    this.slots[slot] = number;
    if (this.size * 2 > this.slots.length) this.rehash();
    return number;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 1; number < this.size; number++) {
      let slot = this.hashes[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.slots = slots;
  }
}
