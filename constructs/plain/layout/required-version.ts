import { type Block, valueIn } from "../hcl";

/** Minor version of Terraform 1 that reads all that is printed, unless a block came later. */
const LEAST = 5;

/** What a stack or a module requires unless its author says otherwise; blocks that came later raise it. */
export const DEFAULT_REQUIRED_VERSION = `>= 1.${LEAST}`;

/**
 * The constraint that holds the blocks of a module too, where it is the default.
 *
 * @param constraint of the author, or the default
 * @param minor of the blocks, as `sinceMinor` has it
 */
export function requiredVersionWith(constraint: string, minor: number): string {
  return constraint === DEFAULT_REQUIRED_VERSION && minor > LEAST ? `>= 1.${minor}` : constraint;
}

/**
 * The minor version of Terraform 1 that a block came with, as far as it is later than what else is printed
 * (https://developer.hashicorp.com/terraform/language/v1-compatibility-promises, and the changelogs of 1.7 and 1.10).
 */
export function sinceMinor(block: Block): number {
  if (block.type === "removed") return 7;
  if (block.type === "import" && valueIn(block, "for_each") !== undefined) return 7;
  if (block.type === "ephemeral") return 10;
  const isDeclaration = block.type === "variable" || block.type === "output";
  const ephemeral = isDeclaration ? valueIn(block, "ephemeral") : undefined;
  return ephemeral?.kind === "bool" && ephemeral.value ? 10 : LEAST;
}
