// The web worker behind "check before upload": loads the generated validator by its address and checks a chosen file.
// A module worker; the strict content-security policy is kept, as nothing is evaluated from text.
import type { ValidatorModule } from "../check/checker.ts";
import type { DirectoryContext } from "../types.ts";
import { checkBlob, findingsBlob } from "./check-blob.ts";
import type { CheckReply, CheckRequest } from "./protocol.ts";

const progressEvery = 50;

const page = self as unknown as DedicatedWorkerGlobalScope;
const say = (reply: CheckReply) => page.postMessage(reply);

let last: { file: File; validator: ValidatorModule; directory: DirectoryContext | undefined } | undefined;

const load = async (request: Extract<CheckRequest, { type: "check" }>) => {
  const module = (await import(request.validator)) as { default: ValidatorModule };
  let directory: DirectoryContext | undefined;
  if (request.directory) {
    const response = await fetch(request.directory);
    if (!response.ok) throw new Error(`the directory of schools could not be loaded (${response.status})`);
    directory = (await response.json()) as DirectoryContext;
  }
  return { file: request.file, validator: module.default, directory };
};

const check = async (request: Extract<CheckRequest, { type: "check" }>) => {
  const start = performance.now();
  last = await load(request);
  let told = 0;
  const { result, groups } = await checkBlob(last.file, last.validator, last.directory, (bytes) => {
    const now = performance.now();
    if (now - told < progressEvery) return;
    told = now;
    say({ type: "progress", bytes, total: request.file.size });
  });
  say({ type: "result", result, groups, seconds: (performance.now() - start) / 1000 });
};

page.onmessage = async ({ data }: MessageEvent<CheckRequest>) => {
  try {
    if (data.type === "check") await check(data);
    else if (last) say({ type: "findings-csv", file: await findingsBlob(last.file, last.validator, last.directory) });
  } catch (error) {
    say({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
};
