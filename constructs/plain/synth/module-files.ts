import {
  type TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformProvider,
  type TerraformStack,
  TerraformVariable,
} from "cdktf";
import type { Problem } from "../errors";
import { type Argument, block, printFile } from "../hcl";
import { notesOf } from "../layout/notes";
import type { PlainModule } from "../layout/plain-module";
import { fileOf, isTerraformFile } from "../layout/terraform-file";
import { type Lowered, lowerElement } from "../lower/element";
import type { ElementContext } from "../lower/element-context";
import { isTree, mergeOverrides } from "../lower/merge";
import { type Declared, resolveReferences } from "../lower/references";
import { attempt } from "./collecting";
import { declaredBy } from "./declared";
import { elementsOf } from "./elements-of";
import { environmentOf } from "./environment";
import { FileContent } from "./file-content";
import { overrideProblems } from "./override-checks";
import { requiredProviders, terraformBlock } from "./settings";

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
  for (const element of elements) {
    const lowered = attempt(element, problems, () => lower(element, module, overrides));
    if (lowered === undefined) continue;
    if (lowered.settings !== undefined) wanted = mergeOverrides({ ...lowered.settings }, wanted);
    if (lowered.blocks.length === 0 && lowered.locals.length === 0) continue;
    const content = contentOf(files, fileNameFor(element));
    for (const item of lowered.blocks)
      content.add(resolveReferences(item, declared, element.node.path, problems));
    content.addLocals(lowered.locals.map((local) => inLocals(local, declared, element, problems)));
  }
  const providers = requiredProviders(elements, settings, module.node.path, problems);
  const environment = environmentOf(module.node.path, module);
  const terraform = attempt(module, problems, () =>
    terraformBlock(settings.requiredVersion, providers, wanted, environment),
  );
  if (terraform !== undefined) contentOf(files, settings.settingsFile).addFirst(terraform);
  return [...files].map(([fileName, content]) => {
    const blocks = content.blocks();
    return { fileName, text: printFile(blocks, settings.header), blocks: blocks.length };
  });
}

function lower(
  element: TerraformElement,
  module: PlainModule,
  overrides: ElementContext["overrides"],
): Lowered {
  const { authored, comments } = notesOf(element);
  return lowerElement(element, {
    environment: environmentOf(element.node.path, module),
    overrides,
    authored,
    ...(comments?.above !== undefined && { comment: comments.above }),
    ...(comments?.on !== undefined && { comments: comments.on }),
  });
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

function stackOverrides(module: TerraformStack): Readonly<Record<string, unknown>> {
  return (module as unknown as { rawOverrides: Readonly<Record<string, unknown>> }).rawOverrides;
}
