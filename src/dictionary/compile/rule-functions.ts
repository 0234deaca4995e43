// The functions that a rule may call: CEL signature, and the JavaScript they become. The compiler's only list of them.
// `special` ones are compiled by hand because they look at the cell and not only at its value.

export type ValueType = "int" | "double" | "Date" | "string" | "bool";

export type RuleFunction = {
  name: string;
  parameters: (ValueType | "dyn")[];
  result: ValueType;
  /** Where the JavaScript stands: in the directory's tables (`T`), the runtime (`R`), or compiled by hand. */
  from: "directory" | "runtime" | "special";
  /** Name of the method there. */
  method: string;
  /** For booleans: the method may answer -1, unknown. For values: it may answer UNKNOWN. */
  mayBeUnknown: boolean;
  describes: string;
};

const directory = (
  name: string,
  parameters: ValueType[],
  result: ValueType,
  method: string,
  mayBeUnknown: boolean,
  describes: string,
): RuleFunction => ({ name, parameters, result, from: "directory", method, mayBeUnknown, describes });

const special = (
  name: string,
  parameters: RuleFunction["parameters"],
  result: ValueType,
  describes: string,
): RuleFunction => ({ name, parameters, result, from: "special", method: "", mayBeUnknown: false, describes });

export const ruleFunctions: RuleFunction[] = [
  special("filled", ["dyn"], "bool", "the cell is not blank"),
  special("blank", ["dyn"], "bool", "the cell is blank"),
  special("valid_code", ["dyn"], "bool", "the cell holds a code of its code set"),
  special("valid_code", ["dyn", "Date"], "bool", "the cell holds a code that is in force on the day"),
  special("digits", ["string", "int"], "bool", "the cell is exactly that many digits"),
  special("date", ["string"], "Date", 'a fixed day, such as date("2025-09-30")'),
  {
    name: "age_on",
    parameters: ["Date", "Date"],
    result: "int",
    from: "runtime",
    method: "ageOn",
    mayBeUnknown: false,
    describes: "completed years of age on the day",
  },
  directory("known_school", ["int"], "bool", "knownSchool", false, "the directory lists the school"),
  directory("known_district", ["int"], "bool", "knownDistrict", false, "the directory lists the district"),
  directory("known_sau", ["int"], "bool", "knownSau", false, "the directory lists the SAU"),
  directory("school_active", ["int"], "bool", "schoolActive", false, "the school is open in the school year"),
  directory("school_district", ["int"], "int", "schoolDistrict", true, "district of the school"),
  directory("school_sau", ["int"], "int", "schoolSau", true, "SAU of the school"),
  directory(
    "school_kind",
    ["int"],
    "string",
    "schoolKind",
    true,
    "public, academy, charter, interstate, nonpublic ...",
  ),
  directory("school_has_grade", ["int", "int"], "bool", "schoolHasGrade", true, "the school runs the grade"),
  directory("school_opens", ["int"], "Date", "schoolOpens", true, "first day of school"),
  directory("school_closes", ["int"], "Date", "schoolCloses", true, "last day of school"),
  directory("district_sau", ["int"], "int", "districtSau", true, "SAU of the district"),
  directory("town_in_district", ["int", "int"], "bool", "townInDistrict", true, "the town belongs to the district"),
  directory(
    "half_days_in_session",
    ["int", "Date", "Date"],
    "int",
    "halfDaysInSession",
    true,
    "half days of the school between two days",
  ),
];

export const findFunction = (name: string, argumentCount: number): RuleFunction | undefined =>
  ruleFunctions.find((entry) => entry.name === name && entry.parameters.length === argumentCount);
