// A lock between processes of one machine: a file that names its holder. A dead holder's lock is taken over.
import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
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

const tryTake = (path: string): boolean => {
  try {
    const fd = openSync(path, "wx", 0o600);
    writeSync(fd, String(process.pid));
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    removeIfDead(path);
    return false;
  }
};

const removeIfDead = (path: string): void => {
  try {
    const holder = Number(readFileSync(path, "utf8"));
    if (holder > 0 && !isAlive(holder)) unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error; // released between the two looks
  }
};

/** Whether a process of this number exists on this machine. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};
