// What a signed-in person sees who may do nothing today: what is missing, and whom to ask. Not an error: nothing went wrong.
import { PageHead } from "../../web/index.ts";
import { type AccessPolicy, findRole } from "../policy/policy.ts";
import type { Session } from "../sign-in/sessions.ts";

/** Kinds of dated grants in words; a kind that a profile brings along is said as it is written there. */
const words: Record<string, string> = {
  authorization: "a yearly authorization, July 1 to June 30",
  assurance: "your signed assurance statement",
  training: "the required training",
  designation: "a designation by the head of your organization",
  agreement: "a data sharing agreement that is in force",
  application: "a granted application",
  consent: "a consent in writing",
  "need-to-know": "a written statement of your need to know",
  dependency: "a proof of dependency",
};

export const NeedsPage = ({ policy, session }: { policy: AccessPolicy; session: Session }) => {
  const { actor, assignments, missing } = session;
  const role = findRole(policy, actor.role);
  const givers = (role?.given_by ?? []).map((name) => findRole(policy, name)?.title ?? name);
  return (
    <section class="rb-narrow" aria-labelledby="needs-title">
      <PageHead
        title={<span id="needs-title">Something is missing</span>}
        lead={
          assignments.length === 0
            ? "You are signed in, but no role is assigned to you today."
            : `You are signed in as ${role?.title ?? actor.role}. Before you can work in this role, you need:`
        }
      />
      {missing.length > 0 && (
        <ul class="usa-list">
          {missing.map((need) => (
            <li>{words[need] ?? need}</li>
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <p>
          <a class="usa-button" href="/grants">
            See what is missing and sign it
          </a>
        </p>
      )}
      <h2>Whom to ask</h2>
      <p>
        {givers.length > 0
          ? `In your organization: ${givers.join(", ")}. Otherwise, the person who manages accounts at the state or district.`
          : "Ask the person who manages accounts in your organization, or at the state."}{" "}
        Once nothing is missing, this page goes away; you do not have to sign in again.
      </p>
      {assignments.length > 1 && (
        <p>
          <a href="/assignment">Act in another of your roles</a>
        </p>
      )}
    </section>
  );
};
