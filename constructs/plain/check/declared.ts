import {
  TerraformBackend,
  type TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformProvider,
  TerraformVariable,
} from "cdktf";
import type { Problem } from "../errors";
import { notesOf } from "../layout/notes";
import { attempt } from "./problems";
import type { Declared } from "./references";

/**
 * What a module's elements declare, by address.
 * @param problems receives two elements that claim one address: cdktf would merge them without a word
 */
export function declaredBy(elements: readonly TerraformElement[], problems: Problem[]): Declared {
  const declared = new Map<string, { readonly repeated?: "count" | "for_each"; readonly path: string }>();
  for (const element of elements) {
    // What has no name is reported where it is lowered.
    const address = attempt(element, [], () => addressOf(element));
    if (address === undefined) continue;
    const other = declared.get(address);
    if (other !== undefined)
      problems.push({
        at: element.node.path,
        what: `two elements claim the address ${address}`,
        got: `${other.path} and ${element.node.path}`,
        expected: "one element for each address",
        fix: "give one of them another id",
      });
    declared.set(address, { ...repetition(element), path: element.node.path });
  }
  return declared;
}

function repetition(element: TerraformElement): { readonly repeated?: "count" | "for_each" } {
  const { repeated } = notesOf(element);
  if (repeated !== undefined) return { repeated };
  const { count, forEach } = element as { count?: unknown; forEach?: unknown };
  if (forEach !== undefined) return { repeated: "for_each" };
  return count === undefined ? {} : { repeated: "count" };
}

/** @returns the address, or undefined for what has none: backends, moved blocks */
export function addressOf(element: TerraformElement): string | undefined {
  const name = (): string => element.friendlyUniqueId;
  if (element instanceof TerraformVariable) return `var.${name()}`;
  if (element instanceof TerraformLocal) return `local.${name()}`;
  if (TerraformOutput.isTerraformOutput(element)) return `output.${name()}`;
  if (TerraformProvider.isTerraformProvider(element))
    return `provider.${element.terraformResourceType}${element.alias === undefined ? "" : `.${element.alias}`}`;
  if (TerraformBackend.isBackend(element)) return "terraform.backend";
  const kind = (element as unknown as { _elementType?: string })._elementType;
  return kind === undefined ? undefined : `${kind}.${name()}`;
}
