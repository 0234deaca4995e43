// Shows what the check found: a sentence, then one card a cause with count, examples and what to do.
import type { CheckResult, FoundGroup } from "./check-messages.ts";
import { alertBox, count, make, number } from "./elements.ts";

const severities = { error: "Error", confirm: "To explain", warning: "Warning" };
const tones = { error: "bad", confirm: "warn", warning: "info" };
const mostExamples = 10;

export type CheckOutcome = { result: CheckResult; groups: FoundGroup[]; seconds: number };

/** `download` makes the file of all findings when it is asked for; they are not kept in memory. */
export function outcomeView(outcome: CheckOutcome, download: () => void): HTMLElement {
  const { groups, result } = outcome;
  const { findings, notChecked } = result;
  const view = make("div", { id: "check-outcome" }, verdict(outcome));
  if (notChecked.length > 0) {
    view.append(make("p", { class: "rb-quiet" }, `Not checked here, but at the server: ${notChecked.join(", ")}.`));
  }
  if (findings.error + findings.confirm + findings.warning > 0) {
    const button = make("button", { type: "button", class: "usa-button usa-button--outline", id: "findings-csv" });
    button.textContent = "Download all findings as CSV";
    button.addEventListener("click", download);
    view.append(make("p", {}, button));
  }
  view.append(...groups.map(groupCard));
  return view;
}

function verdict({ result: { records, findings, complete }, seconds }: CheckOutcome): HTMLElement {
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

function elementsOf({ ruleId, examples }: FoundGroup): string {
  const elements = [...new Set(examples.map(({ element }) => element).filter(Boolean))];
  return `${ruleId} · ${elements.join(", ") || "whole row"}`;
}

function groupCard(group: FoundGroup): HTMLElement {
  const examples = group.examples.slice(0, mostExamples).map(({ row, line, element, value }) => {
    const place = row === 0 ? `Line ${number(line)}` : `Record ${number(row)} (line ${number(line)})`;
    const shown =
      value === "" ? make("span", { class: "rb-blank" }, "blank") : make("span", { class: "rb-value" }, value);
    return make("li", {}, `${place}: ${element} `, shown);
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
    make("p", { class: "rb-quiet" }, elementsOf(group)),
    make("p", {}, group.remedy),
    make(
      "details",
      {},
      make("summary", {}, group.count > examples.length ? `The first ${examples.length}` : "Where"),
      make("ul", { class: "rb-list" }, ...examples),
    ),
  );
}
