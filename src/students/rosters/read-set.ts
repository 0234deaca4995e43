// The zip as a set: what its manifest promises, and the tables of the files that are there. Bulk only.
import { parse } from "csv-parse/sync";
import type { Findings } from "./findings.ts";
import { layoutOf, mayBeAbsent, type RosterFile, type RosterVersion, rosterFiles } from "./layout.ts";
import { type RosterTable, readTable } from "./read-table.ts";
import { readZip, type ZipLimits } from "./read-zip.ts";

export type RosterSet = { version: RosterVersion; tables: Partial<Record<RosterFile, RosterTable>> };

/** Undefined where a needed file is missing or unreadable; the findings say which. */
export const readSet = (bytes: Uint8Array, findings: Findings, limits?: ZipLimits): RosterSet | undefined => {
  const texts = readZip(bytes, findings, limits);
  if (!texts) return undefined;
  const version = readManifest(texts.get("manifest.csv"), texts, findings);
  if (!version) return undefined;
  const tables: RosterSet["tables"] = {};
  for (const name of rosterFiles) {
    if (!layoutOf(name, version)) continue;
    const text = texts.get(`${name}.csv`);
    if (text !== undefined) tables[name] = readTable(name, text, version, findings);
    else if (!mayBeAbsent.has(name) && findings.errors === 0)
      findings.error(
        "file-missing",
        { file: `${name}.csv` },
        `${name}.csv is not in the zip.`,
        "Export it too: without it there is no roster.",
      );
  }
  return findings.errors > 0 ? undefined : { version, tables };
};

/** Version 1.0 of the manifest is that of OneRoster 1.1 and 1.2; a 1.0 set is written as 1.1 is. */
const readManifest = (
  text: string | undefined,
  texts: Map<string, string>,
  findings: Findings,
): RosterVersion | undefined => {
  const file = "manifest.csv";
  if (text === undefined) {
    // A file that could not be decoded has its own finding.
    if (findings.errors === 0)
      findings.error(
        "file-missing",
        { file },
        "manifest.csv is not in the zip.",
        "A OneRoster zip has manifest.csv at its top: send the zip as the system exports it.",
      );
    return undefined;
  }
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }) as string[][];
  } catch {
    findings.error("csv", { file, line: 1 }, "manifest.csv is no readable CSV.", "Export the files again.");
    return undefined;
  }
  const property = (name: string) => rows.findIndex(([key]) => key === name);
  const cellOf = (name: string): string => rows[property(name)]?.[1] ?? "";
  const versions: Record<string, RosterVersion> = { "1.0": "1.1", "1.1": "1.1", "1.2": "1.2", "1.2.1": "1.2" };
  const version = versions[cellOf("oneroster.version")];
  if (!version) {
    const line = property("oneroster.version") + 1;
    findings.error(
      "version",
      { file, line, column: "value" },
      `oneroster.version is "${cellOf("oneroster.version")}".`,
      "OneRoster 1.1 and 1.2 can be read: choose one of them in the exporting system.",
    );
    return undefined;
  }
  for (const name of rosterFiles) {
    if (!layoutOf(name, version)) continue;
    const at = { file, line: property(`file.${name}`) + 1, column: "value" };
    const mode = cellOf(`file.${name}`).toLowerCase();
    if (mode === "delta")
      findings.error(
        "delta",
        at,
        `${name}.csv is a delta: it says only what changed.`,
        "Export all files in bulk: a roster is compared with what is known, so that nothing is missed.",
      );
    else if (mode === "bulk" && !texts.has(`${name}.csv`) && findings.errors === 0)
      findings.error(
        "file-missing",
        { file: `${name}.csv` },
        `The manifest promises ${name}.csv, but it is not in the zip.`,
        "Send the zip whole.",
      );
    else if (mode === "absent" && texts.has(`${name}.csv`))
      findings.warn(
        "manifest",
        at,
        `The manifest says that ${name}.csv is absent, but it is there.`,
        "It was read; correct the export.",
      );
  }
  return findings.errors > 0 ? undefined : version;
};
