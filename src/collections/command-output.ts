// What the commands print for people: a few lines each, the numbers first.
import type { FindingGroup } from "./model.ts";
import { blocks, counted, openSentence } from "./open-counts.ts";
import { sharedSchoolsRemedy } from "./shared-schools.ts";
import type { BatchReceipt, Verification } from "./verbs.ts";

type Print = (line: string) => void;

export const printBatch = (receipt: BatchReceipt, print: Print): void => {
  const { batch, repeated, check } = receipt;
  print(
    `${batch.fileName}: ${check.records} records, ${batch.status}${repeated ? " (these bytes were a batch already)" : ""}`,
  );
  print(`  batch ${batch.id}`);
  const { error, confirm, warning, explained } = batch.findings;
  print(`  ${counted(error, "error")}, ${confirm} to confirm, ${explained} explained, ${counted(warning, "warning")}`);
  for (const { fileName, batchId, schools } of receipt.shared) {
    print(`  warning: these schools stand in two batches, this one and ${fileName} (batch ${batchId}):`);
    print(`    ${schools.map(({ name, number }) => `${name} (${number})`).join(", ")}`);
    print(`    ${sharedSchoolsRemedy} See \`rollbook withdraw --help\`.`);
  }
  if (batch.replaces.length > 0) print(`  replaces ${batch.replaces.join(", ")}`);
};

export const printVerification = (result: Verification, print: Print): void => {
  for (const reason of result.refused) print(`refused: ${reason}`);
  for (const [ruleId, count] of Object.entries(result.byRule)) print(`  ${ruleId}: ${count}`);
  if (result.status === "Certified") print("The submission is certified and locked: nothing was verified again.");
  if (result.scope !== "state") {
    print(`${result.scope} step: ${result.status}`);
    return;
  }
  // The state's rules give no status of their own, so that of the submission would be read as theirs.
  if (result.refused.length === 0 && result.status !== "Certified")
    print(
      `state rules: ${blocks(result.findings) > 0 ? openSentence(result.findings) : "nothing stands between this district and the others"}`,
    );
  print(`Submission: ${result.status}`);
};

/** What the message is about; a rule about the whole row or file names no element. */
const placeWords = (element: string, value: string | undefined): string => {
  const said = value === "" ? "(blank)" : value;
  if (element === "") return value === undefined || value === "" ? "" : `${value}: `;
  return said === undefined ? `${element}: ` : `${element} = ${said}: `;
};

export const printGroups = (groups: FindingGroup[], print: Print): void => {
  if (groups.length === 0) print("Nothing stands against the submission.");
  for (const { ruleId, severity, element, value, open, explained, message, remedy, first } of groups) {
    const counts = `${open} open${explained > 0 ? `, ${explained} explained` : ""}`;
    print(`${ruleId} ${severity}: ${counts}. ${placeWords(element, value)}${message}`);
    for (const { id, fileName, row, subject, counterparts } of first.slice(0, 3)) {
      const place = row === undefined ? subject : `${fileName} row ${row}, ${subject}`;
      const other = counterparts.map(({ districtName, contact }) => `; settle with ${districtName}, ${contact.phone}`);
      print(`    #${id} ${place}${other.join("")}`);
    }
    print(`    ${remedy}`);
  }
};
