import { type Argument, type Block, block } from "../hcl";

/** The blocks of a file; its locals stand together where the first of them was created. */
export class FileContent {
  private readonly items: Block[] = [];
  private locals: Argument[] = [];
  private localsAt = 0;

  add(item: Block): void {
    this.items.push(item);
  }

  addFirst(item: Block): void {
    this.items.unshift(item);
    this.localsAt += 1;
  }

  addLocals(locals: readonly Argument[]): void {
    if (this.locals.length === 0) this.localsAt = this.items.length;
    this.locals.push(...locals);
  }

  blocks(): readonly Block[] {
    if (this.locals.length === 0) return this.items;
    return this.items.toSpliced(this.localsAt, 0, block("locals", [], [this.locals]));
  }
}
