import { type TerraformElement, TerraformOutput, TerraformProvider } from "cdktf";
import { isLocal, isVariable } from "../cdktf/kinds";
import { type Argument, type Block, block, joinBlocks, printBlock } from "../hcl";
import { fileOf } from "../layout/terraform-file";

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

  /** The file of a name; an empty one that comes into being, if there is none yet. */
  file(fileName: string): FileContent {
    const known = this.files.get(fileName) ?? new FileContent();
    this.files.set(fileName, known);
    return known;
  }

  /** @param header first line of each file, without the `#` */
  print(header: string): ModuleFile[] {
    return [...this.files].map(([fileName, content]) => {
      const blocks = content.blocks();
      return { fileName, text: joinBlocks(blocks, header), blocks: blocks.length };
    });
  }
}

/** The blocks of a file, printed; its locals stand together where the first of them was created. */
class FileContent {
  private readonly items: string[] = [];
  private readonly locals: Argument[] = [];
  private localsAt = 0;

  add(item: Block): void {
    if (item.type !== "locals") {
      this.items.push(printBlock(item));
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
    return this.items.toSpliced(this.localsAt, 0, printBlock(block("locals", [], [this.locals])));
  }
}

/** The file that an element is printed in: its own, or where HashiCorp's style guide puts its kind. */
export function fileNameFor(element: TerraformElement): string {
  const file = fileOf(element);
  if (file !== undefined) return file.fileName;
  if (isVariable(element)) return "variables.tf";
  if (TerraformOutput.isTerraformOutput(element)) return "outputs.tf";
  if (isLocal(element)) return "locals.tf";
  if (TerraformProvider.isTerraformProvider(element)) return "providers.tf";
  return "main.tf";
}
