import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ConvertedStack } from "./converted";
import { REPORT_FILE } from "./documents/conversion";
import { machinePathsIn } from "./machine-paths";

/**
 * What is no error of a conversion and yet worth a line, stack by stack.
 *
 * @param out the folder of the trees
 */
export function remarksOn(stacks: readonly ConvertedStack[], out: string): readonly string[] {
  const more = `${out}/${REPORT_FILE} says what to do`;
  return stacks.flatMap(({ stack, module }) =>
    [
      ...module.secrets.map(
        ({ address, argument, reason }) =>
          `${address}: ${argument}: a secret in plain text (${reason}); ${more}`,
      ),
      ...stack.encoded.map(
        ({ place, got }) => `${place}: cdktf left ${got} in text that is encoded as base64; ${more}`,
      ),
      ...module.missingAssets.map(
        (folder) => `${folder} is not in ${stack.folder}, and so not in the tree; ${more}`,
      ),
      ...machinePathsIn(module.files).map(
        ({ place, path }) => `${place}: ${path} is a path of one machine; ${more}`,
      ),
      ...foreignFiles(join(out, stack.name), module.files).map(
        (name) =>
          `${name} lies in the tree and is no part of the conversion: Terraform reads it together with what is`,
      ),
    ].map((remark) => `${stack.name}: ${remark}`),
  );
}

function foreignFiles(tree: string, files: ReadonlyMap<string, string>): readonly string[] {
  if (!existsSync(tree)) return [];
  return readdirSync(tree)
    .filter((name) => /\.tf(?:\.json)?$/.test(name) && !files.has(name))
    .sort();
}
