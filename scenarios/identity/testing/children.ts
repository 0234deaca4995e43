// Made-up children and how other clerks write them down: for tests of many districts asking at once. Seeded; nobody in it exists.
import type { StudentFacts } from "../../../src/identity/registry/facts.ts";
import { madeFacts } from "../../../src/identity/registry/testing/registry-world.ts";
import { chances } from "../../../src/identity/testing/made-people.ts";

const firsts = `Elizabeth Katherine Benjamin Samuel Robert William Margaret Christopher Ana Noah Priya Owen Fatima Lucia
  Theodore Hannah Mateo Ingrid Dmitri Chloe`.split(/\s+/);
const lasts =
  `Tremblay Kowalski Okafor Lindqvist Marchetti Nakamura Oyelaran Petrov Quintana Rasmussen Schaefer Thibodeau
  Underhill Vasquez Whitcomb Yamamoto Zielinski Abernathy Bergeron Castellanos`.split(/\s+/);
const towns = "Keene Dover Nashua Berlin Laconia Concord Exeter Littleton".split(" ");

/** `count` children, one in twenty of them the twin of the child before. */
export const makeChildren = (count: number, seed: number): StudentFacts[] => {
  const chance = chances(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
  const children: StudentFacts[] = [];
  for (let at = 0; at < count; at++) {
    const before = children.at(-1);
    if (before && chance() < 0.05) {
      const other = firsts[(firsts.indexOf(before.first_name) + 7) % firsts.length]!;
      children.push({ ...before, first_name: other, middle_name: "", sex: chance() < 0.5 ? "F" : "M" });
      continue;
    }
    const last = `${pick(lasts)}${at % 3 === 0 ? `-${pick(lasts)}` : ""}`;
    const two = (number: number) => String(number).padStart(2, "0");
    children.push(
      madeFacts({
        first_name: pick(firsts),
        last_name: last,
        middle_name: pick(firsts),
        birth_date: `${2006 + Math.floor(chance() * 13)}-${two(1 + Math.floor(chance() * 12))}-${two(1 + Math.floor(chance() * 28))}`,
        sex: chance() < 0.5 ? "F" : "M",
        race_ethnicity: pick(["1", "2", "3", "4", "5"]),
        town_of_birth: pick(towns),
        guardian_name: `${pick(firsts)} ${last.split("-")[0]}`,
      }),
    );
  }
  return children;
};

const short: Record<string, string> = {
  Elizabeth: "Liz",
  Katherine: "Kate",
  Benjamin: "Ben",
  Samuel: "Sam",
  Robert: "Bob",
  William: "Bill",
  Margaret: "Peggy",
  Christopher: "Chris",
};

/** The same child as another clerk writes it. */
export const otherwise = (child: StudentFacts, chance: () => number): StudentFacts => {
  const slips: (() => Partial<StudentFacts>)[] = [
    () => ({ first_name: short[child.first_name] ?? child.first_name.slice(0, 4) }),
    () => ({ last_name: child.last_name.split("-")[0]! }),
    () => ({ last_name: child.last_name.toUpperCase().replace("-", " ") }),
    () => ({ middle_name: child.middle_name.slice(0, 1) }),
    () => ({ guardian_name: "" }),
    () => ({ town_of_birth: child.town_of_birth.replace("e", "") }),
    () => ({ last_name: child.last_name.slice(0, 3) + child.last_name.slice(4) }),
    () => ({ first_name: child.last_name, last_name: child.first_name }),
  ];
  return { ...child, ...slips[Math.floor(chance() * slips.length)]!() };
};
