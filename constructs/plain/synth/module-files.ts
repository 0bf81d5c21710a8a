import {
  TerraformBackend,
  type TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformProvider,
  TerraformVariable,
} from "cdktf";
import { mergeOverrides, stackOverrides } from "../cdktf/overrides";
import { isTree } from "../cdktf/values";
import { commented, lostComment, withBackendComments } from "../check/comments";
import { declaredBy } from "../check/declared";
import { elementsOf } from "../check/elements-of";
import { nameProblems } from "../check/names";
import { overrideProblems } from "../check/overrides";
import { attempt } from "../check/problems";
import { type Declared, resolveReferences } from "../check/references";
import { withSkips } from "../check/skips";
import type { Problem } from "../errors";
import { type Argument, block, printFile } from "../hcl";
import type { PassedProvider } from "../layout/module-kinds";
import { notesOf } from "../layout/notes";
import type { PlainModule } from "../layout/plain-module";
import { fileOf, isTerraformFile } from "../layout/terraform-file";
import type { ElementContext } from "../lower/contexts";
import { type Lowered, lowerElement } from "../lower/element";
import { environmentOf } from "./environment";
import { FileContent } from "./file-content";
import { requiredProviders } from "./required-providers";
import { terraformBlock } from "./settings";

/** One `.tf` file of a module, printed. */
export interface ModuleFile {
  readonly fileName: string;
  readonly text: string;
  readonly blocks: number;
}

/** What a module asks of its `terraform` block. */
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
}

/**
 * Lowers and prints all elements of a module.
 *
 * @param problems receives everything that is wrong; the result is only good when nothing was added
 */
export function moduleFiles(
  module: PlainModule,
  settings: ModuleSettings,
  problems: Problem[],
): ModuleFile[] {
  const elements = elementsOf(module);
  const declared = declaredBy(elements, problems);
  const overrides = stackOverrides(module);
  problems.push(...overrideProblems(overrides, declared.keys(), module.node.path));
  const files = new Map<string, FileContent>();
  for (const file of module.node.children.filter(isTerraformFile)) contentOf(files, file.fileName);
  let wanted: Record<string, unknown> = isTree(overrides.terraform) ? overrides.terraform : {};
  let backend: TerraformElement | undefined;
  for (const element of elements) {
    const lowered = attempt(element, problems, () =>
      lower(element, module, overrides, indexAmong(elements, element)),
    );
    if (lowered === undefined) continue;
    const at = element.node.path;
    const isBackend = TerraformBackend.isBackend(element);
    const { comments: given = {} } = notesOf(element);
    if (isBackend) backend = element;
    const comments = isBackend ? {} : given;
    if (lowered.settings !== undefined) wanted = mergeOverrides({ ...lowered.settings }, wanted);
    const blocks = commented(lowered.blocks, comments, at, problems);
    problems.push(...lostComment(comments, [...blocks, ...lowered.locals], at));
    problems.push(...nameProblems([...blocks, block("locals", [], [lowered.locals])], at));
    if (blocks.length === 0 && lowered.locals.length === 0) continue;
    const content = contentOf(files, fileNameFor(element));
    for (const item of withSkips(blocks, comments.skip ?? {}, at, problems))
      content.add(resolveReferences(item, declared, element.node.path, problems));
    content.addLocals(lowered.locals.map((local) => inLocals(local, declared, element, problems)));
  }
  const providers = requiredProviders(elements, settings, module.node.path, problems);
  const environment = environmentOf(module.node.path, module);
  const terraform = attempt(module, problems, () =>
    terraformBlock(settings.requiredVersion, providers, wanted, environment),
  );
  if (terraform !== undefined) {
    problems.push(...nameProblems([terraform], module.node.path));
    const settled = backend === undefined ? terraform : withBackendComments(terraform, backend, problems);
    contentOf(files, settings.settingsFile).addFirst(settled);
  }
  return [...files].map(([fileName, content]) => {
    const blocks = content.blocks();
    return { fileName, text: printFile(blocks, settings.header), blocks: blocks.length };
  });
}

function lower(
  element: TerraformElement,
  module: PlainModule,
  overrides: ElementContext["overrides"],
  index: number,
): Lowered {
  const { authored, comments } = notesOf(element);
  return lowerElement(element, {
    environment: environmentOf(element.node.path, module),
    overrides,
    authored,
    index,
    ...(comments?.above !== undefined && { comment: comments.above }),
  });
}

/** The place of a provider among those of its type. */
function indexAmong(elements: readonly TerraformElement[], element: TerraformElement): number {
  if (!TerraformProvider.isTerraformProvider(element)) return 0;
  const type = element.terraformResourceType;
  return elements
    .filter((other) => TerraformProvider.isTerraformProvider(other) && other.terraformResourceType === type)
    .indexOf(element);
}

function inLocals(
  local: Argument,
  declared: Declared,
  element: TerraformElement,
  problems: Problem[],
): Argument {
  const [[resolved] = []] = resolveReferences(
    block("locals", [], [[local]]),
    declared,
    element.node.path,
    problems,
  ).body;
  return resolved?.kind === "argument" ? resolved : local;
}

/** Where HashiCorp's style guide puts what was created outside any file. */
function fileNameFor(element: TerraformElement): string {
  const file = fileOf(element);
  if (file !== undefined) return file.fileName;
  if (element instanceof TerraformVariable) return "variables.tf";
  if (TerraformOutput.isTerraformOutput(element)) return "outputs.tf";
  if (element instanceof TerraformLocal) return "locals.tf";
  if (TerraformProvider.isTerraformProvider(element)) return "providers.tf";
  return "main.tf";
}

function contentOf(files: Map<string, FileContent>, fileName: string): FileContent {
  const known = files.get(fileName) ?? new FileContent();
  files.set(fileName, known);
  return known;
}
