import {
  TerraformDataSource,
  type TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
} from "cdktf";
import type { Construct } from "constructs";
import { addressPrefix } from "../cdktf/elements";
import { isLocal, isVariable } from "../cdktf/kinds";
import { type Argument, type Block, block, joinBlocks, printBlock } from "../hcl";
import { filesFor, type Placeable } from "../layout/file-groups";
import { fileOf } from "../layout/terraform-file";
import { serviceOf } from "../providers/services";
import { type ModulePlace, withRelativePaths } from "./relative-paths";

/** One `.tf` file of a module, printed. */
export interface ModuleFile {
  readonly fileName: string;
  readonly text: string;
  /** Number of its top-level blocks. */
  readonly blocks: number;
}

/** The `.tf` files of a module, in the order in which they are first named. */
export class ModuleContent {
  private readonly files = new Map<string, FileContent>();

  constructor(private readonly place: ModulePlace) {}

  /** The file of a name; an empty one that comes into being, if there is none yet. */
  file(fileName: string): FileContent {
    const known = this.files.get(fileName) ?? new FileContent(this.place);
    this.files.set(fileName, known);
    return known;
  }

  /** @param headerOf first line of a file, without the `#` */
  print(headerOf: (fileName: string) => string): ModuleFile[] {
    return [...this.files].map(([fileName, content]) => {
      const blocks = content.blocks();
      return { fileName, text: joinBlocks(blocks, headerOf(fileName)), blocks: blocks.length };
    });
  }
}

/** The blocks of a file, printed; its locals stand together where the first of them was created. */
class FileContent {
  private readonly items: string[] = [];
  private readonly locals: Argument[] = [];
  private localsAt = 0;

  constructor(private readonly place: ModulePlace) {}

  add(item: Block): void {
    if (item.type !== "locals") {
      this.items.push(this.printed(item));
      return;
    }
    if (this.locals.length === 0) this.localsAt = this.items.length;
    this.locals.push(...item.body.flat().filter((local) => local.kind === "argument"));
  }

  addFirst(item: Block): void {
    this.items.unshift(printBlock(item));
    this.localsAt += 1;
  }

  blocks(): readonly string[] {
    if (this.locals.length === 0) return this.items;
    return this.items.toSpliced(this.localsAt, 0, this.printed(block("locals", [], [this.locals])));
  }

  private printed(item: Block): string {
    const text = printBlock(item);
    const changed = withRelativePaths(item, text, this.place);
    return changed === item ? text : printBlock(changed);
  }
}

/**
 * The file that each element of a module is printed in: its own, that of the construct that it belongs to, or where
 * HashiCorp's style guide puts its kind.
 *
 * @param elements all elements of the module
 * @param isGrouped whether constructs have files
 */
export function fileNamesFor(
  module: Construct,
  elements: readonly TerraformElement[],
  isGrouped: boolean,
): (element: TerraformElement) => string {
  const ownFiles = new Map(elements.map((element) => [element, fileOf(element)?.fileName]));
  const placed = isGrouped ? elements.filter((element) => ownFiles.get(element) === undefined) : [];
  const placeables = new Map(placed.map((element) => [element, placeableOf(element, module)]));
  const groupOf = filesFor([...placeables.values()]);
  return (element) => {
    const placeable = placeables.get(element);
    return (
      ownFiles.get(element) ??
      fileOfKind(element) ??
      (placeable && groupOf(placeable)) ??
      (isLocal(element) ? "locals.tf" : "main.tf")
    );
  };
}

function placeableOf(element: TerraformElement, module: Construct): Placeable {
  const { scopes } = element.node;
  return {
    ids: scopes.slice(scopes.indexOf(module) + 1).map((scope) => scope.node.id),
    isResource: isResourceOrModule(element),
    service: serviceOfElement(element),
  };
}

function isResourceOrModule(element: TerraformElement): boolean {
  return TerraformResource.isTerraformResource(element) || addressPrefix(element) === "module";
}

function serviceOfElement(element: TerraformElement): string | undefined {
  if (TerraformDataSource.isTerraformDataSource(element) || TerraformResource.isTerraformResource(element))
    return serviceOf(element.terraformResourceType);
  return undefined;
}

function fileOfKind(element: TerraformElement): string | undefined {
  if (isVariable(element)) return "variables.tf";
  if (TerraformOutput.isTerraformOutput(element)) return "outputs.tf";
  return TerraformProvider.isTerraformProvider(element) ? "providers.tf" : undefined;
}

/** The file for a data source that something in a file is the first to use: the same, where data sources stand. */
export function fileForDataUsedIn(fileName: string): string {
  return ["variables.tf", "outputs.tf", "locals.tf", "providers.tf"].includes(fileName)
    ? "main.tf"
    : fileName;
}
