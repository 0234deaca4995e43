// The command `synth-roster`: a made-up OneRoster zip of one district, with the truth of who teaches whom beside it.
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { dayOf, Problem, schoolYearOf, systemClock, writeCsv } from "../../platform/index.ts";
import { writeRosterZip } from "../../students/index.ts";
import { makeRoster, type RosterPlan } from "./make-roster.ts";

type Options = {
  district: number;
  year?: number;
  students: number;
  out: string;
  truth?: string;
  seed: number;
  version: "1.1" | "1.2";
  stateNumber?: string;
};

const perSchool = 600;
const ladders = [
  { word: "Elementary", grades: ["KG", "1", "2", "3", "4", "5"] },
  { word: "Middle", grades: ["6", "7", "8"] },
  { word: "High", grades: ["9", "10", "11", "12"] },
];

/** An elementary, a middle and a high school, and one more for every few hundred students beyond. */
export const plannedSchools = (district: number, students: number): RosterPlan["schools"] =>
  Array.from({ length: Math.max(ladders.length, Math.round(students / perSchool)) }, (_, at) => {
    const { word, grades } = ladders[at % ladders.length]!;
    const round = Math.floor(at / ladders.length);
    return { number: district * 1_000 + at + 1, name: `${word} School${round > 0 ? ` ${round + 1}` : ""}`, grades };
  });

export const registerSynthRosterCommand = (program: Command, print: (line: string) => void): void => {
  program
    .command("synth-roster")
    .description("make up a district's OneRoster zip: students, teachers, classes")
    .requiredOption("--district <number>", "the district's number", Number)
    .requiredOption("--out <file>", "the zip to write")
    .option("--year <year>", "school year by the year in which it ends; default: today's", Number)
    .option("--students <n>", "how many", Number, 500)
    .option("--seed <n>", "another seed makes other people", Number, 1)
    .option("--oneroster <version>", "1.1 or 1.2", "1.2")
    .option("--state-number <type>", "write state numbers under this type of userIds")
    .option("--truth <file>", "write who teaches whom, from when to when, as CSV")
    .addHelpText("after", "\nExample:\n  rollbook synth-roster --district 17 --students 500 --out /tmp/roster.zip")
    .action((options: Omit<Options, "version"> & { oneroster: string }) => {
      const { district, students, out, truth, seed, oneroster, stateNumber } = options;
      const year = options.year ?? schoolYearOf(dayOf(systemClock));
      if (oneroster !== "1.1" && oneroster !== "1.2")
        throw new Problem("invalid-input", { detail: "OneRoster 1.1 or 1.2 can be written." });
      const schools = plannedSchools(district, students);
      const made = makeRoster({
        year,
        district: { number: district, name: `District ${district}` },
        schools,
        students,
        seed,
        stateNumberType: stateNumber,
      });
      write(out, writeRosterZip(oneroster, made.tables));
      if (truth)
        write(
          truth,
          writeCsv(
            ["teacher", "student", "starts", "ends"],
            made.taught.map((one) => [one.teacher, one.student, one.starts, one.ends]),
          ),
        );
      print(`${out}: ${students} students, ${made.tables.classes?.length ?? 0} classes, ${schools.length} schools`);
    });
};

const write = (file: string, content: Uint8Array | string): void => {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new Problem("file-unwritable", { file, detail: (error as Error).message });
  }
};
