// One run of the matcher in a process of its own, for bench/identity.ts.
import { pathToFileURL } from "node:url";
import { runLink } from "../src/identity/link/link-command.ts";

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href && process.argv[2]?.startsWith("{")) {
  const { files, map, out, oneToOne = false, encoded = false } = JSON.parse(process.argv[2]);
  const start = performance.now();
  const mode = encoded ? "encoded" : "plain";
  const report = await runLink(files, { map, out, oneToOne, mode, threshold: 0.5 });
  const usage = process.resourceUsage();
  console.log(
    JSON.stringify({
      records: report.records.reduce((sum, count) => sum + count, 0),
      seconds: (performance.now() - start) / 1000,
      cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
      peakMb: Math.round(usage.maxRSS / 1024),
    }),
  );
}
