// The command `serve`: the workbench of an installation on this machine, until it is told to stop.
import type { Command } from "commander";
import type { Sealer } from "../audit/index.ts";
import { Problem } from "../platform/index.ts";
import { type Serving, serveApp } from "./app.ts";
import { print } from "./command-config.ts";
import { withInstallation } from "./command-context.ts";
import type { Installation } from "./installation.ts";
import { portOption, readPort } from "./port.ts";

export const registerServeCommand = (program: Command): void => {
  program
    .command("serve")
    .description("serve the workbench on this machine (127.0.0.1)")
    .option(...portOption, readPort, 8484)
    .addHelpText(
      "after",
      "\nPut a proxy with TLS before it to reach it from elsewhere. Stop it with Ctrl+C.\n\n" +
        "Examples:\n  rollbook serve\n  rollbook serve --data /srv/rollbook --port 8080",
    )
    .action((options: { port: number }, command: Command) =>
      withInstallation(command, async (installation) => {
        const serving = await serveApp(installation, options.port);
        const sealer = startSealing(installation);
        const tidying = startTidying(installation);
        print(`Rollbook serves ${serving.address} (sign in with a link from: rollbook user link NAME)`);
        await untilStopped(serving);
        await tidying.stop();
        await sealer.stop();
      }),
    );
};

/** Seals the audit log every few seconds, and says what keeps it from being sealed. */
export const startSealing = ({ auditLog }: Installation): Sealer => auditLog.startSealer({ onFailure: tellFailure() });

const hour = 3_600_000;

/** Lets the registry put itself in order, every hour. */
const startTidying = ({ registry }: Installation): { stop(): Promise<void> } => {
  let running: Promise<void> = Promise.resolve();
  const tidy = () => {
    running = (registry?.tidy() ?? Promise.resolve()).catch((error: unknown) => {
      process.stderr.write(`The registry was not put in order, and will be in an hour: ${String(error)}\n`);
    });
  };
  tidy();
  const timer = setInterval(tidy, hour);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
};

/** Says once what keeps the audit log from being sealed, and again when that changes. */
const tellFailure = () => {
  let told = "";
  return (error: unknown): void => {
    const message = error instanceof Problem ? `${error.message} ${error.remedy}` : String(error);
    if (message !== told) process.stderr.write(`The audit log is not being sealed: ${message}\n`);
    told = message;
  };
};

/** Waits for Ctrl+C or a polite kill, then lets running answers finish. */
export const untilStopped = async (serving: Serving): Promise<void> => {
  await new Promise<void>((stop) => {
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
  await serving.close();
};
