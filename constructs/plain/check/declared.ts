import {
  TerraformBackend,
  type TerraformElement,
  TerraformLocal,
  TerraformProvider,
  TerraformVariable,
} from "cdktf";
import { addressPrefix, repetitionOf } from "../cdktf/elements";
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
  const own = repetitionOf(element);
  return own === undefined ? {} : { repeated: own };
}

/** @returns the address, or undefined for what has none: backends, moved blocks */
export function addressOf(element: TerraformElement): string | undefined {
  const name = (): string => element.friendlyUniqueId;
  if (element instanceof TerraformVariable) return `var.${name()}`;
  if (element instanceof TerraformLocal) return `local.${name()}`;
  if (TerraformProvider.isTerraformProvider(element))
    return `provider.${element.terraformResourceType}${element.alias === undefined ? "" : `.${element.alias}`}`;
  if (TerraformBackend.isBackend(element)) return "terraform.backend";
  const prefix = addressPrefix(element);
  return prefix === undefined ? undefined : `${prefix}.${name()}`;
}
