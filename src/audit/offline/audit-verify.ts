// The stand-alone verifier (dist/audit-verify.js): one file that needs nothing but Node, an export, and a key or a
// checkpoint that did not come with it. An auditor can read its few sources, and copy it to a machine of his own.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread } from "node:worker_threads";
import { checkProofFile, describeProof } from "./prove-command.ts";
import { claimedKey, readTrust, TrustError } from "./read-trust.ts";
import { hashBlocksWith, serveBlocks } from "./threads.ts";
import { describeVerdict } from "./verdict.ts";
import { verifyExport } from "./verify-export.ts";

const help = `usage: node audit-verify.js DIR (--key KEY | --checkpoint FILE)... [--json]
       node audit-verify.js prove FILE (--key KEY | --checkpoint FILE)... [--json]

Verifies the exported audit log in DIR, or with "prove" the proof of one event in FILE, without database or network.
  --key KEY          the log's public key, or a file with it, as it was given to you on paper; may be repeated
  --checkpoint FILE  a checkpoint that you kept from an earlier visit; may be repeated
  --json             print one JSON object

Ends with 0 when every sealed event is proven, 1 when something is wrong (the first line names what), 2 when it cannot tell.

Examples:
  node audit-verify.js /media/audit-log --key rollbook-audit-1f2e3d4c5b6a+7d1c2b3a+AbCd...
  node audit-verify.js /media/audit-log --key key.txt --checkpoint checkpoint-2025-07-01.txt
  node audit-verify.js prove event-7.json --key key.txt
`;

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: "string", multiple: true, default: [] },
      checkpoint: { type: "string", multiple: true, default: [] },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [dir, file] = positionals;
  if (!values.help && dir === "prove" && file !== undefined && positionals.length === 2) {
    const proof = checkProofFile(file, readTrust(values.key, values.checkpoint));
    process.stdout.write(values.json ? `${JSON.stringify(proof)}\n` : `${describeProof(proof).join("\n")}\n`);
    return proof.proven ? 0 : 1;
  }
  if (values.help || dir === undefined || positionals.length > 1) {
    process.stdout.write(help);
    return values.help ? 0 : 2;
  }
  if (!existsSync(dir)) throw new TrustError(`there is no folder ${dir}`);
  const trust = readTrust(values.key, values.checkpoint);
  if (trust.keys.length + trust.checkpoints.length === 0)
    throw new TrustError(
      `Name a public key (--key) or a checkpoint (--checkpoint) that did not come with the export.\n` +
        `The export says that its key is ${claimedKey(dir)}; compare it with the one you were given on paper.`,
    );
  let done = 0;
  const onEvents = (events: number): void => {
    done += events;
    if (process.stderr.isTTY) process.stderr.write(`\r${done.toLocaleString("en-US")} events`);
  };
  const hashBlocks = hashBlocksWith(fileURLToPath(import.meta.url));
  const verdict = await verifyExport(dir, trust, { hashBlocks, onEvents });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
  process.stdout.write(values.json ? `${JSON.stringify(verdict)}\n` : `${describeVerdict(verdict).join("\n")}\n`);
  return verdict.verified ? 0 : 1;
};

if (isMainThread)
  try {
    process.exitCode = await main();
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${told}\n`);
    process.exitCode = 2;
  }
else serveBlocks();
