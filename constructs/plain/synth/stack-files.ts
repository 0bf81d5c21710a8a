import { isVariable } from "../cdktf/kinds";
import { constructsIn } from "../cdktf/whole-tree";
import { elementsOf, namesOf } from "../check/elements-of";
import type { Problems } from "../check/problems";
import { diagramOf, type Placed } from "../diagram";
import { documentDrift, interfaceOf } from "../document";
import type { Block } from "../hcl";
import { joined, type RootModule } from "../layout/module-kinds";
import { isTextFile, type TextFile } from "../layout/text-file";
import { assetFiles, assetsIn } from "./assets";
import { environmentOf } from "./environment";
import { formerNames, movedBlocks, moveProblems } from "./former-names";
import { headerOf } from "./header";
import { localModuleFiles } from "./local-module-files";
import { draftModule, type ModuleDraft } from "./module-files";
import type { PlacedFile } from "./placed-file";
import { placeOf } from "./relative-paths";
import { sourceFile } from "./source-file";
import { sourceModuleFiles } from "./source-module-files";
import type { StackLinks } from "./stack-links";
import { renderTfvars } from "./tfvars";

/** A root module, and its blocks where a document is held against them. */
export interface RootDraft extends ModuleDraft {
  readonly blocks: readonly Block[];
}

/**
 * All files of a system that one of its stacks gives.
 *
 * @param root its root module, of which nothing is missing any more
 * @param problems receives everything that is wrong with them
 */
export function stackFiles(stack: RootModule, root: RootDraft, problems: Problems): readonly PlacedFile[] {
  const documents = constructsIn(stack).filter(isTextFile);
  const blocks: Placed[] = root.blocks.map((block) => ({ module: "", block }));
  const inModules: Placed[] | undefined = isDocumented(stack) ? blocks : undefined;
  return [
    ...rootModuleFiles(stack, root),
    ...localModuleFiles(stack, problems, inModules),
    ...tfvarsFiles(stack, problems),
    ...textFiles(stack, documents, blocks, problems),
    ...sourceModuleFiles(stack, problems),
    ...assetFiles(stack, problems),
  ];
}

/**
 * The root module of a stack, but for what other stacks turn out to want of it.
 * @param links receives the references to other stacks
 */
export function draftRootModule(stack: RootModule, links: StackLinks, problems: Problems): RootDraft {
  const { requiredVersion, requiredProviders, settingsFile } = stack;
  const blocks: Block[] = [];
  const settings = {
    requiredVersion,
    requiredProviders,
    settingsFile,
    assets: assetsIn(stack),
    place: placeOf(stack, stack.rootModule),
    isGrouped: stack.unfiled === "by construct",
    headerOf: (fileName: string) => headerOf(stack, stack.source, fileName),
    ...(isDocumented(stack) && { onBlock: (block: Block) => blocks.push(block) }),
  };
  const draft = draftModule(stack, settings, problems, links);
  if (stack.formerly === "cdktf") {
    const names = formerNames(stack);
    problems.add(...moveProblems(names, stack.node.path));
    draft.add("moved.tf", movedBlocks(names));
  }
  return { ...draft, blocks };
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
      content: `# ${headerOf(stack, file.source ?? stack.source, file.fileName)}\n${values === "" ? "" : `\n${values}`}`,
      origin: `${stack.node.path}/${file.fileName}`,
    };
  });
}

function textFiles(
  stack: RootModule,
  files: readonly TextFile[],
  blocks: readonly Placed[],
  problems: Problems,
): PlacedFile[] {
  const own = blocks.filter(({ module }) => module === "").map(({ block }) => block);
  return files.flatMap((file): PlacedFile[] => {
    const { source = stack.source, mode, documents } = file.props;
    const content = problems.blaming(file, () => file.render(headerOf(file, source, file.path)));
    if (content === undefined) return [];
    if (documents)
      problems.add(
        ...documentDrift(file.props.content, interfaceOf(own), {
          at: file.node.path,
          source: sourceFile(source, file.path),
        }),
      );
    const text = documents ? withDiagram(content, blocks) : content;
    return [{ path: file.path, content: text, origin: file.node.path, ...(mode !== undefined && { mode }) }];
  });
}

/** Puts the picture of a stack below the line `<!-- diagram -->` of a document. */
function withDiagram(text: string, blocks: readonly Placed[]): string {
  return text.replace(
    /^<!-- diagram -->$/m,
    (mark) => `${mark}\n\n\`\`\`mermaid\n${diagramOf(blocks)}\`\`\``,
  );
}

/** Whether a document is held against the stack, which is when its blocks are kept. */
function isDocumented(stack: RootModule): boolean {
  return constructsIn(stack).some((it) => isTextFile(it) && it.props.documents === true);
}
