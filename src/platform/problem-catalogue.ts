// Every problem the product can report: HTTP status, title, detail and remedy. The only place, with its parts, that knows status codes.
// `{name}` in a text is filled from the problem's facts.

import { accessProblems } from "./problem-catalogue-access.ts";
import { collectionProblems } from "./problem-catalogue-collections.ts";
import { identityProblems } from "./problem-catalogue-identity.ts";
import { signInProblems } from "./problem-catalogue-sign-in.ts";
import { studentProblems } from "./problem-catalogue-students.ts";
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
  ...identityProblems,
  ...collectionProblems,
  ...studentProblems,
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
