import { App, TerraformStack } from "cdktf";
import { type Annotation, annotationsOf } from "../cdktf/annotations";
import { isManifest, MANIFEST, manifestText, skipStack } from "../cdktf/manifest";
import { constructsIn, readingTrees } from "../cdktf/whole-tree";
import { checkConstructs } from "../check/constructs";
import { requireBearableDepth } from "../check/depth";
import { elementsOf } from "../check/elements-of";
import { literalSecrets } from "../check/literal-secrets";
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
import { appRemarks, foreignRemarks } from "./app-remarks";
import { applyAspects } from "./aspects";
import { bindingsRemarks } from "./bindings-remarks";
import { type Choice, choose, isPartOf } from "./choice";
import { formerRemarks } from "./former-remarks";
import { linkRemarks } from "./link-remarks";
import type { ModuleDraft } from "./module-draft";
import { draftRootModule, stackContent } from "./stack-files";
import { StackLinks } from "./stack-links";
import { metadataFile } from "./stack-metadata";
import { unfitToPrint } from "./unfit-to-print";

/** What a synth is about to write, complete and validated, before anything is written. */
export interface AppPlan {
  readonly plan: FilePlan;
  readonly systems: readonly SystemPlan[];
  /** Warnings and remarks on constructs. */
  readonly annotations: readonly Annotation[];
  /** What is no error and yet worth a line. */
  readonly remarks: readonly string[];
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
  /** Draws what it makes, as Mermaid. */
  readonly draw: () => string;
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
  const choice = choose(stacks, others, names);
  problems.add(...stackClashes(stacks, others));
  for (const stack of choice.stacks) applyAspects(stack, problems);
  // What stacks of cdktf's own kind want of the plain ones, these are to have.
  if (stacks.length > 0 && problems.isEmpty)
    for (const other of others) problems.blaming(other, () => other.prepareStack());
  return readingTrees(() => {
    problems.add(...checkConstructs(choice.stacks));
    problems.throwIfAny();
    for (const stack of stacks) settleNames(stack);
    return planComplete(app, choice, names, others, problems);
  });
}

/** Lowers and prints stacks that nothing is added to any more. */
function planComplete(
  app: App,
  choice: Choice,
  names: readonly string[],
  others: readonly TerraformStack[],
  problems: Problems,
): AppPlan {
  const plan = new FilePlan();
  const links = new StackLinks();
  const drafts = draftStacks(choice.stacks, choice.otherStacks, links, problems);
  const systems = drafts.map(([stack, draft]) => planStack(stack, draft, links, plan, problems));
  problems.add(...unfitToPrint(plan, choice.stacks, app.outdir));
  problems.throwIfAny();
  if (names.length > 0) plan.limitTo((path) => isPartOf(choice, path));
  // The manifest has all stacks, whichever are written.
  for (const stack of choice.otherStacks) metadataFile(stack, links);
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
  return {
    plan,
    systems,
    annotations: annotationsOf(app),
    remarks: [
      ...foreignRemarks(others),
      ...appRemarks(app),
      ...bindingsRemarks(choice.stacks),
      ...formerRemarks(choice.stacks, app.outdir),
      ...linkRemarks(choice.stacks, links, app.outdir),
      ...literalSecrets(plan.files),
    ],
  };
}

/**
 * A stack by itself, without the manifest of its app.
 * @throws PlainformError with everything that is wrong in it
 */
export function planAlone(stack: RootModule): FilePlan {
  requireBearableDepth(stack);
  const plan = new FilePlan();
  const problems = new Problems();
  const links = new StackLinks();
  applyAspects(stack, problems);
  problems.add(...checkConstructs([stack]));
  const others = stack.node.root.node.findAll().filter(isRootModule);
  for (const one of others) settleNames(one);
  const drafts = draftStacks(
    [stack],
    others.filter((other) => other !== stack),
    links,
    problems,
  );
  for (const [, draft] of drafts) planStack(stack, draft, links, plan, problems);
  problems.add(...unfitToPrint(plan, [stack], App.of(stack).outdir));
  problems.throwIfAny();
  return plan;
}

/**
 * Lowers root modules, those that are written and those that may refer to them: before the last of them is lowered,
 * none is complete.
 *
 * @param others stacks that are not written; what is wrong with them matters where they read from those that are
 */
function draftStacks(
  stacks: readonly RootModule[],
  others: readonly RootModule[],
  links: StackLinks,
  problems: Problems,
): readonly (readonly [RootModule, ModuleDraft])[] {
  const drafts = stacks.map((stack) => [stack, draftRootModule(stack, links, problems)] as const);
  for (const other of others) {
    const own = new Problems();
    draftRootModule(other, links, own);
    if (links.readBy(other).some((stack) => isRootModule(stack) && stacks.includes(stack)))
      problems.add(...own.all);
  }
  for (const [stack, draft] of drafts) for (const output of links.outputsOf(stack)) draft.addOutput(output);
  return drafts;
}

/** Decides the names in a stack and its local modules, after the aspects, which may add elements. */
function settleNames(stack: RootModule): void {
  for (const module of [stack, ...constructsIn(stack).filter(isChildModule)])
    module.settleNames(elementsOf(module));
}

function planStack(
  stack: RootModule,
  draft: ModuleDraft,
  links: StackLinks,
  plan: FilePlan,
  problems: Problems,
): SystemPlan {
  const rootModule = rootModuleFolder(stack);
  const { files: placed, draw } = stackContent(stack, draft, problems);
  const files = placed.map((file) => ({
    ...file,
    path: joined(stack.system, file.path),
  }));
  const metadata = metadataFile(stack, links);
  for (const file of [...files, metadata]) problems.collecting(() => plan.add({ mode: 0o644, ...file }));
  return {
    name: stack.node.id,
    system: joined(stack.system),
    rootModule,
    files: files.map(({ path }) => path),
    blocks: files.reduce((sum, { blocks = 0 }) => sum + blocks, 0),
    draw,
  };
}
