// The words of the dictionary as types: elements, code sets, rules, collections, and what a check of a file gives.
// Types only. They are read by the CLI, the server and the browser alike, so nothing here may need Node.

export type Severity = "error" | "warning" | "confirm";
type RuleScope = "row" | "batch" | "district" | "state";
export type ElementType = "integer" | "decimal" | "date" | "text";

/** How a rule is checked: CEL over one record, the file layer, an SQL file, the program itself, or not yet. */
type RuleCheck = "cel" | "file" | "sql" | "built-in" | "planned";

/** Where a line of a profile file stands, for messages. */
export type Place = { file: string; line: number };

/** One column of one collection. School years are named by the year in which they end; open ends are absent. */
export type DataElement = Place & {
  collection: string;
  position: number;
  /** The jurisdiction's own number of the element, as it is printed in its dictionary; empty where it has none. */
  number: string;
  name: string;
  longName: string;
  sqlName: string;
  type: ElementType;
  format: string;
  minLength: number;
  maxLength: number;
  required: "yes" | "no" | "conditional";
  definition: string;
  purpose: string;
  /** A code set of codes.csv, or `directory/school` and the like where the directory holds the list. */
  codeSet?: string;
  cedsId?: string;
  validFrom?: number;
  validTo?: number;
  /** Whether the element goes into the nameless warehouse. */
  warehouse: boolean;
  /** Field level 1 (least sensitive) to 4. */
  level: 1 | 2 | 3 | 4;
  notes: string;
  source: string;
};

/** One permitted code. `code` may be a range (`1-50`) or open range (`11+`) for integers. Dates are ISO, inclusive. */
export type Code = Place & {
  codeSet: string;
  code: string;
  label: string;
  validFrom?: string;
  validTo?: string;
  notes: string;
  source: string;
};

export type Rule = Place & {
  id: string;
  collections: string[];
  scope: RuleScope;
  severity: Severity;
  /** The elements it concerns; a finding is shown at the first, or at each one when the rule speaks of `value`. */
  elements: string[];
  when: string;
  must: string;
  check: RuleCheck;
  /** File name under rules/, for `check: sql`. */
  sql?: string;
  condition: string;
  message: string;
  remedy: string;
  validFrom?: number;
  validTo?: number;
  source: string;
  /** Column numbers of this line's cells in the file, for messages. */
  columns: Record<"collection" | "rule_id" | "elements" | "when" | "must" | "sql", number>;
};

/** Names of the elements that play a part which the program must know about. */
type Roles = {
  student: string;
  district: string;
  school: string;
  grade: string;
  entryDate: string;
  exitDate: string;
  birthDate?: string;
  sau?: string;
  status?: string;
  entryCode?: string;
  exitCode?: string;
};

/** Rule ids that the file layer uses in place of its own generic ones. */
type FileRules = {
  required?: string;
  columnCount?: string;
  tooLong?: string;
  empty?: string;
  /** element name -> rule that reports an unreadable cell of it. */
  unreadable: Record<string, string>;
};

export type Collection = {
  id: string;
  name: string;
  description: string;
  /** "starting 10-01" or "ending 06-30": a day of the starting or the ending calendar year of the school year. */
  countDate?: string;
  windowDate: string;
  window: { opens: string; closes: string };
  /** Further days that rules may name. */
  dates: Record<string, string>;
  roles: Roles;
  fileRules: FileRules;
};

export type Dictionary = {
  name: string;
  title: string;
  /** What the jurisdiction calls the student identifier. */
  identifier: string;
  /** IANA name. */
  timeZone: string;
  directory: string;
  elements: DataElement[];
  codes: Code[];
  codeSets: Map<string, Code[]>;
  rules: Rule[];
  collections: Map<string, Collection>;
  /** Code of a grade in the files -> grades of the directory it stands for. */
  gradeCodes: Record<string, string[]>;
  /** Hash of the dictionary's files: the version that every published figure names. */
  version: string;
};

export type ElementColumn = {
  position: number;
  name: string;
  longName: string;
  sqlName: string;
  type: ElementType;
  sqlType: string;
  format: string;
  minLength: number;
  maxLength: number;
  required: boolean;
  codeSet?: string;
  warehouse: boolean;
  level: 1 | 2 | 3 | 4;
};

/** A rule as the validator knows it; also the generic ones of the file layer (FILE-..., TYPE-...). */
export type RowRule = {
  id: string;
  severity: Severity;
  message: string;
  remedy: string;
  needsDirectory: boolean;
};

/** Positions in a layout's rules of the findings that the file layer itself makes. */
export type FilePositions = Record<
  | "required"
  | "columnCount"
  | "tooLong"
  | "tooShort"
  | "empty"
  | "encoding"
  | "nul"
  | "truncated"
  | "quote"
  | "rowLength"
  | "header",
  number
>;

/** What a generated validator knows about itself; plain JSON. */
export type Layout = {
  collection: string;
  year: number;
  columns: ElementColumn[];
  rules: RowRule[];
  file: FilePositions;
  /** For each column, the rule that reports a cell that cannot be read. */
  unreadable: number[];
  gradeCodes: Record<string, string[]>;
};

export type CompiledCollection = {
  collection: string;
  year: number;
  columns: ElementColumn[];
  rules: RowRule[];
  /** One ES module (`export default {...}`), run by Node and served to the browser as a file. */
  source: string;
  hash: string;
};

/** The little of the directory that row rules ask for; JSON, so that the browser can fetch it. Dates ISO. */
export type DirectoryContext = {
  year: number;
  saus: number[];
  districts: { number: number; sau: number; towns: number[] }[];
  schools: {
    number: number;
    district: number;
    sau: number;
    kind: string;
    grades: string[];
    opens?: string;
    closes?: string;
    activeFrom?: string;
    activeTo?: string;
    halfDaysInSession?: number;
  }[];
  towns: { number: number; district: number }[];
};

export type RowFinding = {
  /** Record number in the file from 1, header not counted; 0 for the file as a whole. */
  row: number;
  /** Physical line from 1. */
  line: number;
  /** Column from 1; 0 for the row or file as a whole. */
  column: number;
  element: string;
  ruleId: string;
  severity: Severity;
  value: string;
  message: string;
  remedy: string;
};

export type CheckResult = {
  /** Rows of the file, header and blank lines not counted. */
  rows: number;
  /** Rows that could be read as records. */
  records: number;
  bytes: number;
  /** Line breaks passed. */
  lines: number;
  findings: Record<Severity, number>;
  byRule: Record<string, number>;
  /** false: truncated or unreadable. Such a file must never be taken for whole. */
  complete: boolean;
  /** Rules left out because no directory of the year was at hand. */
  notChecked: string[];
};

export type CheckSink = {
  finding(finding: RowFinding): void;
  /** Lines for PostgreSQL's text COPY; the bytes are only valid during the call. */
  copy?(bytes: Uint8Array): void;
};

export type Checker = {
  push(chunk: Uint8Array): void;
  end(): CheckResult;
  /** Whether everything pushed so far was whole rows, so that the file could be taken up here by another checker. */
  atRowStart(): boolean;
};
