// The verb progress: where every district of the state stands with a collection.
import { type Actor, authorize } from "../access/index.ts";
import { requiredSchools } from "../directory/index.ts";
import type { SchoolYear } from "../platform/index.ts";
import { type Context, getCollection } from "./context.ts";
import type { SubmissionStatus } from "./model.ts";
import { noFindings } from "./open-counts.ts";
import { listProgress } from "./store/progress.ts";
import type { DistrictProgress, Progress } from "./verbs.ts";

/** Districts with schools to report come first by number; counts only, no student data. */
export const progress = async (
  ctx: Context,
  actor: Actor,
  { collection, year }: { collection: string; year: SchoolYear },
): Promise<Progress> => {
  authorize(actor, "progress.view");
  getCollection(ctx, collection);
  const directory = await ctx.directoryOf(year);
  const rows = new Map((await listProgress(ctx.db, collection, year)).map((row) => [row.district, row]));
  const districts = directory.districts.flatMap((district): DistrictProgress[] => {
    const row = rows.get(district.number);
    const required = requiredSchools(directory, district.number).map(({ number }) => number);
    if (!row && required.length === 0) return [];
    const present = new Set(row?.schools ?? []);
    return [
      {
        district: district.number,
        districtName: district.name,
        sau: district.sau,
        status: row?.status ?? "Not Submitted",
        version: row?.version ?? 1,
        records: row?.records ?? 0,
        findings: row?.findings ?? noFindings(),
        schoolsIn: required.filter((school) => present.has(school)).length,
        schoolsRequired: required.length,
        certifiedAt: row?.certifiedAt ?? undefined,
        signed: row?.signed ?? false,
        contact: district.contact,
      },
    ];
  });
  const byStatus: Record<SubmissionStatus, number> = {
    "Not Submitted": 0,
    Uploaded: 0,
    "Batch Verified with Errors": 0,
    "Batch Verified": 0,
    "District Verified with Errors": 0,
    "District Verified": 0,
    Certified: 0,
  };
  for (const { status } of districts) byStatus[status] += 1;
  return { collection, year, districts: districts.sort((a, b) => a.district - b.district), byStatus };
};
