// A process that uploads one file after another until it is killed, and says on its output what was acknowledged.
// Started by the crash scenarios with its settings as JSON in the first argument.
import { setImmediate as breathe } from "node:timers/promises";
import { systemActor } from "../../access/index.ts";
import { loadDictionary } from "../../dictionary/index.ts";
import { loadConfig, openDatabase, openFileStore, resolveProfile, systemClock } from "../../platform/index.ts";
import { createCollections } from "../create-collections.ts";
import { alder, boyFile, directory, year } from "./small-directory.ts";

type Settings = { data: string; env: Record<string, string>; profile: string; rows: number; first: number };
const settings = JSON.parse(process.argv[2] ?? "{}") as Settings;

const config = loadConfig({ data: settings.data, env: settings.env });
const profileDir = resolveProfile(settings.profile);
const { db, owner } = await openDatabase(config);
const dictionary = loadDictionary(profileDir);
const files = await openFileStore(config.dataDir);
const collections = createCollections({
  ...{ db, owner, files, dictionary, profileDir, clock: systemClock },
  directoryOf: async () => directory,
});
const names = dictionary.elements.filter(({ collection }) => collection === "BOY").map(({ name }) => name);

for (let n = settings.first; ; n++) {
  // One row in ten has an error, so that findings are part of what must be whole.
  const pupils = Array.from({ length: settings.rows }, (_, at) => ({
    sasid: 1_000_000_000 + n * settings.rows + at,
    Race: at % 10 === 0 ? 99 : 5,
  }));
  const text = Buffer.from(boyFile(names, pupils));
  const source = async function* () {
    for (let at = 0; at < text.length; at += 1 << 14) {
      yield text.subarray(at, at + (1 << 14));
      await breathe();
    }
  };
  const key = { collection: "BOY", year, district: alder };
  const request = { ...key, fileName: `file-${n}.csv`, replaces: "none", source: source() };
  const { batch } = await collections.submit(systemActor, request);
  process.stdout.write(`${JSON.stringify({ id: batch.id, sha256: batch.sha256 })}\n`);
}
