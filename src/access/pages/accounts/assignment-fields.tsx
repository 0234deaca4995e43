// The fields of an assignment: role, place and days. Only what the person may give is offered.
import { Field, type FieldError } from "../../../web/index.ts";
import type { Place } from "../../accounts/places.ts";

export type Offer = {
  roles: { id: string; title: string }[];
  /** Undefined: none to choose, the district is the person's own. */
  districts?: readonly Place[];
  ownDistrict?: { number: number; label: string };
  /** Whether a role of the whole state may be given. */
  wholeState: boolean;
};

type AssignmentFieldsProps = { offer: Offer; typed: Record<string, string>; errors: FieldError[] };

export const AssignmentFields = ({ offer, typed, errors }: AssignmentFieldsProps) => {
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message;
  return (
    <>
      <Field
        name="role"
        label="Role"
        value={typed.role}
        error={errorOf("role")}
        required
        options={[
          { value: "", label: "Choose a role" },
          ...offer.roles.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      <DistrictField offer={offer} value={typed.district} error={errorOf("district")} />
      <Field
        name="schools"
        label="Schools (optional)"
        hint="Numbers or names, with commas between them. Leave it empty for the whole district."
        value={typed.schools}
        error={errorOf("schools")}
        maxlength={2000}
      />
      <div class="rb-pair">
        <Field
          name="validFrom"
          label="First day (optional)"
          hint="Default: today"
          type="date"
          value={typed.validFrom}
          error={errorOf("validFrom")}
        />
        <Field
          name="validTo"
          label="Last day (optional)"
          hint="Default: until it is ended"
          type="date"
          value={typed.validTo}
          error={errorOf("validTo")}
        />
      </div>
    </>
  );
};

export const DistrictField = (props: {
  offer: Pick<Offer, "districts" | "ownDistrict" | "wholeState">;
  value?: string;
  error?: string;
  /** What choosing none means, in a filter. */
  none?: string;
}) => {
  const { districts, ownDistrict, wholeState } = props.offer;
  if (ownDistrict)
    return (
      <p>
        <input type="hidden" name="district" value={String(ownDistrict.number)} />
        District: <strong>{ownDistrict.label}</strong>
      </p>
    );
  const field = { name: "district", label: "District", value: props.value, error: props.error };
  if (!districts || districts.length === 0)
    return (
      <Field
        {...field}
        hint={
          wholeState
            ? "The district's number. Leave it empty for a role that reaches every district."
            : "The district's number."
        }
      />
    );
  return (
    <Field
      {...field}
      options={[
        {
          value: "",
          label: props.none ?? (wholeState ? "None (for a role that reaches every district)" : "Choose a district"),
        },
        ...districts.map(({ number, name }) => ({ value: String(number), label: `${name} (${number})` })),
      ]}
    />
  );
};
