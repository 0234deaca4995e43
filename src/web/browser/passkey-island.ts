// Buttons that make or use a passkey. They are hidden until this script knows that the browser can; what goes wrong is
// said beside the button, in words.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";

type Begun = { token: string; options: never };

async function post<T>(path: string, csrf: string, body: object): Promise<T> {
  const headers: Record<string, string> = { "content-type": "application/json", accept: "application/json" };
  if (csrf) headers["x-csrf-token"] = csrf;
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(`${told.detail} ${told.remedy}`);
  return told;
}

const typedName = (): string => document.querySelector<HTMLInputElement>("#passkey-name")?.value ?? "";

/** The person closed the browser's question, or the device refused: neither is a failure of ours. */
const wordsOf = (error: unknown): string =>
  error instanceof Error && ["NotAllowedError", "AbortError"].includes(error.name)
    ? "Nothing was done: the question was closed, or took too long."
    : error instanceof Error
      ? error.message
      : String(error);

async function run(button: HTMLButtonElement): Promise<void> {
  const { passkey, options = "", finish = "", csrf = "" } = button.dataset;
  const begun = await post<Begun>(options, csrf, {});
  const response =
    passkey === "new"
      ? await startRegistration({ optionsJSON: begun.options })
      : await startAuthentication({ optionsJSON: begun.options });
  const { next } = await post<{ next: string }>(finish, csrf, { token: begun.token, response, name: typedName() });
  location.assign(next);
}

if (browserSupportsWebAuthn())
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-passkey]")) {
    const word = button.parentElement?.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", () => {
      button.disabled = true;
      if (word) word.textContent = "";
      run(button)
        .catch((error) => {
          if (word) word.textContent = wordsOf(error);
        })
        .finally(() => {
          button.disabled = false;
        });
    });
  }
