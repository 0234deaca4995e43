// Walks through the findings table by keyboard. Keys work only while the focus is in the table (WCAG 2.1.4), and every
// key does what a link of the row does as well.

const table = document.querySelector<HTMLTableElement>("#findings-grid");
const help = document.querySelector<HTMLDialogElement>("#key-help");

if (table) {
  const rows = [...table.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  const linkOf = (row: HTMLTableRowElement | undefined) => row?.querySelector<HTMLAnchorElement>("a");
  const here = () => rows.findIndex((row) => row.contains(document.activeElement));

  const mark = () => {
    for (const row of rows) row.classList.toggle("rb-here", row.contains(document.activeElement));
  };
  const move = (step: number) => {
    const at = here();
    const target = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    linkOf(rows[target])?.focus();
  };
  const follow = (name: "open" | "explain" | "fix") => {
    const href = rows[here()]?.dataset[name];
    if (href) location.assign(href);
  };

  const keys: Record<string, () => void> = {
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    e: () => follow("explain"),
    f: () => follow("fix"),
    "?": () => help?.showModal(),
  };

  table.addEventListener("focusin", mark);
  table.addEventListener("focusout", mark);
  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
