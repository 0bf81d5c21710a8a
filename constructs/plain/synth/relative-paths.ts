import { relative, resolve, sep } from "node:path";
import { App } from "cdktf";
import { type Argument, type Block, dotted, type Expression, template } from "../hcl";
import { mapParts } from "../hcl/walk";
import type { RootModule } from "../layout/module-kinds";

/** Where a module will lie on this machine. */
export interface ModulePlace {
  /** Absolute folder of the module. */
  readonly folder: string;
  /** Absolute folder of the system, which its own repository holds. */
  readonly system: string;
}

/** @param folder of a module, below the system's folder */
export function placeOf(stack: RootModule, folder: string): ModulePlace {
  const system = resolve(App.of(stack).outdir, stack.system);
  return { system, folder: resolve(system, folder) };
}

// Only a literal may stand there.
const CONSTANT = new Set(["variable", "terraform", "moved", "removed"]);

/**
 * Writes absolute paths of what lies in the system's own folder as paths from the module: `${path.module}/boot.sh`. They
 * are right wherever the tree is; any other path of this machine is not, and stays for `machinePaths` to find.
 *
 * @param text the block as it was printed, which nearly always says that there is nothing to do
 */
export function withRelativePaths(block: Block, text: string, place: ModulePlace): Block {
  if (!text.includes(place.system) || CONSTANT.has(block.type)) return block;
  const inItem = (item: Argument | Block): Argument | Block => {
    if (item.kind === "block") return { ...item, body: item.body.map((group) => group.map(inItem)) };
    // The address of a module's code is a literal too.
    if (block.type === "module" && item.name === "source") return item;
    return { ...item, value: inExpression(item.value, place) };
  };
  return inItem(block) as Block;
}

function inExpression(expression: Expression, place: ModulePlace): Expression {
  if (expression.kind !== "string") return mapParts(expression, (part) => inExpression(part, place));
  const isInside = expression.value === place.system || expression.value.startsWith(`${place.system}${sep}`);
  if (!isInside) return expression;
  const module = dotted("path", "module");
  const path = relative(place.folder, expression.value).split(sep).join("/");
  if (path === "") return module;
  return template([
    { kind: "interpolation", expression: module },
    { kind: "text", value: `/${path}` },
  ]);
}
