import { TerraformBackend, type TerraformElement, TerraformProvider } from "cdktf";
import type { Asset } from "../cdktf/assets";
import { mergeOverrides, stackOverrides } from "../cdktf/overrides";
import { isTree, type Values } from "../cdktf/values";
import { unknownKeys } from "../check/authored-keys";
import { commented, lostComment, withBackendComments } from "../check/comments";
import { addressClashes, declaredBy } from "../check/declared";
import { elementsOf } from "../check/elements-of";
import { type Move, movedProblems } from "../check/moved";
import { nameProblems } from "../check/names";
import { looseOverrides } from "../check/overrides";
import type { Problems } from "../check/problems";
import { unusedConstraints } from "../check/providers";
import { resolveReferences } from "../check/references";
import { repetitionProblems } from "../check/repetition";
import { withSkips } from "../check/skips";
import type { Block } from "../hcl";
import type { PassedProvider } from "../layout/module-kinds";
import { notesOf } from "../layout/notes";
import type { PlainModule } from "../layout/plain-module";
import { isTerraformFile } from "../layout/terraform-file";
import type { Environment } from "../lower/contexts";
import { type Lowered, lowerElement } from "../lower/element";
import { withAssetPaths } from "./assets";
import { environmentOf } from "./environment";
import { linkedOutputBlock, remoteStateBlock } from "./link-blocks";
import { looseBlocks } from "./loose-blocks";
import { fileForDataUsedIn, fileNamesFor, ModuleContent, type ModuleFile } from "./module-content";
import type { ModulePlace } from "./relative-paths";
import { requiredProviders } from "./required-providers";
import { terraformBlock } from "./settings";
import type { LinkedOutput, StackLinks } from "./stack-links";

/** What a module asks of its `terraform` block, and of its files. */
export interface ModuleSettings {
  readonly requiredVersion: string;
  readonly requiredProviders: Readonly<Record<string, string>>;
  /** The constraints are those of a whole stack: that this module does not use a provider is no mistake. */
  readonly sharedConstraints?: boolean;
  /** What the module's caller hands it under names of its own. */
  readonly passedProviders?: readonly PassedProvider[];
  readonly settingsFile: string;
  /** Those of the whole stack. */
  readonly assets: readonly Asset[];
  readonly place: ModulePlace;
  /** Whether a construct that holds several resources has a file of its own. @default false */
  readonly isGrouped?: boolean;
  /** First line of each file, without the `#`. */
  readonly headerOf: (fileName: string) => string;
  /** Is handed each block as it is printed, for documents about them. */
  readonly onBlock?: (block: Block) => void;
}

/** A module whose elements are printed already, and which may get outputs besides. */
export interface ModuleDraft {
  /** Adds an output that other stacks read. */
  addOutput(output: LinkedOutput): void;
  /** Adds blocks that need no more checks to a file. */
  add(fileName: string, blocks: readonly Block[]): void;
  print(): readonly ModuleFile[];
}

/**
 * Lowers, checks and prints all elements of a module.
 *
 * @param problems receives everything that is wrong; the result is only good when nothing was added
 */
export function moduleFiles(
  module: PlainModule,
  settings: ModuleSettings,
  problems: Problems,
): readonly ModuleFile[] {
  return draftModule(module, settings, problems).print();
}

/**
 * Lowers and checks all elements of a module; what other stacks turn out to want of it is added before it is printed.
 *
 * @param links receives the references to other stacks
 */
export function draftModule(
  module: PlainModule,
  settings: ModuleSettings,
  problems: Problems,
  links?: StackLinks,
): ModuleDraft {
  const elements = elementsOf(module);
  const overrides = stackOverrides(module);
  const declared = new Map(declaredBy(elements));
  problems.add(...addressClashes(elements));
  const loose = looseOverrides(overrides, declared.keys()).flatMap(
    (override) =>
      problems.collecting(() => looseBlocks(override, environmentOf(module.node.path, module, links))) ?? [],
  );
  for (const address of loose.flatMap(({ addresses }) => addresses)) declared.set(address, {});
  const withPaths = withAssetPaths(module, settings.assets);
  const content = new ModuleContent(settings.place);
  for (const file of module.node.children.filter(isTerraformFile)) content.file(file.fileName);
  const fileNameFor = fileNamesFor(module, elements, settings.isGrouped ?? false);
  const moves: Move[] = [];
  let { terraform: wanted } = overrides;
  for (const element of elements) {
    const at = element.node.path;
    const { blocks, settings: asked } = contributionOf(
      element,
      environmentOf(at, module, links),
      elements,
      problems,
    );
    for (const state of links?.takeStates() ?? []) {
      declared.set(`data.terraform_remote_state.${state.name}`, {});
      content
        .file(fileForDataUsedIn(fileNameFor(element)))
        .add(remoteStateBlock(state, environmentOf(at, module)));
    }
    problems.blaming(element, () => {
      for (const item of blocks.map(withPaths)) {
        if (item.type === "moved") moves.push({ block: item, at });
        problems.add(...repetitionProblems(item, at));
        const resolved = resolveReferences(item, declared, at, problems);
        content.file(fileNameFor(element)).add(resolved);
        settings.onBlock?.(resolved);
      }
    });
    if (asked !== undefined) wanted = mergeOverrides(asked, isTree(wanted) ? wanted : {});
  }
  for (const { fileName, blocks } of loose)
    for (const item of blocks) {
      content.file(fileName).add(resolveReferences(item, declared, module.node.path, problems));
      settings.onBlock?.(item);
    }
  problems.add(...movedProblems(moves, declared));
  const terraform = settingsOf(module, settings, elements, isTree(wanted) ? wanted : {}, problems);
  if (terraform !== undefined) content.file(settings.settingsFile).addFirst(terraform);
  return {
    addOutput: (output) => {
      const at = module.node.path;
      const added = problems.blaming(module, () => linkedOutputBlock(output, environmentOf(at, module)));
      if (added === undefined) return;
      content.file("outputs.tf").add(resolveReferences(added, declared, at, problems));
      settings.onBlock?.(added);
    },
    add: (fileName, blocks) => {
      for (const item of blocks) content.file(fileName).add(item);
    },
    print: () => content.print(settings.headerOf),
  };
}

/** Lowers an element and puts its comments where they belong; nothing, when that fails. */
function contributionOf(
  element: TerraformElement,
  environment: Environment,
  elements: readonly TerraformElement[],
  problems: Problems,
): Lowered {
  const { authored, comments = {} } = notesOf(element);
  const { at, stack } = environment;
  const lowered = problems.blaming(element, () =>
    lowerElement(element, {
      environment,
      overrides: stackOverrides(stack),
      authored,
      index: indexAmong(elements, element),
      ...(comments.above !== undefined && { comment: comments.above }),
    }),
  );
  if (lowered === undefined) return { blocks: [] };
  problems.add(...unknownKeys(element, authored));
  const { settings } = lowered;
  // The comments of a backend go on a block of the terraform block.
  const own = TerraformBackend.isBackend(element) ? {} : comments;
  // A local is an argument in a block that it shares: it has no inside, and no line directly above that block.
  const locals = lowered.blocks.filter(({ type }) => type === "locals");
  const whole = commented(
    lowered.blocks.filter(({ type }) => type !== "locals"),
    own,
    at,
    problems,
  );
  problems.add(...lostComment(own, [...whole, ...locals], at), ...nameProblems([...whole, ...locals], at));
  const blocks = [...withSkips(whole, own.skip ?? {}, at, problems), ...locals];
  return { blocks, ...(settings && { settings }) };
}

/** The place of a provider among those of its type. */
function indexAmong(elements: readonly TerraformElement[], element: TerraformElement): number {
  if (!TerraformProvider.isTerraformProvider(element)) return 0;
  const type = element.terraformResourceType;
  return elements
    .filter((other) => TerraformProvider.isTerraformProvider(other) && other.terraformResourceType === type)
    .indexOf(element);
}

/**
 * The `terraform` block: what the module requires, and what its elements and overrides ask for.
 * @param wanted the latter
 */
function settingsOf(
  module: PlainModule,
  settings: ModuleSettings,
  elements: readonly TerraformElement[],
  wanted: Values,
  problems: Problems,
): Block | undefined {
  const at = module.node.path;
  const providers = requiredProviders(elements, settings);
  if (!settings.sharedConstraints)
    problems.add(...unusedConstraints(settings.requiredProviders, [...providers.keys()], at));
  const terraform = problems.blaming(module, () =>
    terraformBlock(settings.requiredVersion, providers, wanted, environmentOf(at, module)),
  );
  if (terraform === undefined) return undefined;
  problems.add(...nameProblems([terraform], at));
  const backend = elements.findLast((element) => TerraformBackend.isBackend(element));
  return backend === undefined ? terraform : withBackendComments(terraform, backend, problems);
}
