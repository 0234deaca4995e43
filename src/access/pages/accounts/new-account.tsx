// A new account: the person, and the first assignment. And the page that shows the set-up link, once.
import {
  Alert,
  Checkbox,
  ErrorSummary,
  Field,
  type FieldError,
  formatDateTime,
  PageHead,
  PostForm,
} from "../../../web/index.ts";
import { AssignmentFields, type Offer } from "./assignment-fields.tsx";
import { accountPath, accountsPath, newAccountPath } from "./paths.ts";

type NewAccountProps = { offer: Offer; typed: Record<string, string>; errors: FieldError[]; csrf: string };

export const NewAccountPage = ({ offer, typed, errors, csrf }: NewAccountProps) => (
  <>
    <PageHead
      title="New account"
      lead="For one person, under that person's own name and address. Offices and teams get no account."
    />
    <ErrorSummary errors={errors} />
    <PostForm action={newAccountPath} csrf={csrf} class="rb-narrow">
      <PersonFields typed={typed} errors={errors} />
      <AssignmentFields offer={offer} typed={typed} errors={errors} />
      <div class="rb-form-end">
        <button class="usa-button" type="submit">
          Make the account
        </button>
        <a href={accountsPath}>Cancel</a>
      </div>
    </PostForm>
  </>
);

type PersonFieldsProps = {
  typed: Record<string, string>;
  errors: FieldError[];
  /** The reader is the person. */
  own?: boolean;
};

export const PersonFields = ({ typed, errors, own }: PersonFieldsProps) => {
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message;
  return (
    <>
      <Field
        name="name"
        label="First and last name"
        value={typed.name}
        error={errorOf("name")}
        maxlength={200}
        required
      />
      <Checkbox name="singleName" value="yes" checked={typed.singleName === "yes"}>
        {own ? "I have one name only" : "This person has one name only"}
      </Checkbox>
      <Field
        name="email"
        label={own ? "Your own e-mail address" : "The person's own e-mail address"}
        hint="Not an office's address: whoever reads its mail could sign in."
        type="email"
        value={typed.email}
        error={errorOf("email")}
        maxlength={320}
        required
      />
    </>
  );
};

export type ShownLink = { name: string; email: string; url: string; expiresAt: Date };

/** The links are in this answer only: the database keeps their hashes. */
export const LinksPage = ({
  title,
  lead,
  links,
  account,
}: {
  title: string;
  lead: string;
  links: ShownLink[];
  account?: string;
}) => (
  <>
    <PageHead title={title} lead={lead} />
    {links.length > 0 && (
      <Alert
        kind="warning"
        heading={links.length === 1 ? "This link is shown once" : "These links are shown once"}
        live
      >
        Give {links.length === 1 ? "it to the person" : "each person theirs"} by a way that only they can read. It works
        once, until {formatDateTime(links[0]!.expiresAt)}.
      </Alert>
    )}
    {links.map(({ name, email, url }, index) => (
      <div class="usa-form-group">
        <label class="usa-label" for={`link-${index}`}>
          Set-up link for {name}, {email}
        </label>
        <input class="usa-input rb-link" id={`link-${index}`} type="text" value={url} readonly />
      </div>
    ))}
    <p class="rb-form-end">
      <a class="usa-button" href={account ? accountPath(account) : accountsPath}>
        {account ? "To the account" : "To the accounts"}
      </a>
    </p>
  </>
);
