// A process that seals without pause until it is killed, and says on its output what it sealed. Started by the test of
// kill -9 with its settings as JSON in the first argument.
import { setTimeout as sleep } from "node:timers/promises";
import { loadConfig, openDatabase, systemClock } from "../../platform/index.ts";
import { sealAll } from "../sealing/seal.ts";
import { loadSealingKey } from "../sealing/sealing-key.ts";

type Settings = { data: string; env: Record<string, string>; limit: number };
const settings = JSON.parse(process.argv[2] ?? "{}") as Settings;

const config = loadConfig({ data: settings.data, env: settings.env });
const { db } = await openDatabase(config);
const context = { db, clock: systemClock, dataDir: config.dataDir, key: loadSealingKey(config.dataDir) };
for (;;) {
  const { sealed, size, note } = await sealAll(context, settings.limit);
  if (sealed > 0) process.stdout.write(`${JSON.stringify({ size, note })}\n`);
  else await sleep(1);
}
