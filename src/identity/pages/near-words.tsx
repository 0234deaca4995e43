// Small parts that the screens of near matches share: names, tags, how far a fact agrees, whom to call.
import type { Child } from "hono/jsx";
import { formatDate, StatusTag, type Tone } from "../../web/index.ts";
import type { Agreement, Compared } from "../queue/near-match.ts";
import { percent, signedBits } from "../queue/plain-words.ts";
import type { VisibleFacts } from "../queue/visible-facts.ts";
import type { Holder } from "../registry/answer.ts";
import { factTitles } from "../registry/check-facts.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import type { FactName } from "../registry/facts.ts";

export const nearPath = (request: string): string => `/identifiers/near/${request}`;

/** `Roy, Elizabeth Marie`; undefined where no name may be seen. */
export const fullName = ({ last_name, first_name, middle_name, name_suffix }: VisibleFacts): string | undefined => {
  const last = [last_name, name_suffix].filter(Boolean).join(" ");
  return [last, [first_name, middle_name].filter(Boolean).join(" ")].filter(Boolean).join(", ") || undefined;
};

export const comparedTitles: Record<Compared, string> = {
  ...factTitles,
  local_identifier: "Local identifier",
  names: "Order of the names",
};

export const factWord = (fact: FactName, value: string, choices: FactChoices): string =>
  fact === "birth_date" ? formatDate(value) : (choices[fact]?.find((one) => one.value === value)?.label ?? value);

export const ProbabilityTag = ({ probability }: { probability: number }) => {
  const tone: Tone = probability >= 0.9 ? "warn" : "plain";
  return <StatusTag tone={tone}>{percent(probability)} likely</StatusTag>;
};

/** Green speaks for one student, red against it; the sign and the word say the same. */
export const AgreementTag = ({ agreement }: { agreement: Agreement | undefined }) => {
  if (!agreement) return <span class="rb-blank">not compared</span>;
  const { level, bits } = agreement;
  const tone: Tone = bits > 0.05 ? "good" : bits < -0.05 ? "bad" : "plain";
  return (
    <>
      <StatusTag tone={tone}>{level}</StatusTag>{" "}
      <span class="rb-quiet">
        {signedBits(bits)}
        <span class="usa-sr-only"> bits of evidence</span>
      </span>
    </>
  );
};

export const placeOf = ({ districtName, schoolName }: Holder): string =>
  [districtName, schoolName].filter(Boolean).join(", ");

export const HolderWords = ({ holder }: { holder: Holder }): Child => (
  <>
    {placeOf(holder)}
    {!holder.contact && <div class="rb-quiet">Whom to call is not in the directory: ask the state</div>}
    {holder.contact && (
      <ul class="rb-contact">
        <li>{holder.contact.name}</li>
        <li>
          <a href={`tel:${holder.contact.phone.replace(/[^\d+]/g, "")}`}>{holder.contact.phone}</a>
        </li>
        <li>
          <a href={`mailto:${holder.contact.email}`}>{holder.contact.email}</a>
        </li>
      </ul>
    )}
  </>
);
