// Runs the two scanners that attackers use, and reads what they found. Both are Debian packages that `npm test` installs.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { SignedIn } from "../browser/everything.ts";
import { type AttackRequest, proxyLog } from "./requests.ts";

const run = (program: string, args: string[], folder: string): Promise<string> =>
  new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, HOME: folder },
    });
    const said: Buffer[] = [];
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    child.on("error", (error) =>
      fail(new Error(`${program} cannot be run (Debian: apt-get install ${program}): ${error.message}`)),
    );
    child.on("close", () => done(Buffer.concat(said).toString()));
  });

export type Injection = { address: string; parameter: string };

/** Every parameter of the requests that sqlmap could inject SQL into. Throws when it did not test all of them. */
export const sqlmap = async (origin: string, requests: readonly AttackRequest[], folder: string) => {
  const log = join(folder, "requests.xml");
  writeFileSync(log, proxyLog(origin, requests));
  const said = await run(
    "sqlmap",
    [
      ...["-l", log, "--ignore-stdin", "--batch", "--disable-coloring", "--flush-session", "--output-dir", folder],
      ...["--dbms=postgresql", "--level=1", "--risk=1", "--technique=BEU", "--threads=2", "--skip=host"],
      // Refusals are answers here, not errors of the connection.
      ...["--ignore-code=*", "--answers=redirect=N,follow=N"],
    ],
    folder,
  );
  const tested = [...said.matchAll(/testing for SQL injection on /g)].length;
  const results = readdirSync(folder).find((name) => /^results-.*\.csv$/.test(name));
  const rows = results
    ? (parse(readFileSync(join(folder, results)), { columns: true }) as Record<string, string>[])
    : [];
  const found: Injection[] = rows
    .filter((row) => row["Technique(s)"])
    .map((row) => ({ address: row["Target URL"] ?? "", parameter: row.Parameter ?? "" }));
  return { found, tested, said };
};

export type Weakness = { kind: string; path: string; parameter: string };

/** What wapiti finds by walking through the site from its first page, as the person of the session. */
export const wapiti = async (origin: string, session: SignedIn, starts: readonly string[], folder: string) => {
  const report = join(folder, "wapiti.json");
  const said = await run(
    "wapiti",
    [
      ...["-u", `${origin}/`, "--scope", "domain", "-f", "json", "-o", report, "--flush-session", "--no-bugreport"],
      ...[
        "-m",
        "sql,xss,permanentxss,exec,file,crlf,redirect",
        "--max-scan-time",
        "90",
        "--max-attack-time",
        "25",
        "-S",
        "normal",
        "-v",
        "1",
      ],
      ...["-H", `Cookie: ${session.cookie}`, "-H", `Origin: ${origin}`, "--store-session", folder],
      ...starts.flatMap((start) => ["-s", `${origin}${start}`]),
    ],
    folder,
  );
  const { vulnerabilities, infos } = JSON.parse(readFileSync(report, "utf8")) as {
    vulnerabilities: Record<string, { path: string; parameter: string }[]>;
    infos: Record<string, unknown>;
  };
  const found: Weakness[] = Object.entries(vulnerabilities).flatMap(([kind, list]) =>
    list.map(({ path, parameter }) => ({ kind, path, parameter })),
  );
  return { found, infos, said };
};
