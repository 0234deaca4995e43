// What may be done with a submission, by status and right: the buttons at the head of its pages.
import { PostForm } from "../../web/index.ts";
import type { Submission } from "../model.ts";
import { certifyPath, submissionPath, uploadPath } from "./paths.ts";

export type SubmissionRights = {
  upload: boolean;
  fix: boolean;
  explain: boolean;
  verify: boolean;
  verifyState: boolean;
  certify: boolean;
  reopen: boolean;
};

type SubmissionActionsProps = { submission: Submission; rights: SubmissionRights; csrf: string };

export const SubmissionActions = ({ submission, rights, csrf }: SubmissionActionsProps) => {
  const { status } = submission;
  const certified = status === "Certified";
  const path = submissionPath(submission);
  const ready = status === "District Verified";
  const verifiable = !certified && submission.batches.length > 0;
  return (
    <>
      {rights.upload && !certified && (
        <a
          class={submission.batches.length === 0 ? "usa-button" : "usa-button usa-button--outline"}
          href={uploadPath(submission)}
        >
          Check and upload a file
        </a>
      )}
      {rights.verify && verifiable && (
        <PostForm action={`${path}/verify`} csrf={csrf}>
          <input type="hidden" name="scope" value="district" />
          <button class={status === "Batch Verified" ? "usa-button" : "usa-button usa-button--outline"} type="submit">
            Verify the district
          </button>
        </PostForm>
      )}
      {rights.verifyState && verifiable && (
        <PostForm action={`${path}/verify`} csrf={csrf}>
          <input type="hidden" name="scope" value="state" />
          <button class="usa-button usa-button--outline" type="submit">
            Verify against the state
          </button>
        </PostForm>
      )}
      {verifiable && (rights.certify || rights.upload) && (
        <a
          class={ready && rights.certify ? "usa-button" : "usa-button usa-button--outline"}
          href={certifyPath(submission)}
        >
          {rights.certify ? "Certify" : "Readiness"}
        </a>
      )}
      {certified && (
        <a class="usa-button usa-button--outline" href={`${path}/sign-off.pdf`}>
          Sign-off document (PDF)
        </a>
      )}
      {certified && rights.reopen && (
        <>
          <PostForm action={`${path}/signed`} csrf={csrf}>
            <button class="usa-button usa-button--outline" type="submit">
              Signed paper is back
            </button>
          </PostForm>
          <a class="usa-button usa-button--outline" href={`${path}/reopen`}>
            Reopen
          </a>
        </>
      )}
    </>
  );
};
