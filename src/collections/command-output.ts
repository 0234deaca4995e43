// What the commands print for people: a few lines each, the numbers first.
import type { FindingGroup } from "./model.ts";
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
  print(`  ${error} errors, ${confirm} to confirm, ${explained} explained, ${warning} warnings`);
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
  print(`${result.scope} step: ${result.status}`);
};

export const printGroups = (groups: FindingGroup[], print: Print): void => {
  if (groups.length === 0) print("Nothing stands against the submission.");
  for (const { ruleId, severity, element, value, open, explained, message, remedy, first } of groups) {
    const at = value === undefined ? element : `${element} = ${value === "" ? "(blank)" : value}`;
    print(`${ruleId} ${severity}: ${open} open${explained > 0 ? `, ${explained} explained` : ""}. ${at}: ${message}`);
    for (const { id, fileName, row, subject, counterparts } of first.slice(0, 3)) {
      const place = row === undefined ? subject : `${fileName} row ${row}, ${subject}`;
      const other = counterparts.map(({ districtName, contact }) => `; settle with ${districtName}, ${contact.phone}`);
      print(`    #${id} ${place}${other.join("")}`);
    }
    print(`    ${remedy}`);
  }
};
