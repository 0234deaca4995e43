// Shows what the check found: a sentence, then one card a cause with count, examples and what to do.
import type { CheckOutcome, FoundGroup } from "./check-messages.ts";
import { alertBox, count, make, number } from "./elements.ts";

const severities = { error: "Error", confirm: "To explain", warning: "Warning" };
const tones = { error: "bad", confirm: "warn", warning: "info" };
const order = ["error", "confirm", "warning"];

export function outcomeView(outcome: CheckOutcome, name: string): HTMLElement {
  const { groups, findings } = outcome;
  const sorted = groups.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.count - a.count);
  const view = make("div", { id: "check-outcome" }, verdict(outcome));
  if (outcome.notChecked.length > 0) {
    view.append(
      make("p", { class: "rb-quiet" }, `Not checked here, but at the server: ${outcome.notChecked.join(", ")}.`),
    );
  }
  if (findings.error + findings.confirm + findings.warning > 0) {
    const href = URL.createObjectURL(outcome.csv);
    const link = make(
      "a",
      { href, download: `findings-${name}.csv`, id: "findings-csv" },
      "Download all findings as CSV",
    );
    view.append(make("p", {}, link));
  }
  view.append(...sorted.map(groupCard));
  return view;
}

function verdict({ records, findings, complete, seconds }: CheckOutcome): HTMLElement {
  const time = seconds < 0.1 ? "less than 0.1 seconds" : `${number(Math.round(seconds * 10) / 10)} seconds`;
  const checked = `${count(records, "record")} checked in ${time}. Nothing was sent.`;
  const found = `${count(findings.error, "error")}, ${number(findings.confirm)} to explain, ${count(findings.warning, "warning")}`;
  if (!complete)
    return alertBox(
      "error",
      "This file cannot be read as a whole",
      `${checked} Correct the file before you upload it.`,
    );
  if (findings.error > 0) {
    return alertBox(
      "error",
      found,
      `${checked} Correct the file and choose it again, or upload it and correct the records here.`,
    );
  }
  if (findings.confirm > 0)
    return alertBox("warning", found, `${checked} You can upload it and explain these findings here.`);
  return alertBox("success", findings.warning > 0 ? found : "Nothing found", `${checked} Nothing in it blocks.`);
}

function groupCard(group: FoundGroup): HTMLElement {
  const examples = group.examples.map(({ row, line, value }) => {
    const place = row === 0 ? `Line ${number(line)}` : `Record ${number(row)} (line ${number(line)})`;
    const shown =
      value === "" ? make("span", { class: "rb-blank" }, "blank") : make("span", { class: "rb-value" }, value);
    return make("li", {}, `${place}: `, shown);
  });
  return make(
    "article",
    { class: `rb-group rb-group-${group.severity}`, "aria-label": `${group.ruleId}: ${group.message}` },
    make(
      "div",
      { class: "rb-group-head" },
      make("span", { class: `rb-tag rb-tag-${tones[group.severity]}` }, severities[group.severity]),
      make("h3", {}, group.message),
      make("span", { class: "rb-group-count" }, number(group.count)),
    ),
    make("p", { class: "rb-quiet" }, `${group.ruleId} · ${group.element || "whole row"}`),
    make("p", {}, group.remedy),
    make(
      "details",
      {},
      make("summary", {}, group.count > examples.length ? `The first ${examples.length}` : "Where"),
      make("ul", { class: "rb-list" }, ...examples),
    ),
  );
}
