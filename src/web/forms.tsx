// Plain forms: a field with label, hint and error; the list of errors above a form; the session's form token.
import type { Child, PropsWithChildren } from "hono/jsx";

export type FieldError = { field: string; message: string };

type FieldProps = {
  name: string;
  /** Where the same name stands on a page more than once. */
  id?: string;
  label: string;
  value?: string;
  hint?: Child;
  error?: string;
  required?: boolean;
  type?: "text" | "search" | "date" | "email" | "password" | "number";
  /** What the browser may fill in, as HTML names it: `current-password`. */
  autocomplete?: string;
  inputmode?: "numeric";
  rows?: number;
  maxlength?: number;
  options?: { value: string; label: string }[];
};

/** A text field; a text area with `rows`; a select with `options`. */
export const Field = (props: FieldProps) => {
  const { name, label, hint, error, required } = props;
  const id = props.id ?? name;
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const shared = {
    id,
    name,
    required,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? ("true" as const) : undefined,
  };
  return (
    <div class={error ? "usa-form-group usa-form-group--error" : "usa-form-group"}>
      <label class={error ? "usa-label usa-label--error" : "usa-label"} for={id}>
        {label}
      </label>
      {hint && (
        <span class="usa-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="usa-error-message" id={`${id}-error`}>
          {error}
        </span>
      )}
      <Control {...props} shared={shared} />
    </div>
  );
};

const Control = (props: FieldProps & { shared: object }) => {
  const { value, type, rows, options, maxlength, autocomplete, inputmode, shared } = props;
  if (options) {
    return (
      <select class="usa-select" {...shared}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === (value ?? "")}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (rows) {
    return (
      <textarea class="usa-textarea" rows={rows} maxlength={maxlength} {...shared}>
        {value ?? ""}
      </textarea>
    );
  }
  const typing = { autocomplete, inputmode, maxlength };
  return <input class="usa-input" type={type ?? "text"} value={value ?? ""} {...typing} {...shared} />;
};

export const Checkbox = (
  props: PropsWithChildren<{ name: string; value: string; checked?: boolean; required?: boolean }>,
) => {
  const id = `${props.name}-${props.value}`;
  return (
    <div class="usa-checkbox">
      <input
        class="usa-checkbox__input"
        type="checkbox"
        id={id}
        name={props.name}
        value={props.value}
        checked={props.checked}
        required={props.required}
      />
      <label class="usa-checkbox__label" for={id}>
        {props.children}
      </label>
    </div>
  );
};

/** Above a form that came back: what is wrong, each entry leading to its field. */
export const ErrorSummary = ({ errors }: { errors: FieldError[] }) =>
  errors.length === 0 ? null : (
    <div class="usa-alert usa-alert--error" role="alert">
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">
          {errors.length === 1 ? "One entry needs a correction" : "Some entries need a correction"}
        </h2>
        <ul class="usa-list usa-alert__text">
          {errors.map((error) => (
            <li>
              <a href={`#${error.field}`}>{error.message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );

/** A form of the session: carries its token, posts to `action`. */
export const PostForm = (props: PropsWithChildren<{ action: string; csrf: string; class?: string; id?: string }>) => (
  <form method="post" action={props.action} class={props.class} id={props.id}>
    <input type="hidden" name="_csrf" value={props.csrf} />
    {props.children}
  </form>
);
