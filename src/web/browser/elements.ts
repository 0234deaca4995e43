// Makes page elements from plain values; text is always text, never markup.

type Children = (Node | string | undefined)[];

export function make(tag: string, attributes: Record<string, string> = {}, ...children: Children): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export const number = (value: number): string => value.toLocaleString("en-US");

export const count = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`;

export function alertBox(
  kind: "success" | "warning" | "error" | "info",
  heading: string,
  ...children: Children
): HTMLElement {
  const text = make("div", { class: "usa-alert__text" }, ...children);
  const body = make("div", { class: "usa-alert__body" }, make("h2", { class: "usa-alert__heading" }, heading), text);
  return make("div", { class: `usa-alert usa-alert--${kind} usa-alert--slim rb-alert` }, body);
}

/** A bar with words; `set` takes a share of 1, or nothing for "busy". */
export function progressBar(label: string): { element: HTMLElement; set(words: string, share?: number): void } {
  const bar = make("progress", { class: "rb-progress", max: "1", "aria-label": label }) as HTMLProgressElement;
  const words = make("p", {}, label);
  return {
    element: make("div", {}, words, bar),
    set(text, share) {
      if (words.textContent !== text) words.textContent = text;
      if (share === undefined) bar.removeAttribute("value");
      else bar.value = share;
    },
  };
}
