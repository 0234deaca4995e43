// All standard reports, for the audience that the reader may see.
import { PageHead, Section } from "../../web/index.ts";
import type { ReportDefinition } from "../definition.ts";
import type { Audience } from "../report.ts";
import { reportPath } from "./paths.ts";

type ReportListProps = { definitions: ReportDefinition[]; year: number; yearLabel: string; audience: Audience };

export const ReportList = ({ definitions, year, yearLabel, audience }: ReportListProps) => (
  <>
    <PageHead title="Reports" lead={`School year ${yearLabel}, from certified data.`} />
    {[...new Set(definitions.map(({ collection }) => collection))].map((collection) => (
      <Section id={`collection-${collection}`} title={collection}>
        <ul class="rb-links">
          {definitions
            .filter((definition) => definition.collection === collection)
            .map((definition) => (
              <li>
                <a href={reportPath({ id: definition.id, year, audience: audienceOf(definition, audience) })}>
                  {definition.title}
                </a>{" "}
                <span class="rb-quiet">{definition.id}</span>
                <p class="rb-quiet">{definition.description}</p>
              </li>
            ))}
        </ul>
      </Section>
    ))}
  </>
);

const audienceOf = ({ audiences }: ReportDefinition, wanted: Audience): Audience =>
  audiences.includes(wanted) ? wanted : (audiences[0] ?? wanted);
