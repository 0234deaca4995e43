// Findings of a file while it is read: lines of text COPY, in memory until they are many, then in a temporary file
// that has no name. A database connection can take only one COPY at a time, so they wait for the records.

import { randomUUID } from "node:crypto";
import { closeSync, createReadStream, openSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RowFinding } from "../../dictionary/index.ts";

const memoryLimit = 8 << 20;

const copyText = (text: string): string =>
  text
    .replace(/[\\\t\n\r]/g, (c) => (c === "\\" ? "\\\\" : c === "\t" ? "\\t" : c === "\n" ? "\\n" : "\\r"))
    .replaceAll("\0", "");

export const findingColumns = "row_number, column_number, element, rule_id, severity, value, message, remedy";

const lineOf = (f: RowFinding): string =>
  [
    f.row > 0 ? String(f.row) : "\\N",
    String(f.column),
    ...[f.element, f.ruleId, f.severity, f.value, f.message, f.remedy].map(copyText),
  ].join("\t");

export class FindingSpool {
  readonly first: RowFinding[] = [];
  count = 0;
  #lines: string[] = [];
  #length = 0;
  #spilled = 0;
  #file: number | undefined;

  add(finding: RowFinding): void {
    this.count += 1;
    if (this.first.length < 1000) this.first.push({ ...finding });
    const line = lineOf(finding);
    this.#lines.push(line);
    this.#length += line.length + 1;
    if (this.#length > memoryLimit) this.#spill();
  }

  #spill(): void {
    if (this.#file === undefined) {
      const path = join(tmpdir(), `rollbook-${randomUUID()}`);
      this.#file = openSync(path, "wx+", 0o600);
      unlinkSync(path);
    }
    this.#spilled += writeSync(this.#file, `${this.#lines.join("\n")}\n`);
    this.#lines = [];
    this.#length = 0;
  }

  async *lines(): AsyncGenerator<Uint8Array> {
    if (this.#file !== undefined && this.#spilled > 0)
      yield* createReadStream("", { fd: this.#file, start: 0, end: this.#spilled - 1, autoClose: false });
    if (this.#lines.length > 0) yield Buffer.from(`${this.#lines.join("\n")}\n`);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
