// The columns that every table of grants has: what it is, for which role and days, who gave it, how it stands.
import { type Column, formatDate } from "../../../web/index.ts";
import type { DatedGrant } from "../model.ts";
import { days, GrantState, kindTitle, roleTitle, type Words } from "./words.tsx";

export const grantColumns = (words: Words): Column<DatedGrant>[] => [
  {
    heading: "Grant",
    rowHeader: true,
    cell: (one) => (
      <>
        {kindTitle(words, one.kind)}
        {one.title && <div class="rb-quiet">{one.title}</div>}
      </>
    ),
  },
  { heading: "For the role", cell: (one) => roleTitle(words, one.role) },
  { heading: "Days", cell: days },
  { heading: "Given by", cell: (one) => one.givenByName },
  {
    heading: "State",
    cell: (one) => (
      <>
        <GrantState grant={one} today={words.today} />
        {one.ended && <div class="rb-quiet">{`${formatDate(one.ended.at)}: ${one.ended.reason}`}</div>}
      </>
    ),
  },
];
