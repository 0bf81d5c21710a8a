import { type App, TerraformOutput, TerraformStack } from "cdktf";
import { type Annotation, annotationsOf } from "../cdktf/annotations";
import {
  enterStack,
  isManifest,
  isStackMetadata,
  MANIFEST,
  manifestText,
  stackMetadata,
} from "../cdktf/manifest";
import { checkConstructs } from "../check/constructs";
import { elementsOf, namesOf } from "../check/elements-of";
import { Problems } from "../check/problems";
import { stackClashes } from "../check/stack-clashes";
import {
  isChildModule,
  isRootModule,
  joined,
  type RootModule,
  rootModuleFolder,
} from "../layout/module-kinds";
import { FilePlan } from "../tree";
import type { PlacedFile } from "./placed-file";
import { stackFiles } from "./stack-files";

/** What a synth is about to write, complete and validated, before anything is written. */
export interface AppPlan {
  readonly plan: FilePlan;
  readonly systems: readonly SystemPlan[];
  /** Warnings and remarks on constructs. */
  readonly annotations: readonly Annotation[];
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
  const problems = new Problems();
  const all = app.node.findAll();
  const stacks = all.filter(isRootModule);
  const others = all.filter(
    (construct): construct is TerraformStack =>
      TerraformStack.isStack(construct) && !isRootModule(construct) && !isChildModule(construct),
  );
  const plan = new FilePlan();
  problems.add(...stackClashes(stacks, others), ...checkConstructs(stacks));
  problems.throwIfAny();
  const systems = stacks.map((stack) => planStack(stack, plan, problems));
  problems.throwIfAny();
  // Stacks of cdktf's own kind are written, and listed, by cdktf itself.
  if (others.length > 0) plan.release(MANIFEST);
  else
    plan.add({
      path: MANIFEST,
      content: manifestText(app),
      mode: 0o644,
      origin: "cdktf",
      replaces: isManifest,
    });
  return { plan, systems, annotations: annotationsOf(app) };
}

function planStack(stack: RootModule, plan: FilePlan, problems: Problems): SystemPlan {
  const rootModule = rootModuleFolder(stack);
  const files = stackFiles(stack, problems).map((file) => ({
    ...file,
    path: joined(stack.system, file.path),
  }));
  const metadata = metadataFile(stack, rootModule);
  for (const file of [...files, metadata]) problems.collecting(() => plan.add({ mode: 0o644, ...file }));
  return {
    name: stack.node.id,
    rootModule,
    files: files.map(({ path }) => path),
    blocks: files.reduce((sum, { blocks = 0 }) => sum + blocks, 0),
  };
}

/** Enters a stack in cdktf's manifest. */
function metadataFile(stack: RootModule, rootModule: string): PlacedFile {
  const path = `stacks/${stack.node.id}/metadata.json`;
  const configuration = `${rootModule}/${stack.settingsFile}`;
  enterStack(stack, { workingDirectory: rootModule, configuration, metadata: path });
  const outputs = namesOf(elementsOf(stack).filter(TerraformOutput.isTerraformOutput));
  return { path, content: stackMetadata(stack, outputs), origin: stack.node.path, replaces: isStackMetadata };
}
