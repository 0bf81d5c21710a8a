import { type App, TerraformOutput, TerraformStack } from "cdktf";
import { PlainformError, type Problem } from "../errors";
import { isLocalModule, isPlainStack } from "../layout/brands";
import type { PlainStack } from "../layout/plain-stack";
import { FilePlan } from "../tree";
import { collecting } from "./collecting";
import { checkConstructs } from "./construct-checks";
import { elementsOf } from "./elements-of";
import { stackManifest, systemManifest } from "./manifest";
import { joined } from "./placed-file";
import { stackFiles } from "./stack-files";

/** What a synth is about to write, complete and validated, before anything is written. */
export interface AppPlan {
  readonly plan: FilePlan;
  readonly systems: readonly SystemPlan[];
}

/** What a stack contributes, for the account that a synth gives. */
export interface SystemPlan {
  readonly name: string;
  /** Folder of the root module below the output directory. */
  readonly rootModule: string;
  readonly files: readonly string[];
  readonly blocks: number;
}

/**
 * Lowers and prints all plain stacks of an app.
 * @throws PlainformError with everything that is wrong in any of them
 */
export function planApp(app: App): AppPlan {
  const problems: Problem[] = [];
  const stacks = app.node.findAll().filter(isPlainStack);
  const plan = new FilePlan();
  problems.push(...checkConstructs(stacks));
  const systems = problems.length > 0 ? [] : stacks.map((stack) => planStack(stack, plan, problems));
  if (problems.length > 0) throw new PlainformError(problems);
  // Stacks of cdktf's own kind are written, and listed, by cdktf itself.
  const allPlain = app.node.findAll().filter(TerraformStack.isStack).every(isPlain);
  if (allPlain)
    plan.add({ path: "manifest.json", content: systemManifest(app), mode: 0o644, origin: "cdktf" });
  return { plan, systems };
}

function planStack(stack: PlainStack, plan: FilePlan, problems: Problem[]): SystemPlan {
  const rootModule = joined(stack.system, stack.rootModule);
  const files = stackFiles(stack, problems).map((file) => ({
    ...file,
    path: joined(stack.system, file.path),
  }));
  const metadata = stackManifest(stack, rootModule, outputsOf(stack));
  for (const file of [...files, metadata]) collecting(problems, () => plan.add({ mode: 0o644, ...file }));
  return {
    name: stack.node.id,
    rootModule,
    files: files.map(({ path }) => path),
    blocks: files.reduce((sum, { blocks = 0 }) => sum + blocks, 0),
  };
}

const isPlain = (stack: unknown): boolean => isPlainStack(stack) || isLocalModule(stack);

function outputsOf(stack: PlainStack): readonly string[] {
  return elementsOf(stack)
    .filter(TerraformOutput.isTerraformOutput)
    .map((output) => output.friendlyUniqueId);
}
