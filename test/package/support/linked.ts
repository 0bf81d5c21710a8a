import { chmodSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../terraform/support/command";
import { temporaryFolder } from "../../terraform/support/temporary";
import { type Packed, PROJECT } from "./packed";

/** @returns a folder with the package as it is packed, and what it needs as it is installed here: nothing is fetched */
export async function link({ tarball }: Packed): Promise<string> {
  const folder = temporaryFolder("linked");
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "plainform"), { recursive: true });
  await runCommand("tar", ["-xzf", tarball, "-C", join(modules, "plainform"), "--strip-components=1"], {
    cwd: folder,
    env: process.env,
    timeoutSeconds: 60,
  });
  for (const name of readdirSync(join(PROJECT, "node_modules")))
    if (name !== "plainform" && !name.startsWith("."))
      symlinkSync(join(PROJECT, "node_modules", name), join(modules, name));
  const bin = join(modules, "plainform/dist/cli/bin.js");
  chmodSync(bin, 0o755);
  mkdirSync(join(modules, ".bin"));
  symlinkSync(bin, join(modules, ".bin/plainform"));
  return folder;
}
