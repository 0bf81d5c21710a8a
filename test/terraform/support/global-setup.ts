import { join } from "node:path";
import { missing } from "../../support/requirements";
import { findMirror } from "./mirror";
import { startNursery } from "./moto";
import { canInstallRandom } from "./random-stand-in";
import { removeTemporaryFolder, temporaryFolder } from "./temporary";

/**
 * For vitest's `globalSetup`: what all workers, which inherit this process's environment, find done. Decides whether
 * hashicorp/random needs its stand-in, and says so once; without it each test file asks and says so itself. Starts
 * what the fake AWSs come from, and makes a folder for what is made once a run (PLAINFORM_RUN_FOLDER); without it each
 * test makes its own.
 *
 * @returns what ends it
 */
export default async function setup(): Promise<(() => void) | undefined> {
  await canInstallRandom(findMirror());
  // Each project that names this file calls it.
  if (process.env.PLAINFORM_RUN_FOLDER !== undefined) return undefined;
  const folder = temporaryFolder("run");
  process.env.PLAINFORM_RUN_FOLDER = folder;
  const endNursery = missing("moto") === undefined ? await startNursery(join(folder, "moto")) : undefined;
  if (endNursery !== undefined) process.env.PLAINFORM_MOTO_NURSERY = join(folder, "moto");
  return () => {
    endNursery?.();
    delete process.env.PLAINFORM_MOTO_NURSERY;
    delete process.env.PLAINFORM_RUN_FOLDER;
    removeTemporaryFolder(folder);
  };
}
