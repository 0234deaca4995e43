// Every problem the product can report: HTTP status, title, detail and remedy. The only place, with its parts, that knows status codes.
// `{name}` in a text is filled from the problem's facts.

import { accessProblems } from "./problem-catalogue-access.ts";
import { signInProblems } from "./problem-catalogue-sign-in.ts";
import { entry, type ProblemEntry } from "./problem-entry.ts";

export const catalogue = {
  // platform
  "not-found": entry(404, "Not found", "There is nothing here under that name.", "Check the address or the name."),
  "denied-by-policy": entry(
    403,
    "Not allowed",
    "{name} may not do this ({action}): {refusal}",
    "If your duties need it, ask the person who manages accounts in your organization.",
  ),
  "policy-not-applied": entry(
    500,
    "The access policy could not be applied",
    "The owner of the database may not make roles: {detail}",
    "Let a superuser run what `rollbook policy sql` prints, or give the owner CREATEROLE; then try again.",
  ),
  "field-unknown": entry(
    422,
    "No such field",
    "{field} is not a field that can be asked for here.",
    "Take one of the fields that the page shows.",
  ),
  denied: entry(
    403,
    "Not allowed",
    "{name} may not do this ({action}).",
    "Ask the person who manages accounts in your organization for a role that may.",
  ),
  "invalid-input": entry(422, "The input is not valid", "{detail}", "Correct the marked values and send them again."),
  "no-installation": entry(
    404,
    "No installation here",
    "{dir} holds no Rollbook installation.",
    "Run `rollbook init --profile NAME --data DIR` first, or name another folder with --data.",
  ),
  "already-installed": entry(
    409,
    "Already installed",
    "{dir} already holds an installation of the profile {profile}.",
    "Use it as it is, or choose another folder with --data.",
  ),
  "secret-missing": entry(
    500,
    "A key of the installation is missing",
    "{path} is not there, and a new one would not open what the old one locked.",
    "Put the key back from the copy that is kept away from this machine; nothing was changed.",
  ),
  "port-not-free": entry(
    409,
    "The port cannot be used",
    "Port {port} is {why}.",
    "Name another one with --port, or --port 0 for any free one.",
  ),
  "folder-not-of-demo": entry(
    409,
    "The folder holds something else",
    "{dir} holds an installation that is not this demo.",
    "Name another folder with --data, or delete this one if nobody needs it.",
  ),
  "database-unreachable": entry(
    503,
    "The database does not answer",
    "{detail}",
    "Look at the database log ({log}); then try again.",
  ),
  "profile-invalid": entry(
    422,
    "The profile cannot be used",
    "{detail}",
    "Name a profile that stands under profiles/, or give the path of a folder that holds a profile.yaml.",
  ),
  "file-unreadable": entry(422, "The file cannot be read", "{file}: {detail}", "Check the path and its permissions."),
  "file-unwritable": entry(
    422,
    "The file cannot be written",
    "{file}: {detail}",
    "Name a file in a folder that is there and that you may write to.",
  ),
  "stored-file-damaged": entry(
    500,
    "A stored file is damaged",
    "The stored file {sha256} does not have the contents its name says.",
    "Restore it from the backup; nothing was delivered.",
  ),
  // audit
  "audit-log-altered": entry(
    409,
    "The audit log is not the one that was sealed",
    "{detail}. Nothing more is sealed until that is explained.",
    "Run `rollbook audit verify` and keep the export as it is. After a restore from a backup: `rollbook audit seal --after-restore REASON`.",
  ),
  "audit-export-differs": entry(
    409,
    "The export is of another log",
    "{detail}",
    "Keep that folder as it is: it may be the true log. Verify both, and export to a new folder.",
  ),
  "audit-export-unreadable": entry(
    422,
    "The export cannot be read",
    "{detail}",
    "Name the folder that `rollbook audit export` wrote, or a whole copy of it.",
  ),
  "audit-trust-missing": entry(
    422,
    "Nothing to trust was given",
    "A log can only be verified against a public key or a checkpoint that did not come with it. This one carries the key {key}.",
    "Compare that key with the one you were given on paper, and name it with --key, or name an older checkpoint with --checkpoint.",
  ),
  "removal-settled": entry(
    409,
    "Settled before",
    "Somebody has already written down what became of this.",
    "Look at the entry; where it is wrong, record the matter anew and say so in its note.",
  ),
  "audit-event-unsealed": entry(
    409,
    "Not sealed yet",
    "Event {event} has no place in the sealed log.",
    "Run `rollbook audit seal` and try again; a number that no event has is never sealed.",
  ),

  // access
  "sign-in-required": entry(
    401,
    "Sign in first",
    "This page needs a signed-in person.",
    "Sign in, and ask again. A session ends after a while without a request.",
  ),
  "sign-in-link-invalid": entry(
    403,
    "This sign-in link no longer works",
    "The link was used before, is older than 24 hours or was never given out.",
    "Ask the person who manages accounts for a new link. Nothing else was changed.",
  ),
  "too-many-attempts": entry(
    429,
    "Too many attempts",
    "Too many attempts to sign in under this name or from this network address have failed.",
    "Try again in {minutes} minutes. A passkey, another way of signing in or an unused link works at once.",
  ),
  ...signInProblems,
  ...accessProblems,
  // directory
  "school-table-invalid": entry(
    422,
    "The school table cannot be used",
    "{detail}",
    "Compare the places named with the table as it was published, and import the corrected file. Nothing was changed.",
  ),
  "directory-file-invalid": entry(
    422,
    "The directory file cannot be used",
    "{detail}",
    "Correct the places named and import the file again. Nothing was changed.",
  ),
  "directory-missing": entry(
    404,
    "No directory for this year",
    "The organizations of {label} have not been imported.",
    "Import them with `rollbook directory import FILE --year {year}`.",
  ),
  // demo
  "folder-not-empty": entry(
    409,
    "The folder is not empty",
    "{dir} holds files already.",
    "Name an empty folder, or add --force to write into this one.",
  ),
  // identity
  "field-map-invalid": entry(
    422,
    "The map of fields cannot be used",
    "{file}: {detail}",
    "Map roles (id, first, middle, last, dob, sex, town, postcode, ssn, guardian, extra) to columns; see `rollbook id link --help`.",
  ),
  "records-unusable": entry(
    422,
    "The records cannot be used",
    "{file}: {detail}.",
    "Correct the file or the map of fields and run it again. Nothing was written.",
  ),
  "link-key-missing": entry(
    422,
    "A key is needed for encoded records",
    "No key of at least {shortest} characters was given.",
    "Name a file that holds it with --key-file, or set {variable}. Both sides of a link need the same key.",
  ),
  // collections
  "collection-unknown": entry(
    404,
    "No such collection",
    "The profile has no collection {collection}.",
    "Choose one of: {known}.",
  ),
  "district-unknown": entry(
    404,
    "No such district",
    "The directory of the school year ending in {year} has no district {district}.",
    "Check the number, or import the directory of that year.",
  ),
  "nothing-submitted": entry(
    404,
    "Nothing has been submitted",
    "District {district} has no {collection} submission for the school year ending in {year}.",
    "Upload a file first.",
  ),
  "upload-not-whole": entry(
    422,
    "The file is not whole",
    "{fileName} could not be read to its end as a whole. Nothing of it was stored.",
    "Correct what the findings name, save the file again and upload it.",
  ),
  "upload-other-district": entry(
    422,
    "The file is of another district",
    "Every record of {fileName} names {found}, none names district {district}. Nothing of it was stored.",
    "Choose the file of district {district}, or submit this one for the district that it names.",
  ),
  "window-closed": entry(
    409,
    "The window is closed",
    "{collection} for the school year ending in {year} is open from {opens} to {closes}.",
    "Ask the state's data manager to extend the window.",
  ),
  "submission-certified": entry(
    409,
    "The submission is certified",
    "{collection} of district {district} for the school year ending in {year} is certified; certified data are locked.",
    "Ask the state's data manager to reopen the submission, with the reason.",
  ),
  "submission-not-certified": entry(
    409,
    "The submission is not certified",
    "{collection} of district {district} for the school year ending in {year} is not certified.",
    "Only a certified submission can be signed or reopened.",
  ),
  "batch-not-current": entry(
    409,
    "The batch cannot be changed",
    "The batch {batch} is no current batch of this submission.",
    "Name a current batch, or leave the choice to the program.",
  ),
  "finding-not-explainable": entry(
    409,
    "This finding cannot be explained",
    "{ruleId} is of the kind {severity} and scope {scope}.",
    "Correct the record. Only findings that ask for confirmation take an explanation; the state may accept one for an error between districts.",
  ),
  "finding-unknown": entry(
    404,
    "No such finding",
    "There is no finding {finding}.",
    "List the findings with `rollbook findings`; the number after # is the id.",
  ),
  "finding-resolved": entry(
    409,
    "The finding is settled already",
    "The finding {finding} no longer holds.",
    "Look at the findings again.",
  ),
  "element-unknown": entry(
    422,
    "No such element",
    "{collection} has no element {element}.",
    "Use the element's name as the data dictionary has it.",
  ),
  "value-not-one-cell": entry(
    422,
    "The value is not one cell",
    "The value given for {element} would not be read back as one cell.",
    "Give a single value without line breaks.",
  ),
  "only-the-superintendent": entry(
    403,
    "Only the superintendent certifies",
    "{name} is not the superintendent of district {district}.",
    "Ask the superintendent of the district to certify.",
  ),
  "not-ready-to-certify": entry(
    409,
    "The submission is not ready to be certified",
    "Still open: {open}",
    "Settle what is open, then certify again.",
  ),
  // students
  "search-facts": entry(
    422,
    "Three facts are needed",
    "This right finds a student by first name, last name and birth date, all three.",
    "Give all three facts (`Find a student`).",
  ),
  "too-many-searches": entry(
    429,
    "Too many searches",
    "More than {limit} searches within an hour: this is no longer enrolling.",
    "Go on in an hour; each search is in the log.",
  ),
  "search-empty": entry(
    422,
    "Nothing to search by",
    "A search needs the beginning of a name, or a number.",
    "Type at least the first letters of the last name.",
  ),
  "export-purpose": entry(
    422,
    "The purpose is missing",
    "A file of students needs a purpose in words.",
    "Say in a sentence what the file is for; the person who approves it reads that.",
  ),
  "export-fields": entry(422, "No field was chosen", "A file needs at least one field.", "Choose what it shall hold."),
  "export-tables": entry(
    422,
    "Too many tables",
    "A file holds fields of students and of one other table, a row for each of its entries.",
    "Ask for one file for each table.",
  ),
  "export-own": entry(
    403,
    "A second person decides",
    "Nobody approves or refuses an own request.",
    "Ask another person who may approve files in your organization.",
  ),
  "export-decided": entry(
    409,
    "Already decided",
    "The request was {decision} before.",
    "Nothing was changed; a new request can be made.",
  ),
  "export-reason": entry(
    422,
    "The reason is missing",
    "A refusal needs a reason.",
    "Say why, for the person who asked.",
  ),
  "export-not-ready": entry(
    409,
    "There is no file to download",
    "The request is {state}: a file is made once, within seven days of the approval.",
    "Make a new request where the file is needed again.",
  ),
  // rosters
  "roster-invalid": entry(
    422,
    "The roster cannot be imported",
    "{fileName}: {detail}",
    "Correct what the findings name where the file comes from, and export it again. Nothing was changed.",
  ),
  "roster-other-district": entry(
    422,
    "The roster is of another district",
    "{fileName} is the roster of another district than {district}.",
    "Choose the file of your district. Nothing was changed.",
  ),
  "member-unknown": entry(
    422,
    "Nobody found",
    "{detail}",
    "Check the number or the e-mail address: only people you may see can be found.",
  ),
  "member-dates": entry(
    422,
    "The days do not fit",
    "{detail}",
    "Give days within those of the class, the first before the last.",
  ),
  // warehouse
  "certified-data-unreadable": entry(
    500,
    "The certified data cannot be kept",
    "The certified records do not fit the dictionary: {detail}.",
    "Nothing was certified. Check the profile's elements, verify the submission again and certify it again.",
  ),
  "snapshot-damaged": entry(
    500,
    "A snapshot is damaged",
    "The file of {what} {detail}: {file}",
    "Restore that file from the backup. No figure was computed without it.",
  ),
  "query-too-slow": entry(
    503,
    "The computation took too long",
    "It was stopped after {seconds} seconds.",
    "Try again when the machine is less busy, or ask for fewer details.",
  ),
  // reports
  "report-unknown": entry(404, "No such report", "There is no report {report}.", "Choose one of: {known}."),
  "report-not-for-audience": entry(
    403,
    "Not for this audience",
    "The report {report} is not made for the audience {audience}.",
    "Ask for it with one of: {audiences}.",
  ),
  "report-no-data": entry(
    409,
    "No certified data",
    "No district has certified {collection} data for {year}{asOf}.",
    "Certify at least one submission, or choose another year or a later date; `rollbook report list` shows what there is.",
  ),
  "report-definition-wrong": entry(
    500,
    "The report is not well defined",
    "{file}: {detail}",
    "Correct that file of the profile; `npm test` runs every report on both engines.",
  ),
} as const satisfies Record<string, ProblemEntry>;
