import { mkdirSync, rmdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Runs a task while no other process runs one under the same lock, a folder made for its duration. */
export async function withLock<T>(path: string, waitSeconds: number, task: () => Promise<T>): Promise<T> {
  const until = Date.now() + waitSeconds * 1_000;
  while (!taken(path)) {
    if (Date.now() > until)
      throw new Error(`${path}: still locked after ${waitSeconds} s; remove it if no test runs`);
    await sleep(200);
  }
  try {
    return await task();
  } finally {
    rmdirSync(path);
  }
}

function taken(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
