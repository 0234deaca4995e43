// The words around a table that every rendering carries: what it is, what was withheld, what is missing, where it came from. Pure.
import { schoolYearLabel } from "../../platform/index.ts";
import type { Report } from "../report.ts";

export const heading = ({ definition, year }: Report): string => `${definition.title}, ${schoolYearLabel(year)}`;

export const subheading = ({ countDate, asOf }: Report): string =>
  `As of ${longDay(countDate)}${asOf === undefined ? "" : `, from data certified by ${longDay(asOf)}`}`;

const months = "January February March April May June July August September October November December".split(" ");
const longDay = (iso: string): string =>
  `${months[Number(iso.slice(5, 7)) - 1]} ${Number(iso.slice(8))}, ${iso.slice(0, 4)}`;

export const notesOf = ({ definition, minimum, linked, lineage, audience }: Report): string[] => [
  ...definition.notes,
  ...(minimum > 0
    ? [
        `* Withheld to protect students: counts above 0 and below ${minimum}, counts that would tell something about everyone in a group, and further counts from which those could be worked out.`,
      ]
    : []),
  ...(linked.length > 0
    ? [`Figures are also withheld because of other reports: this one and ${linked.join(", ")} are protected together.`]
    : []),
  ...(audience === "internal" ? ["For internal use: small counts are shown. Do not pass this on or publish it."] : []),
  ...(lineage.missing.length > 0
    ? [
        `Not included, because not certified (${lineage.missing.length} of ${lineage.districtsRequired} districts): ${lineage.missing.join(", ")}.`,
      ]
    : []),
  `Source: ${definition.source}.`,
];

/** What anyone needs to have the same figures computed again. */
export const lineageLines = ({ lineage, generatedAt, definition }: Report): string[] => [
  `${definition.id} from ${lineage.snapshots.length} certified snapshots of ${lineage.collection} (${lineage.districtsCertified} of ${lineage.districtsRequired} required districts)`,
  `Lineage ${lineage.hash}`,
  `Directory ${lineage.directory.schools}`,
  `Dictionary ${lineage.dictionaryVersions.join(", ")}`,
  ...(lineage.successions
    ? [`${lineage.successions.count} students counted under their present number: ${lineage.successions.hash}`]
    : []),
  `Generated ${generatedAt.toISOString()}`,
];

/** Record counts of single districts are for inside only: they are not part of the protected table. */
export const shownLineage = ({ lineage, audience }: Report): object =>
  audience === "internal" ? lineage : { ...withoutRecords(lineage), snapshots: lineage.snapshots.map(withoutRecords) };

const withoutRecords = <T extends { records: number }>({ records: _, ...rest }: T): Omit<T, "records"> => rest;
