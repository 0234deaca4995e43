// Checks a File in the browser, with the validator and scanner that the server uses. No DOM: the tests run it in Node.
import { checkerOf, type ValidatorModule } from "../check/checker.ts";
import { type FindingGroup, findingGroups } from "../check/finding-groups.ts";
import { findingLine, findingsHeader } from "../check/findings-csv.ts";
import type { CheckResult, DirectoryContext, RowFinding } from "../types.ts";

const examplesKept = 20;

export type BlobCheck = { result: CheckResult; groups: FindingGroup[] };

/** Reads the file once, in constant memory. `onBytes` hears how many bytes are done. */
export const checkBlob = async (
  file: Blob,
  validator: ValidatorModule,
  directory: DirectoryContext | undefined,
  onBytes: (bytes: number) => void,
): Promise<BlobCheck> => {
  const groups = findingGroups(examplesKept);
  const result = await readThrough(file, validator, directory, (finding) => groups.add(finding), onBytes);
  return { result, groups: groups.sorted() };
};

/** All findings as one CSV file, by reading the file again: findings are never kept in memory one by one. */
export const findingsBlob = async (
  file: Blob,
  validator: ValidatorModule,
  directory: DirectoryContext | undefined,
): Promise<Blob> => {
  const parts: Blob[] = [];
  let text = findingsHeader;
  await readThrough(file, validator, directory, (finding) => {
    text += findingLine(finding);
    if (text.length < 1 << 20) return;
    parts.push(new Blob([text]));
    text = "";
  });
  return new Blob([...parts, text], { type: "text/csv;charset=utf-8" });
};

const readThrough = async (
  file: Blob,
  validator: ValidatorModule,
  directory: DirectoryContext | undefined,
  finding: (finding: RowFinding) => void,
  onBytes?: (bytes: number) => void,
): Promise<CheckResult> => {
  const checker = checkerOf(validator, directory, { finding });
  const reader = file.stream().getReader();
  let done = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    checker.push(next.value);
    done += next.value.length;
    onBytes?.(done);
  }
  return checker.end();
};
