import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../terraform/support/command";
import { withLock } from "../../terraform/support/lock";
import { temporaryFolder } from "../../terraform/support/temporary";

export const PROJECT = join(import.meta.dirname, "../../..");

/** A package as npm would publish it. */
export interface Packed {
  readonly tarball: string;
  /** Paths of the files in it. */
  readonly files: readonly string[];
}

/** Builds and packs the package plainform, once a run. */
export function pack(): Promise<Packed> {
  const folder = process.env.PLAINFORM_RUN_FOLDER ?? temporaryFolder("pack");
  const done = join(folder, "packed.json");
  // Each build makes its folder anew.
  return withLock(join(tmpdir(), "plainform-package.lock"), 300, async () => {
    if (existsSync(done)) return JSON.parse(readFileSync(done, "utf8")) as Packed;
    const packed = await packInto(folder);
    writeFileSync(done, JSON.stringify(packed));
    return packed;
  });
}

async function packInto(folder: string): Promise<Packed> {
  const args = ["pack", "--workspace", "plainform", "--pack-destination", folder, "--json"];
  const { stdout } = await runCommand("npm", args, {
    cwd: PROJECT,
    env: process.env,
    timeoutSeconds: 240,
  });
  // What the build prints comes first.
  const [packed] = Object.values(JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as readonly NpmPacked[]);
  if (packed === undefined) throw new Error(`npm pack says nothing: ${stdout}`);
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path).sort() };
}

interface NpmPacked {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
