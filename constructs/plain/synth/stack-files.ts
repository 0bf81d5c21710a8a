import { isVariable } from "../cdktf/kinds";
import { elementsOf, namesOf } from "../check/elements-of";
import type { Problems } from "../check/problems";
import { joined, type RootModule } from "../layout/module-kinds";
import { isTextFile } from "../layout/text-file";
import { assetFiles, assetsIn } from "./assets";
import { environmentOf } from "./environment";
import { formerNames, movedBlocks, moveProblems } from "./former-names";
import { headerOf } from "./header";
import { localModuleFiles } from "./local-module-files";
import { draftModule, type ModuleDraft } from "./module-files";
import type { PlacedFile } from "./placed-file";
import { placeOf } from "./relative-paths";
import { sourceModuleFiles } from "./source-module-files";
import type { StackLinks } from "./stack-links";
import { renderTfvars } from "./tfvars";

/**
 * All files of a system that one of its stacks gives.
 *
 * @param root its root module, of which nothing is missing any more
 * @param problems receives everything that is wrong with them
 */
export function stackFiles(stack: RootModule, root: ModuleDraft, problems: Problems): readonly PlacedFile[] {
  return [
    ...rootModuleFiles(stack, root),
    ...localModuleFiles(stack, problems),
    ...tfvarsFiles(stack, problems),
    ...textFiles(stack, problems),
    ...sourceModuleFiles(stack, problems),
    ...assetFiles(stack, problems),
  ];
}

/**
 * The root module of a stack, but for what other stacks turn out to want of it.
 * @param links receives the references to other stacks
 */
export function draftRootModule(stack: RootModule, links: StackLinks, problems: Problems): ModuleDraft {
  const { requiredVersion, requiredProviders, settingsFile } = stack;
  const settings = {
    requiredVersion,
    requiredProviders,
    settingsFile,
    assets: assetsIn(stack),
    place: placeOf(stack, stack.rootModule),
    isGrouped: stack.unfiled === "by construct",
    header: headerOf(stack, stack.source),
  };
  const draft = draftModule(stack, settings, problems, links);
  if (stack.formerly === "cdktf") {
    const names = formerNames(stack);
    problems.add(...moveProblems(names, stack.node.path));
    draft.add("moved.tf", movedBlocks(names));
  }
  return draft;
}

function rootModuleFiles(stack: RootModule, root: ModuleDraft): PlacedFile[] {
  return root.print().map(({ fileName, text, blocks }) => ({
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
