import { TerraformVariable } from "cdktf";
import { elementsOf, namesOf } from "../check/elements-of";
import type { Problems } from "../check/problems";
import { documentDrift, interfaceOf } from "../document";
import type { Block } from "../hcl";
import { joined, type RootModule } from "../layout/module-kinds";
import { isTextFile, type TextFile } from "../layout/text-file";
import { environmentOf } from "./environment";
import { headerOf } from "./header";
import { localModuleFiles } from "./local-module-files";
import { moduleFiles } from "./module-files";
import type { PlacedFile } from "./placed-file";
import { renderTfvars } from "./tfvars";

/**
 * All files of a system that one of its stacks gives.
 * @param problems receives everything that is wrong with them
 */
export function stackFiles(stack: RootModule, problems: Problems): readonly PlacedFile[] {
  const documents = stack.node.findAll().filter(isTextFile);
  const blocks: Block[] | undefined = documents.some(({ props }) => props.documents) ? [] : undefined;
  return [
    ...rootModuleFiles(stack, problems, blocks),
    ...localModuleFiles(stack, problems),
    ...tfvarsFiles(stack, problems),
    ...textFiles(stack, documents, blocks ?? [], problems),
  ];
}

/** @param printed receives the blocks, where anything asks for them */
function rootModuleFiles(stack: RootModule, problems: Problems, printed?: Block[]): PlacedFile[] {
  const { requiredVersion, requiredProviders, settingsFile } = stack;
  const settings = {
    requiredVersion,
    requiredProviders,
    settingsFile,
    header: headerOf(stack, stack.source),
    ...(printed && { onBlock: (block: Block) => printed.push(block) }),
  };
  return moduleFiles(stack, settings, problems).map(({ fileName, text, blocks }) => ({
    path: joined(stack.rootModule, fileName),
    content: text,
    origin: `${stack.node.path}/${fileName}`,
    blocks,
  }));
}

function tfvarsFiles(stack: RootModule, problems: Problems): PlacedFile[] {
  const variables = elementsOf(stack).filter((element) => element instanceof TerraformVariable);
  const declared = new Set(namesOf(variables));
  const environment = environmentOf(stack.node.path, stack);
  return stack.tfvarsFiles.map((file) => {
    const values = renderTfvars(file, declared, environment, problems);
    return {
      path: joined(stack.rootModule, file.fileName),
      content: `# ${headerOf(stack, stack.source)}\n${values === "" ? "" : `\n${values}`}`,
      origin: `${stack.node.path}/${file.fileName}`,
    };
  });
}

function textFiles(
  stack: RootModule,
  files: readonly TextFile[],
  blocks: readonly Block[],
  problems: Problems,
): PlacedFile[] {
  return files.flatMap((file): PlacedFile[] => {
    const { source = stack.source, mode, documents } = file.props;
    const content = problems.blaming(file, () => file.render(headerOf(file, source)));
    if (content === undefined) return [];
    if (documents)
      problems.add(...documentDrift(file.props.content, interfaceOf(blocks), { at: file.node.path, source }));
    return [{ path: file.path, content, origin: file.node.path, ...(mode !== undefined && { mode }) }];
  });
}
