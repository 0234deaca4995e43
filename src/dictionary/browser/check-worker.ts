// The browser's check: reads a file in chunks, in a worker, with the very checker of the server. Nothing leaves the machine.
import { checkerOf, type ValidatorModule } from "../check/checker.ts";
import type { DirectoryContext } from "../types.ts";
import { findingCollector } from "./finding-collector.ts";

/** Addresses of the compiled rules (an ES module) and of the directory of the year (JSON). */
type CheckOrder = { file: File; validator: string; directory: string };

const scope = globalThis as unknown as {
  postMessage(message: object): void;
  onmessage: ((event: MessageEvent<CheckOrder>) => void) | null;
};

scope.onmessage = ({ data }) => {
  check(data).catch((error: unknown) => {
    scope.postMessage({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  });
};

async function check({ file, validator, directory }: CheckOrder): Promise<void> {
  const [rules, context] = await Promise.all([
    import(validator) as Promise<{ default: ValidatorModule }>,
    fetchContext(directory),
  ]);
  const started = performance.now();
  const found = findingCollector();
  const checker = checkerOf(rules.default, context, { finding: found.add });
  let bytes = 0;
  let told = 0;
  const reader = file.stream().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    checker.push(part.value);
    bytes += part.value.length;
    if (performance.now() - told < 100) continue;
    told = performance.now();
    scope.postMessage({ kind: "progress", bytes, total: file.size });
  }
  const { rows, records, findings, complete, notChecked } = checker.end();
  const seconds = (performance.now() - started) / 1000;
  const outcome = { rows, records, findings, complete, notChecked, seconds, groups: found.groups(), csv: found.csv() };
  scope.postMessage({ kind: "done", outcome });
}

/** Without a directory of the year its rules count as not checked; any other failure must not pass as that. */
async function fetchContext(address: string): Promise<DirectoryContext | undefined> {
  const answer = await fetch(address);
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`the directory could not be loaded (${answer.status})`);
  return (await answer.json()) as DirectoryContext;
}
