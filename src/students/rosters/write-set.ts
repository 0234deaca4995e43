// Writes a OneRoster bulk zip, for made-up rosters: the same tables give the same bytes.
import { type Zippable, zipSync } from "fflate";
import { writeCsv } from "../../platform/index.ts";
import { layoutOf, type RosterFile, type RosterVersion, rosterFiles } from "./layout.ts";

export type RosterRowCells = Record<string, string | number>;
export type RosterTables = Partial<Record<RosterFile, readonly RosterRowCells[]>>;

/** A zip knows no earlier day, and a day of today would make other bytes tomorrow. */
const day = new Date(1980, 0, 1);

/** Blank cells may be left out of the rows. Files without a table are written as absent. */
export const writeRosterZip = (version: RosterVersion, tables: RosterTables): Uint8Array => {
  const files: Zippable = {};
  const manifest: [string, string][] = [
    ["manifest.version", "1.0"],
    ["oneroster.version", version],
  ];
  for (const name of rosterFiles) {
    const layout = layoutOf(name, version);
    if (!layout) continue;
    const rows = tables[name];
    manifest.push([`file.${name}`, rows ? "bulk" : "absent"]);
    if (!rows) continue;
    const columns = ["sourcedId", "status", "dateLastModified", ...layout.filled, ...layout.columns];
    const header = [...new Set([...columns, ...Object.keys(rows[0] ?? {})])];
    files[`${name}.csv`] = textOf(
      writeCsv(
        header,
        rows.map((row) => header.map((column) => row[column] ?? "")),
      ),
    );
  }
  files["manifest.csv"] = textOf(writeCsv(["propertyName", "value"], manifest));
  return zipSync(files, { level: 6, mtime: day });
};

const textOf = (text: string): Uint8Array => new TextEncoder().encode(text);
