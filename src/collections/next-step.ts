// The one thing a district should do next with a submission, in a sentence. Pure.
import type { OpenCounts, SubmissionStatus } from "./model.ts";
import { blocks } from "./open-counts.ts";

export const nextStep = (status: SubmissionStatus, findings: OpenCounts, missingSchools: number): string => {
  switch (status) {
    case "Not Submitted":
      return "Check and upload the first file.";
    case "Uploaded":
    case "Batch Verified with Errors":
      return `Correct or explain ${blocks(findings)} open findings, or upload a corrected file.`;
    case "Batch Verified":
      if (missingSchools > 0) return `Upload the records of ${missingSchools} missing schools.`;
      return "Verify across the district.";
    case "District Verified with Errors":
      if (missingSchools > 0) return `Upload the records of ${missingSchools} missing schools, then verify again.`;
      return "Settle the findings of the district verification.";
    case "District Verified":
      if (blocks(findings) > 0) return "Settle the conflicts with other districts, then the superintendent certifies.";
      return "Confirm the review reports; then the superintendent certifies.";
    case "Certified":
      return "Print, sign and return the sign-off.";
  }
};
