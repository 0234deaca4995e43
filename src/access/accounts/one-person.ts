// An account is one person's, never an office's: what an address and a name must look like. Pure.
import { Problem } from "../../platform/index.ts";

/** Words that mailboxes of several people are made of. Titles of positions are not among them: one person holds a position. */
const mailboxWords = new Set(
  `account accounts admin admissions all attendance central computer contact data department dept desk district edu
  enrollment everyone frontdesk frontoffice general group guidance hello help helpdesk hotline hr info information it lab
  library mail mailbox main noreply office officestaff payroll postmaster reception records registration reply root
  school schools service services shared sis staff students sub support sysadmin system teachers team tech technology test
  training user users web webmaster`.split(/\s+/),
);
/** Small words between them, as in `front.desk` and `no-reply`. */
const joiningWords = new Set(["front", "no", "not", "do", "the", "of", "our", "and", "for", "at"]);

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");

const isMailbox = (words: string[]): boolean =>
  words.some((word) => mailboxWords.has(word)) &&
  words.every((word) => mailboxWords.has(word) || joiningWords.has(word));

/** Why the account would not be one person's; undefined where nothing speaks against it. `singleName`: the person truly has one name. */
const whyShared = (person: { name: string; email: string; singleName?: boolean | undefined }) => {
  const [local = ""] = person.email.split("@");
  if (isMailbox(wordsOf(local))) return `${person.email} is an address that several people read`;
  const words = wordsOf(person.name);
  if (isMailbox(words)) return `${person.name} is not the name of a person`;
  if (words.length === 0) return "a name is made of letters";
  if (words.length === 1 && !person.singleName)
    return `${person.name} is one name, where a first and a last name are needed`;
  return undefined;
};

/** Throws `account-shared`. */
export const assertOnePerson = (person: { name: string; email: string; singleName?: boolean | undefined }): void => {
  const why = whyShared(person);
  if (why) throw new Problem("account-shared", { why });
};
