// Sends the file as it is, with progress: first how much has left, then how far the server is (one JSON line a step).

export type UploadProblem = { title: string; detail: string; remedy: string };
type Step =
  | { progress: { stage: "reading" | "rules" | "storing"; bytes: number } }
  | { receipt: string }
  | { problem: UploadProblem };

const stages = {
  reading: "The server reads and checks the file",
  rules: "The server runs the rules over all records",
  storing: "The server stores the records",
};

type UploadOrder = {
  address: string;
  csrf: string;
  file: File;
  replaces: string;
  onProgress(words: string, share?: number): void;
};

/** Gives the address of the receipt. Rejects with an UploadProblem. */
export function upload({ address, csrf, file, replaces, onProgress }: UploadOrder): Promise<string> {
  return new Promise((resolve, reject: (problem: UploadProblem) => void) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${address}?${new URLSearchParams({ name: file.name, replaces })}`);
    request.setRequestHeader("accept", "application/x-ndjson");
    request.setRequestHeader("content-type", "text/csv");
    request.setRequestHeader("x-csrf-token", csrf);
    request.upload.onprogress = (event) => {
      const share = event.lengthComputable ? event.loaded / event.total : undefined;
      onProgress(share === undefined ? "Sending" : `Sending: ${Math.floor(share * 100)} %`, share);
    };
    request.onprogress = () => {
      const last = steps(request.responseText).at(-1);
      if (last && "progress" in last)
        onProgress(stages[last.progress.stage], last.progress.bytes / Math.max(1, file.size));
    };
    request.onload = () => {
      const last = steps(request.responseText).at(-1);
      if (last && "receipt" in last) resolve(last.receipt);
      else if (last && "problem" in last) reject(last.problem);
      else reject(plainProblem(request.responseText));
    };
    request.onerror = () =>
      reject({
        title: "The connection was lost",
        detail: "The server has not said that the file is stored.",
        remedy: "Upload the same file again: if it had arrived, you get its receipt and nothing is stored twice.",
      });
    request.send(file);
  });
}

/** Whole lines only: the last one may still be on its way. */
const steps = (text: string): Step[] =>
  text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Step);

/** A refusal before the first step is an ordinary problem document. */
function plainProblem(text: string): UploadProblem {
  try {
    return JSON.parse(text) as UploadProblem;
  } catch {
    return {
      title: "The server did not answer as expected",
      detail: "The file is not stored.",
      remedy: "Try it again.",
    };
  }
}
