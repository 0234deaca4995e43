// The problems of collections: a part of the catalogue.
import { entry } from "./problem-entry.ts";

export const collectionProblems = {
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
};
