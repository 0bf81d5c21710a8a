import { TerraformBackend, type TerraformElement, TerraformProvider } from "cdktf";
import { mergeOverrides, stackOverrides } from "../cdktf/overrides";
import { isTree, type Values } from "../cdktf/values";
import { commented, lostComment, withBackendComments } from "../check/comments";
import { addressClashes, declaredBy } from "../check/declared";
import { elementsOf } from "../check/elements-of";
import { nameProblems } from "../check/names";
import { overrideProblems } from "../check/overrides";
import type { Problems } from "../check/problems";
import { unusedConstraints } from "../check/providers";
import { resolveReferences } from "../check/references";
import { withSkips } from "../check/skips";
import type { Block } from "../hcl";
import type { PassedProvider } from "../layout/module-kinds";
import { notesOf } from "../layout/notes";
import type { PlainModule } from "../layout/plain-module";
import { isTerraformFile } from "../layout/terraform-file";
import { lowerElement } from "../lower/element";
import { environmentOf } from "./environment";
import { fileNameFor, ModuleContent, type ModuleFile } from "./module-content";
import { requiredProviders } from "./required-providers";
import { terraformBlock } from "./settings";

/** What a module asks of its `terraform` block, and of its files. */
export interface ModuleSettings {
  readonly requiredVersion: string;
  readonly requiredProviders: Readonly<Record<string, string>>;
  /** The constraints are those of a whole stack: that this module does not use a provider is no mistake. */
  readonly sharedConstraints?: boolean;
  /** What the module's caller hands it under names of its own. */
  readonly passedProviders?: readonly PassedProvider[];
  readonly settingsFile: string;
  /** First line of each file, without the `#`. */
  readonly header: string;
  /** Is handed each block as it is printed, for documents about them. */
  readonly onBlock?: (block: Block) => void;
}

/** What an element contributes to its module. */
interface Contribution {
  readonly blocks: readonly Block[];
  /** What it asks of the `terraform` block. */
  readonly settings?: Values;
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
  const elements = elementsOf(module);
  const overrides = stackOverrides(module);
  const declared = declaredBy(elements);
  problems.add(
    ...addressClashes(elements),
    ...overrideProblems(overrides, declared.keys(), module.node.path),
  );
  const content = new ModuleContent();
  for (const file of module.node.children.filter(isTerraformFile)) content.file(file.fileName);
  let { terraform: wanted } = overrides;
  for (const element of elements) {
    const at = element.node.path;
    const { blocks, settings: asked } = contributionOf(element, at, module, elements, problems);
    problems.blaming(element, () => {
      for (const item of blocks) {
        const resolved = resolveReferences(item, declared, at, problems);
        content.file(fileNameFor(element)).add(resolved);
        settings.onBlock?.(resolved);
      }
    });
    if (asked !== undefined) wanted = mergeOverrides(asked, isTree(wanted) ? wanted : {});
  }
  const terraform = settingsOf(module, settings, elements, isTree(wanted) ? wanted : {}, problems);
  if (terraform !== undefined) content.file(settings.settingsFile).addFirst(terraform);
  return content.print(settings.header);
}

/** Lowers an element and puts its comments where they belong; nothing, when that fails. */
function contributionOf(
  element: TerraformElement,
  at: string,
  module: PlainModule,
  elements: readonly TerraformElement[],
  problems: Problems,
): Contribution {
  const { authored, comments = {} } = notesOf(element);
  const lowered = problems.blaming(element, () =>
    lowerElement(element, {
      environment: environmentOf(at, module),
      overrides: stackOverrides(module),
      authored,
      index: indexAmong(elements, element),
      ...(comments.above !== undefined && { comment: comments.above }),
    }),
  );
  if (lowered === undefined) return { blocks: [] };
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
