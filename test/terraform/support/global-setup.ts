import { findMirror } from "./mirror";
import { canInstallRandom } from "./random-stand-in";

/**
 * For vitest's `globalSetup`: decides once for all workers, which inherit this process's environment, whether
 * hashicorp/random needs its stand-in, and says so once. Without it each test file asks and says so itself.
 */
export default async function setup(): Promise<void> {
  await canInstallRandom(findMirror());
}
