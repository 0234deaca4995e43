// Writes an export of made-up events without a database, for the bench: the bytes are those that a real one would have.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { blockSize, checkpointsName, eventsName, hashesName, publicKeyName } from "../export/layout.ts";
import { leafHash } from "../merkle/hashing.ts";
import { growTree } from "../merkle/tree.ts";
import { encodeEvent } from "../record/event-encoding.ts";
import { checkpointHash, checkpointText } from "../sealing/checkpoint.ts";
import { signerOf, signNote } from "../sealing/signed-note.ts";

export const writeMadeUpExport = (dir: string, events: number, eventsOfCheckpoint: number, seed: Buffer) => {
  const signer = signerOf("rollbook-audit-bench", seed);
  for (const folder of ["events", "checkpoints"]) mkdirSync(join(dir, folder), { recursive: true });
  const start = Date.parse("2025-07-01T12:00:00Z");
  const tree = growTree();
  const notes: string[] = [];
  let before = { size: 0, text: "" };
  let bytes = 0;

  const seal = (): void => {
    const text = checkpointText({
      ...{ origin: signer.name, size: tree.size(), root: tree.root() },
      sealedAt: new Date(start + tree.size()).toISOString(),
      ...{ previousSize: before.size, previousHash: checkpointHash(before.text) },
    });
    notes.push(`${JSON.stringify(signNote(text, signer))}\n`);
    before = { size: tree.size(), text };
  };

  for (let from = 0; from < events; from += blockSize) {
    const range = { from, to: Math.min(from + blockSize, events) };
    const file = openSync(join(dir, eventsName(range)), "w");
    const hashes: Buffer[] = [];
    let lines: Buffer[] = [];
    for (let at = from; at < range.to; at++) {
      const line = encodeEvent({
        ...{ id: at + 1, at: `${new Date(start + at).toISOString().slice(0, -1)}000Z`, action: "record.read" },
        ...{
          actor: `teacher-${at % 900}@example.org`,
          organization: `district:${at % 200}`,
          subject: `student:${1e9 + at}`,
        },
        details: '{"fields": ["grade", "attendance", "entry date"], "screen": "roster"}',
      });
      const hash = leafHash(line);
      tree.append(hash);
      hashes.push(hash);
      lines.push(line, lineBreak);
      bytes += line.length + 1;
      if (lines.length === 8000 || at + 1 === range.to) {
        writeSync(file, Buffer.concat(lines));
        lines = [];
      }
      if (tree.size() % eventsOfCheckpoint === 0 || tree.size() === events) seal();
    }
    closeSync(file);
    writeFileSync(join(dir, hashesName(range)), Buffer.concat(hashes));
  }
  writeFileSync(join(dir, checkpointsName({ from: 0, to: events })), notes.join(""));
  writeFileSync(join(dir, publicKeyName), `${signer.verifier.text}\n`);
  return { key: signer.verifier.text, bytes, checkpoints: notes.length };
};

const lineBreak = Buffer.from("\n");
