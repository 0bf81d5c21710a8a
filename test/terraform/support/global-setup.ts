import { join } from "node:path";
import { missing } from "../../support/requirements";
import { findMirror } from "./mirror";
import { startNursery } from "./moto";
import { canInstallRandom } from "./random-stand-in";
import { removeTemporaryFolder, temporaryFolder } from "./temporary";

/**
 * For vitest's `globalSetup`: what all workers, which inherit this process's environment, find done. Decides whether
 * hashicorp/random needs its stand-in, and says so once; without it each test file asks and says so itself. Starts
 * what the fake AWSs come from; without it each test starts its own.
 *
 * @returns what ends it
 */
export default async function setup(): Promise<(() => void) | undefined> {
  await canInstallRandom(findMirror());
  // Each project that names this file calls it.
  if (process.env.PLAINFORM_MOTO_NURSERY !== undefined || missing("moto") !== undefined) return undefined;
  const folder = temporaryFolder("moto");
  const socket = join(folder, "nursery");
  process.env.PLAINFORM_MOTO_NURSERY = socket;
  const end = await startNursery(socket);
  return () => {
    end();
    delete process.env.PLAINFORM_MOTO_NURSERY;
    removeTemporaryFolder(folder);
  };
}
