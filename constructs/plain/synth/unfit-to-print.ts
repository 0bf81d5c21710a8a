import { homedir } from "node:os";
import { resolve } from "node:path";
import type { TerraformElement } from "cdktf";
import { elementsOf } from "../check/elements-of";
import { leftMarks } from "../check/left-marks";
import { machinePaths } from "../check/machine-paths";
import { secretValues } from "../check/secret-values";
import { leakedSecrets } from "../check/secrets";
import type { Problem } from "../errors";
import type { RootModule } from "../layout/module-kinds";
import type { FilePlan } from "../tree";

/** Finds what must not be committed, in all files: marks of cdktf, secrets of the environment, paths of this machine. */
export function unfitToPrint(
  plan: FilePlan,
  stacks: readonly RootModule[],
  outdir: string,
): readonly Problem[] {
  const { files } = plan;
  const elements = (): TerraformElement[] => stacks.flatMap((stack) => elementsOf(stack));
  const folders = { project: [process.cwd(), resolve(outdir)], home: homedir() };
  return [
    ...leftMarks(files, elements),
    ...leakedSecrets(files, secretValues(process.env), elements),
    ...machinePaths(files, folders, elements),
  ];
}
