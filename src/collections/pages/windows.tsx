// When each collection is open in a school year; the state sets the days, both of them included.
import { Alert, ErrorSummary, Field, type FieldError, PageHead, PostForm, Section } from "../../web/index.ts";
import type { CollectionWindow } from "../model.ts";

export const windowsPath = (year: number): string => `/windows/${year}`;

type WindowsPageProps = {
  year: number;
  yearLabel: string;
  csrf: string;
  windows: (CollectionWindow & { title: string })[];
  done?: string;
  /** Days that were refused, to show them again. */
  typed?: { collection: string; opens: string; closes: string };
  errors?: FieldError[];
};

export const WindowsPage = ({ year, yearLabel, csrf, windows, done, typed, errors = [] }: WindowsPageProps) => (
  <>
    <PageHead
      title="Windows"
      lead={`School year ${yearLabel}: when districts upload. Days that you set are kept to; the usual days of the profile refuse nothing.`}
    />
    {done && (
      <Alert kind="success" live>
        {done}
      </Alert>
    )}
    <ErrorSummary errors={errors} />
    {windows.map(({ collection, title, opens, closes, set }) => {
      const shown = typed?.collection === collection ? typed : { opens, closes };
      const error = (name: string) => errors.find(({ field }) => field === `${name}-${collection}`)?.message;
      return (
        <Section id={`window-${collection}`} title={title}>
          <p class="rb-quiet">
            {set
              ? "Set: an upload outside these days is refused."
              : "Not set: these are the usual days, and an upload outside them is taken."}
          </p>
          <PostForm action={windowsPath(year)} csrf={csrf} class="rb-filter">
            <input type="hidden" name="collection" value={collection} />
            <Field
              name="opens"
              id={`opens-${collection}`}
              label="Opens"
              type="date"
              value={shown.opens}
              error={error("opens")}
              required
            />
            <Field
              name="closes"
              id={`closes-${collection}`}
              label="Closes"
              type="date"
              value={shown.closes}
              error={error("closes")}
              required
            />
            <button class="usa-button usa-button--outline" type="submit" aria-label={`Set the window: ${title}`}>
              Set
            </button>
          </PostForm>
        </Section>
      );
    })}
  </>
);
