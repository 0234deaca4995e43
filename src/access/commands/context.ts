// What the commands of access are given, and how they read and print an account, a day, a link.
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import type { ShownAccount } from "../accounts/listing.ts";
import type { Access } from "../create-access.ts";
import type { SignInLink } from "../sign-in/links.ts";

/** `withAccess` opens the installation, runs the command and closes it. */
export type AccessCommandContext = {
  withAccess<T>(command: Command, run: (access: Access) => Promise<T>): Promise<T>;
  print(line: string): void;
};

/** The operator knows under which address people reach the workbench; the program behind a proxy does not. */
export const linkWords = ({ path, expiresAt }: Pick<SignInLink, "path" | "expiresAt">): string =>
  `${path} works once, until ${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC. Put the workbench's address before it.`;

export const districtNumber = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("A district is named by its whole number.");
  return Number(text);
};

export const emailAddress = (text: string): string => {
  const parsed = z.email().max(320).safeParse(text.trim());
  if (!parsed.success) throw new InvalidArgumentError("This is not an e-mail address.");
  return parsed.data;
};

const schoolNumbers = (text: string): number[] => {
  if (!/^\d{1,9}(\s*[;,]\s*\d{1,9})*$/.test(text))
    throw new InvalidArgumentError("Schools are named by their numbers with a comma between them.");
  return text.split(/[;,]/).map((one) => Number(one.trim()));
};

export const dayOption = (text: string): string => {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError("A day is YYYY-MM-DD, such as 2026-07-01.");
  return text;
};

/** Options of one assignment: role, place and days. */
export type AssignmentOptions = { role: string; district?: number; schools?: number[]; from?: string; to?: string };

export const offerAssignment = (command: Command): Command =>
  command
    .requiredOption("--role <role>", "a role of the profile's access.yaml; `rollbook user roles` lists them")
    .option("--district <number>", "district of a role that reaches one district", districtNumber)
    .option("--schools <numbers>", "limits it to these schools, such as 21745,21750", schoolNumbers)
    .option("--from <day>", "first day (YYYY-MM-DD); default: today", dayOption)
    .option("--to <day>", "last day (YYYY-MM-DD); default: until it is ended", dayOption);

export const assignmentOf = ({ role, district, schools, from, to }: AssignmentOptions) => ({
  ...{ role, district, schools, validFrom: from, validTo: to },
});

export const json = (): Option => new Option("--json", "print one JSON object");

/** One line for each assignment that is not over, with tabs between: address, name, role, district or `state`, days. An account without one has a line too. */
export const describe = ({ email, name, assignments, disabledAt }: ShownAccount): string[] => {
  const line = (...rest: (string | number)[]) => [email, name, ...rest, ...(disabledAt ? ["closed"] : [])].join("\t");
  const shown = assignments.filter(({ state }) => state === "valid" || state === "to come");
  if (shown.length === 0) return [line("-", "-")];
  return shown.map(({ role, district, schools, validFrom, validTo }) =>
    line(
      ...[role, district ?? "state", `${validFrom}..${validTo ?? ""}`],
      ...(schools.length > 0 ? [`schools ${schools.join(",")}`] : []),
    ),
  );
};
