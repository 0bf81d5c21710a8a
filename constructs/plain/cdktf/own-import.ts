import { createRequire } from "node:module";
import { join } from "node:path";
import { PlainformError } from "../errors";

/**
 * Holds what an app gets by `import "cdktf"` against what it means: with a `baseUrl`, tsx looks for `./cdktf` beside the
 * app first, and finds cdktf.json.
 *
 * @param folder of the app
 * @throws PlainformError when that is so: the app itself would only say that App is no constructor
 */
export function requireCdktfIsMeant(folder: string): void {
  let found: string;
  try {
    found = createRequire(join(folder, "main.js")).resolve("cdktf");
  } catch {
    // Installed where only a bundler, or this package, finds it.
    return;
  }
  if (!found.endsWith(".json")) return;
  throw new PlainformError({
    at: found,
    what: 'import "cdktf" finds this file instead of the package',
    expected: "the package cdktf",
    fix: 'remove "baseUrl" from tsconfig.json ("paths" work without it), or run the app with ts-node',
  });
}
