// The problems of students and of their rosters: a part of the catalogue.
import { entry } from "./problem-entry.ts";

export const studentProblems = {
  "search-facts": entry(
    422,
    "Three facts are needed",
    "This right finds a student by first name, last name and birth date, all three.",
    "Give all three facts (`Find a student`).",
  ),
  "too-many-searches": entry(
    429,
    "Too many searches",
    "There were {limit} {what}: this is no longer enrolling.",
    "Go on {when}; each search is in the log.",
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
};
