// The problems of the identifier registry: a part of the catalogue.
import { entry } from "./problem-entry.ts";

export const identityProblems = {
  "no-registry": entry(
    404,
    "No registry of identifiers",
    "The profile of this installation runs no registry of identifiers.",
    "Ask the state for the numbers of its students; a state's profile has an identity.yaml.",
  ),
  "facts-unusable": entry(
    422,
    "The facts cannot be used",
    "{detail}",
    "Correct what is named and ask again; nothing was changed.",
  ),
  "key-too-short": entry(
    422,
    "The key of the request is too short",
    "A request carries a secret key of its own of at least {shortest} characters.",
    "Choose a long random key for each request, and use it again only to repeat that request.",
  ),
  "same-key-other-question": entry(
    409,
    "The key belongs to another request",
    "A request with this key was made before, with other facts.",
    "Repeat a request with exactly the same facts, or choose a new key for a new request.",
  ),
  "no-numbers-left": entry(
    503,
    "No number is ready",
    "The stock of undealt numbers ran out at this moment.",
    "Ask again; the stock is being filled.",
  ),
  "custody-fixed": entry(
    409,
    "The custody of names and numbers is fixed",
    "The registry keeps students under {kept} custody; the profile now asks for {wanted}.",
    "Set custody in identity.yaml back to {kept}. A registry with students in it cannot change its custody.",
  ),
  "already-decided": entry(
    409,
    "Already decided",
    "{by} decided this near match on {on}.",
    "Nothing was changed. A wrong 'same' is mended by a split, a wrong 'new' by a merge.",
  ),
  "near-match-changed": entry(
    409,
    "Another student turned up",
    "While this near match waited, a student came in whom you have not seen beside it. Nothing was decided.",
    "Look at the near match again, which now shows that student too, and decide.",
  ),
  "known-apart": entry(
    409,
    "Known to be two students",
    "Just these words were decided to be another student's ({other}) than the one you named.",
    "Decide for the other student, or merge the two first if that decision was wrong.",
  ),
  "student-unknown": entry(
    422,
    "No such student",
    "{handle} names no student.",
    "Give the student's reference, ten letters and digits, or the number where the registry keeps it with the student.",
  ),
  "reason-unusable": entry(422, "The reason cannot be used", "{detail}", "Say in a sentence why; nothing was changed."),
  "nothing-owed": entry(
    409,
    "No number to fetch",
    "{detail}",
    "Look at the request: it says whether it waits, and whom to call for the number of a student who has one.",
  ),
  "already-fetched": entry(
    409,
    "The number was fetched before",
    "The number was dealt and can be opened with the key of that fetching alone; the registry keeps it nowhere.",
    "Ask the colleague who fetched it, or look in your student system.",
  ),
  "request-file-refused": entry(
    422,
    "The file was not taken",
    "{fileName} has {total} findings. Nothing was changed.",
    "Correct what is named and send the whole file again.",
  ),
  "file-key-wrong": entry(
    422,
    "The key does not open the answers",
    "The answers of this file open with the key that was sent with it, and with no other.",
    "Use the key of this file: the command keeps it beside its answers, as NAME.key.",
  ),
  "file-answers-ended": entry(
    410,
    "The answers are no longer kept",
    "The answers of a file are kept {days} days.",
    "Take the numbers from your student system; who has none there is asked for again.",
  ),
  "student-superseded": entry(
    409,
    "The student was superseded",
    "{student} gave way to {by}.",
    "Use {by}, or undo that merge first.",
  ),
  "merge-same-student": entry(
    409,
    "They are the same student",
    "Both of what you gave lead to one student.",
    "Give two different students.",
  ),
  "merge-mixed": entry(
    422,
    "A number and a reference cannot be merged",
    "The registry keeps numbers apart from students and does not know which number is whose.",
    "Merge two students by their references; then two numbers, if the students had two.",
  ),
  "merge-apart": entry(
    409,
    "They are known to be two students",
    "Somebody said that these are two students: {reason}",
    "Leave them apart. If that was wrong, merge them despite it and say why.",
  ),
  "merge-of-split": entry(
    409,
    "This merge undid a split",
    "The student was made by a split that was undone, and has no record of its own to go back to.",
    "Split the records off again; that makes a new student.",
  ),
  "undone-already": entry(409, "It was undone already", "This was undone before.", "Nothing is left to do."),
  "split-records": entry(
    422,
    "These records cannot be split off",
    "{detail}",
    "Choose other records; nothing was changed.",
  ),
  "split-moved-on": entry(
    409,
    "The records have moved on",
    "Some of the records of this split belong to yet another student by now.",
    "Undo the later splits first.",
  ),
};
