import { type App, TerraformOutput, TerraformStack } from "cdktf";
import { type Annotation, annotationsOf } from "../cdktf/annotations";
import {
  enterStack,
  isManifest,
  isStackMetadata,
  MANIFEST,
  manifestText,
  skipStack,
  stackMetadata,
} from "../cdktf/manifest";
import { checkConstructs } from "../check/constructs";
import { requireBearableDepth } from "../check/depth";
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
import { type Choice, choose } from "./choice";
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
  /** Folder of the system below the output directory; "" for that directory itself. */
  readonly system: string;
  /** Folder of the root module below the output directory. */
  readonly rootModule: string;
  readonly files: readonly string[];
  readonly blocks: number;
}

/**
 * Lowers and prints plain stacks of an app.
 *
 * @param names ids of stacks or names of systems; all of them when there are none
 * @throws PlainformError with everything that is wrong in any of them
 */
export function planApp(app: App, names: readonly string[] = []): AppPlan {
  requireBearableDepth(app);
  const problems = new Problems();
  const all = app.node.findAll();
  const stacks = all.filter(isRootModule);
  const others = all.filter(
    (construct): construct is TerraformStack =>
      TerraformStack.isStack(construct) && !isRootModule(construct) && !isChildModule(construct),
  );
  const plan = new FilePlan();
  const choice = choose(stacks, others, names);
  problems.add(...stackClashes(stacks, others), ...checkConstructs(choice.stacks));
  problems.throwIfAny();
  const systems = choice.stacks.map((stack) => planStack(stack, plan, problems));
  problems.throwIfAny();
  if (names.length > 0) plan.limitTo((path) => isPartOf(choice, path));
  // The manifest has all stacks, whichever are written.
  for (const stack of choice.otherStacks) metadataFile(stack, rootModuleFolder(stack));
  for (const stack of choice.skipped) skipStack(stack);
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

/**
 * A stack by itself, without the manifest of its app.
 * @throws PlainformError with everything that is wrong in it
 */
export function planAlone(stack: RootModule): FilePlan {
  requireBearableDepth(stack);
  const plan = new FilePlan();
  const problems = new Problems();
  problems.add(...checkConstructs([stack]));
  planStack(stack, plan, problems);
  problems.throwIfAny();
  return plan;
}

/** Whether what was generated at a path belongs to the chosen systems. */
function isPartOf({ stacks, otherStacks }: Choice, path: string): boolean {
  const owns = ({ system, node }: RootModule): boolean =>
    path === metadataPath(node.id) || path.startsWith(folderOf(system));
  // A system that is the output directory itself has the folders of the others in it.
  return !otherStacks.some((stack) => folderOf(stack.system) !== "" && owns(stack)) && stacks.some(owns);
}

function folderOf(system: string): string {
  return joined(system) === "" ? "" : `${joined(system)}/`;
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
    system: joined(stack.system),
    rootModule,
    files: files.map(({ path }) => path),
    blocks: files.reduce((sum, { blocks = 0 }) => sum + blocks, 0),
  };
}

function metadataPath(id: string): string {
  return `stacks/${id}/metadata.json`;
}

/** Enters a stack in cdktf's manifest. */
function metadataFile(stack: RootModule, rootModule: string): PlacedFile {
  const path = metadataPath(stack.node.id);
  const configuration = `${rootModule}/${stack.settingsFile}`;
  enterStack(stack, { workingDirectory: rootModule, configuration, metadata: path });
  const outputs = namesOf(elementsOf(stack).filter(TerraformOutput.isTerraformOutput));
  return { path, content: stackMetadata(stack, outputs), origin: stack.node.path, replaces: isStackMetadata };
}
