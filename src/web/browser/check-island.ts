// The check-and-upload page: checks the chosen file in a worker, shows what it found, and uploads only on demand.
import type { CheckReply, CheckRequest } from "./check-messages.ts";
import { outcomeView } from "./check-outcome.ts";
import { alertBox, make, progressBar } from "./elements.ts";
import { type UploadProblem, upload } from "./upload.ts";

const find = <T extends HTMLElement>(selector: string): T => {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
};

const { validator, directory, worker: workerAddress, upload: uploadAddress, csrf, name } = find("#check").dataset;
const input = find<HTMLInputElement>("#file");
const button = find<HTMLButtonElement>("#upload");
const outcome = find("#outcome");
const drop = find("#drop");
let running: Worker | undefined;

if (validator && workerAddress) {
  find("#privacy").hidden = false;
  button.disabled = true;
  input.addEventListener("change", check);
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("rb-over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("rb-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("rb-over");
    if (!event.dataTransfer?.files[0]) return;
    input.files = event.dataTransfer.files;
    check();
  });
  if (input.files?.[0]) check();
}

function check(): void {
  const file = input.files?.[0];
  running?.terminate();
  button.disabled = true;
  outcome.replaceChildren();
  if (!file) return;
  const bar = progressBar("Checking the file on this computer");
  outcome.replaceChildren(bar.element);
  running = new Worker(workerAddress!, { type: "module" });
  running.onmessage = ({ data }: MessageEvent<CheckReply>) => {
    if (data.type === "progress") {
      const share = data.bytes / Math.max(1, data.total);
      return bar.set(`Checking on this computer: ${Math.floor(share * 100)} %`, share);
    }
    if (data.type === "findings-csv") return save(data.file);
    if (data.type === "failed") return notChecked(data.message);
    outcome.replaceChildren(outcomeView(data, () => ask({ type: "findings-csv" })));
    button.disabled = !data.result.complete;
    button.textContent = data.result.findings.error > 0 ? "Upload with these errors" : "Upload this file";
  };
  running.onerror = (event) => notChecked(event.message);
  ask({ type: "check", file, validator: absolute(validator!), directory: directory && absolute(directory) });
}

const ask = (request: CheckRequest): void => running?.postMessage(request);

function save(file: Blob): void {
  const address = URL.createObjectURL(file);
  make("a", { href: address, download: `findings-${name ?? "file"}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The server checks again in any case, so a browser that cannot check must not keep a file from being sent. */
function notChecked(message: string): void {
  const text = `The server will check it after the upload. (${message || "the worker did not start"})`;
  outcome.replaceChildren(alertBox("warning", "The file could not be checked in this browser", text));
  button.disabled = false;
}

find<HTMLFormElement>("#upload-form").addEventListener("submit", async (event) => {
  const file = input.files?.[0];
  if (!file) return;
  event.preventDefault();
  button.disabled = true;
  const bar = progressBar("Sending the file");
  outcome.replaceChildren(bar.element);
  const replaces = document.querySelector<HTMLSelectElement>("#replaces")?.value ?? "";
  try {
    const receipt = await upload({ address: uploadAddress!, csrf: csrf!, file, replaces, onProgress: bar.set });
    location.assign(receipt);
  } catch (problem) {
    const { title, detail, remedy } = problem as UploadProblem;
    outcome.replaceChildren(alertBox("error", title, make("p", {}, detail), make("p", {}, remedy)));
    button.disabled = false;
  }
});

const absolute = (address: string): string => new URL(address, location.href).href;
