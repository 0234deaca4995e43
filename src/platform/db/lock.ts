// A lock between processes of one machine: a file that names its holder. A dead holder's lock is taken over.
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Runs `work` while holding the lock file `path`. Waits at most `timeoutMs` for a living holder, then throws. */
export const withFileLock = async <T>(path: string, work: () => Promise<T>, timeoutMs = 120_000): Promise<T> => {
  const deadline = performance.now() + timeoutMs;
  while (!tryTake(path)) {
    if (performance.now() > deadline) throw new Error(`another process has held ${path} for ${timeoutMs / 1000} s`);
    await sleep(20 + Math.floor(performance.now() % 30));
  }
  try {
    return await work();
  } finally {
    unlinkSync(path);
  }
};

/** The lock appears with its holder's number in it, never empty. */
const tryTake = (path: string): boolean => {
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  writeFileSync(draft, String(process.pid), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    removeIfDead(path);
    return false;
  } finally {
    unlinkSync(draft);
  }
};

/** Takes a dead holder's lock away. Another waiter may have done so and locked anew: then that lock is put back. */
const removeIfDead = (path: string): void => {
  const taken = `${path}.${process.pid}.${randomUUID()}`;
  try {
    const text = readFileSync(path, "utf8");
    if (isAlive(Number(text))) return;
    renameSync(path, taken);
    if (readFileSync(taken, "utf8") !== text) linkSync(taken, path);
    unlinkSync(taken);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error; // released between the two looks
  }
};

/** Whether a process of this number exists on this machine. */
export const isAlive = (pid: number): boolean => {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};
