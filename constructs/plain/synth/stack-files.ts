import { isVariable } from "../cdktf/kinds";
import { elementsOf, namesOf } from "../check/elements-of";
import type { Problems } from "../check/problems";
import { joined, type RootModule } from "../layout/module-kinds";
import { isTextFile } from "../layout/text-file";
import { environmentOf } from "./environment";
import { headerOf } from "./header";
import { localModuleFiles } from "./local-module-files";
import { moduleFiles } from "./module-files";
import type { PlacedFile } from "./placed-file";
import { placeOf } from "./relative-paths";
import { renderTfvars } from "./tfvars";

/**
 * All files of a system that one of its stacks gives.
 * @param problems receives everything that is wrong with them
 */
export function stackFiles(stack: RootModule, problems: Problems): readonly PlacedFile[] {
  return [
    ...rootModuleFiles(stack, problems),
    ...localModuleFiles(stack, problems),
    ...tfvarsFiles(stack, problems),
    ...textFiles(stack, problems),
  ];
}

function rootModuleFiles(stack: RootModule, problems: Problems): PlacedFile[] {
  const { requiredVersion, requiredProviders, settingsFile } = stack;
  const settings = {
    requiredVersion,
    requiredProviders,
    settingsFile,
    place: placeOf(stack, stack.rootModule),
    isGrouped: stack.unfiled === "by construct",
    header: headerOf(stack, stack.source),
  };
  return moduleFiles(stack, settings, problems).map(({ fileName, text, blocks }) => ({
    path: joined(stack.rootModule, fileName),
    content: text,
    origin: `${stack.node.path}/${fileName}`,
    blocks,
  }));
}

function tfvarsFiles(stack: RootModule, problems: Problems): PlacedFile[] {
  const variables = elementsOf(stack).filter(isVariable);
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

function textFiles(stack: RootModule, problems: Problems): PlacedFile[] {
  return stack.node
    .findAll()
    .filter(isTextFile)
    .flatMap((file): PlacedFile[] => {
      const { source = stack.source, mode } = file.props;
      const content = problems.blaming(file, () => file.render(headerOf(file, source)));
      if (content === undefined) return [];
      return [{ path: file.path, content, origin: file.node.path, ...(mode !== undefined && { mode }) }];
    });
}
