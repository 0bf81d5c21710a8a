import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../terraform/support/command";
import { temporaryFolder } from "../../terraform/support/temporary";
import type { Packed } from "./packed";

/** Of what CDKTF's template installs, and what its users put in place of ts-node. */
const PACKAGES = ["cdktf@0.21.0", "constructs@10", "ts-node@10", "tsx@4", "typescript@5", "@types/node@20"];

/** Why nothing can be installed, with the way to change it; undefined where it can. */
export function registryProblem(): string | undefined {
  const args = ["view", "constructs@10.4.2", "version", "--fetch-retries=0", "--fetch-timeout=10000"];
  const { status } = spawnSync("npm", args, { stdio: "ignore", timeout: 30_000 });
  return status === 0 ? undefined : "the npm registry is out of reach: connect to it, or set up a mirror";
}

/** @returns a folder in which the package is installed, and below which apps find it */
export async function install({ tarball }: Packed): Promise<string> {
  const folder = temporaryFolder("installed");
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  await runCommand("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", tarball, ...PACKAGES], {
    cwd: folder,
    env: process.env,
    timeoutSeconds: 300,
  });
  return folder;
}
