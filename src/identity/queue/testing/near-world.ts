// A registry with a near match in it: a child whom one district knows, asked for by another with little to go by. Tests only.
import type { Answer } from "../../registry/answer.ts";
import { ask } from "../../registry/ask.ts";
import type { StudentFacts } from "../../registry/facts.ts";
import { madeFacts, type RegistryWorld } from "../../registry/testing/registry-world.ts";
import { createQueue, type QueueVerbs } from "../create-queue.ts";

export type NearWorld = QueueVerbs & {
  w: RegistryWorld;
  askAs(district: number, facts: StudentFacts, key?: string, localIdentifier?: string): Promise<Answer>;
  /** A child of district 17, and a question of district 23 that may mean the same one. Each call has another child. */
  near(key?: string): Promise<{ known: Answer; waiting: Answer; facts: StudentFacts }>;
};

const names = [
  "Kowalczyk",
  "Oyelaran",
  "Vandermeer",
  "Castellanos",
  "Ferncombe",
  "Ilunga",
  "Brzezinski",
  "Thistlewood",
  "Quackenbush",
  "Mbeki",
  "Yamaguchi",
  "Lindqvist",
];

export const nearWorld = (w: RegistryWorld): NearWorld => {
  let made = 0;
  let children = 0;
  const askAs = (district: number, facts: StudentFacts, key = w.key(), local = `L${district}-${++made}`) =>
    ask(w.deps, w.registrar(district), {
      ...{ district, school: district * 10, localIdentifier: local, facts, key },
    });
  return {
    ...createQueue(w.deps),
    ...{ w, askAs },
    near: async (key) => {
      const last = names[children % names.length]!;
      const day = String((++children % 27) + 1).padStart(2, "0");
      const child = { last_name: last, guardian_name: `Ada ${last}`, birth_date: `2011-05-${day}` };
      const known = await askAs(17, madeFacts(child));
      const facts = madeFacts({
        ...child,
        ...{ middle_name: "", guardian_name: "", sex: "M", race_ethnicity: "3", town_of_birth: "Concord" },
      });
      const waiting = await askAs(23, facts, key);
      if (known.outcome !== "new" || waiting.outcome !== "near")
        throw new Error(`no near match was made: ${known.outcome}, ${waiting.outcome} ${waiting.probability}`);
      return { known, waiting, facts };
    },
  };
};
