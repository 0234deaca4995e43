// The one thing a district should do next with a submission, in a sentence. Pure.
import type { CollectionWindow, OpenCounts, SubmissionStatus } from "./model.ts";
import { blocks, counted } from "./open-counts.ts";

export const nextStep = (
  status: SubmissionStatus,
  findings: OpenCounts,
  missingSchools: number,
  window: Pick<CollectionWindow, "open"> & { over: boolean },
): string => {
  const missing = counted(missingSchools, "missing school");
  switch (status) {
    case "Not Submitted":
      if (!window.over) return "Check and upload the first file.";
      if (window.open) return "The window is over and nothing was sent. A late file is still taken.";
      return "The window is over and nothing was sent. Ask the state's data manager to extend it for a late file.";
    case "Uploaded":
    case "Batch Verified with Errors":
      return `Correct or explain ${counted(blocks(findings), "open finding")}, or upload a corrected file.`;
    case "Batch Verified":
      if (missingSchools > 0) return `Upload the records of ${missing}.`;
      return "Verify across the district.";
    case "District Verified with Errors":
      if (missingSchools > 0) return `Upload the records of ${missing}, then verify again.`;
      return "Settle the findings of the district verification.";
    case "District Verified":
      if (blocks(findings) > 0) return "Settle the conflicts with other districts, then the superintendent certifies.";
      return "Confirm the review reports; then the superintendent certifies.";
    case "Certified":
      return "Print, sign and return the sign-off.";
  }
};
