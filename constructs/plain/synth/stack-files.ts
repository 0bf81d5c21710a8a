import { isVariable } from "../cdktf/kinds";
import { constructsIn } from "../cdktf/whole-tree";
import { elementsOf, namesOf } from "../check/elements-of";
import { Problems } from "../check/problems";
import { addressOf, diagramOf, type Placed } from "../diagram";
import { documentDrift, interfaceOf, withContents } from "../document";
import type { Problem } from "../errors";
import { type Block, type Expression, printArguments } from "../hcl";
import { type DiagramWords, withDiagrams } from "../layout/diagram-place";
import { isRootModule, joined, type RootModule, type TfvarsFile } from "../layout/module-kinds";
import { isTextFile, type TextFile } from "../layout/text-file";
import { assetFiles, assetsIn } from "./assets";
import { documentPlace } from "./document-place";
import { environmentOf } from "./environment";
import { formerNames, movedBlocks, moveProblems } from "./former-names";
import { headerOf } from "./header";
import { localModuleFiles } from "./local-module-files";
import { ModuleDraft } from "./module-draft";
import type { PlacedFile } from "./placed-file";
import { placeOf } from "./relative-paths";
import { sourceModuleFiles } from "./source-module-files";
import { StackLinks } from "./stack-links";
import { tfvarsOf } from "./tfvars";

/** What a stack gives. */
export interface StackContent {
  readonly files: readonly PlacedFile[];
  /** Draws what the stack makes, as Mermaid; of use when nothing is wrong. */
  readonly draw: (drawing?: Drawing) => string;
}

interface Drawing {
  readonly words?: DiagramWords;
  /** Whose values of variables it shows. @default the stack's own */
  readonly owner?: RootModule;
}

/**
 * All files of a system that one of its stacks gives, and its picture.
 *
 * @param root its root module, of which nothing is missing any more
 * @param problems receives everything that is wrong with them
 */
export function stackContent(stack: RootModule, root: ModuleDraft, problems: Problems): StackContent {
  const blocks = isSpokenOf(stack) ? inRoot(root) : undefined;
  const files = [...rootModuleFiles(stack, root), ...localModuleFiles(stack, problems, blocks)];
  const draw = ({ words, owner = stack }: Drawing = {}): string =>
    diagramOf(blocks ?? blocksOf(stack), { given: valuesOf(owner), ...(words && { words }) });
  files.push(
    ...stack.tfvarsFiles.map((file) => tfvarsFile(stack, file, problems).placed),
    ...textFiles(stack, draw, problems),
    ...sourceModuleFiles(stack, problems),
    ...assetFiles(stack, problems),
  );
  if (blocks !== undefined) problems.add(...documentsDrift(stack, root.blocks, blocks, files));
  return { files, draw };
}

/** Whether a stack has texts, which may say or show what its blocks are: then they are kept. */
function isSpokenOf(stack: RootModule): boolean {
  return constructsIn(stack).some(isTextFile);
}

function inRoot({ blocks }: ModuleDraft): Placed[] {
  return blocks.map((block) => ({ module: "", block }));
}

/** The blocks of a stack of which none were kept: they are made once more. */
function blocksOf(stack: RootModule): readonly Placed[] {
  const problems = new Problems();
  const blocks = inRoot(draftRootModule(stack, new StackLinks(), problems, true));
  localModuleFiles(stack, problems, blocks);
  return blocks;
}

/**
 * The root module of a stack, but for what other stacks turn out to want of it.
 * @param links receives the references to other stacks
 */
export function draftRootModule(
  stack: RootModule,
  links: StackLinks,
  problems: Problems,
  keepsBlocks = isSpokenOf(stack),
): ModuleDraft {
  const { requiredVersion, requiredProviders, settingsFile } = stack;
  const settings = {
    requiredVersion,
    requiredProviders,
    settingsFile,
    assets: assetsIn(stack),
    place: placeOf(stack, stack.rootModule),
    isGrouped: stack.unfiled === "by construct",
    headerOf: (fileName: string) => headerOf(stack, stack.source, fileName),
    keepsBlocks,
  };
  const draft = new ModuleDraft(stack, settings, problems, links);
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

function tfvarsFile(stack: RootModule, file: TfvarsFile, problems: Problems) {
  const declared = new Set(namesOf(elementsOf(stack).filter(isVariable)));
  const values = tfvarsOf(file, declared, environmentOf(stack.node.path, stack), problems);
  const header = headerOf(stack, file.source ?? stack.source, file.fileName);
  const placed: PlacedFile = {
    path: joined(stack.rootModule, file.fileName),
    content: `# ${header}\n${values.length === 0 ? "" : `\n${printArguments(values)}`}`,
    origin: `${stack.node.path}/${file.fileName}`,
  };
  return { values, placed };
}

function textFiles(stack: RootModule, draw: StackContent["draw"], problems: Problems): PlacedFile[] {
  return constructsIn(stack)
    .filter(isTextFile)
    .flatMap((file): PlacedFile[] => {
      const { source = stack.source, mode, documents } = file.props;
      const content = problems.blaming(file, () => {
        const text = file.render(headerOf(file, source, file.path));
        const drawFor = (words: DiagramWords): string => draw({ words, owner: ownerOf(file, stack) });
        return withDiagrams(documents ? withContents(text) : text, drawFor);
      });
      if (content === undefined) return [];
      return [
        {
          path: file.path,
          content,
          origin: file.node.path,
          ...(mode !== undefined && { mode }),
        },
      ];
    });
}

/**
 * What documents about a stack say and is not so.
 * @param own blocks of the root module
 * @param all those and the local modules'
 */
function documentsDrift(
  stack: RootModule,
  own: readonly Block[],
  all: readonly Placed[],
  files: readonly PlacedFile[],
): readonly Problem[] {
  const about = {
    interface: interfaceOf(own),
    resources: all.filter(({ block }) => block.type === "resource").map(addressOf),
    files: files.map(({ path }) => path),
  };
  return constructsIn(stack)
    .filter(isTextFile)
    .filter(({ props }) => props.documents && typeof props.content === "string")
    .flatMap((file) => {
      const { content, source = stack.source } = file.props;
      return documentDrift(content, about, documentPlace(file, source));
    });
}

/** The first of the stacks that write a file: environments share it, and another one must not change it. */
function ownerOf({ path }: TextFile, stack: RootModule): RootModule {
  const writes = (other: RootModule): boolean =>
    other.system === stack.system && constructsIn(other).some((it) => isTextFile(it) && it.path === path);
  return constructsIn(stack.node.root).filter(isRootModule).find(writes) ?? stack;
}

/** What Terraform takes for the variables of a stack when nobody says otherwise. */
function valuesOf(stack: RootModule): ReadonlyMap<string, Expression> {
  const file = stack.tfvarsFiles.find(({ fileName }) => fileName === "terraform.tfvars");
  // What is wrong with it is told where it is written.
  const values = file === undefined ? [] : tfvarsFile(stack, file, new Problems()).values;
  return new Map(values.map(({ name, value }) => [name, value]));
}
