import { TerraformBackend, type TerraformElement, TerraformProvider } from "cdktf";
import { addressPrefix, repetitionOf } from "../cdktf/elements";
import { hasMovedAway } from "../cdktf/fragments";
import type { Problem } from "../errors";
import { notesOf } from "../layout/notes";
import { nameOf } from "./elements-of";
import type { Declared } from "./references";

/** What a module's elements declare, by address. */
export function declaredBy(elements: readonly TerraformElement[]): Declared {
  return new Map(
    elements.flatMap((element) => {
      if (hasMovedAway(element)) return [];
      const address = addressOf(element);
      const repeated = notesOf(element).repeated ?? repetitionOf(element);
      return address === undefined ? [] : [[address, repeated === undefined ? {} : { repeated }]];
    }),
  );
}

/** Finds elements that claim one address: cdktf would merge them without a word. */
export function addressClashes(elements: readonly TerraformElement[]): readonly Problem[] {
  const owners = new Map<string, TerraformElement>();
  return elements.flatMap((element) => {
    const address = addressOf(element);
    if (address === undefined) return [];
    const other = owners.get(address);
    owners.set(address, element);
    if (other === undefined) return [];
    return [
      {
        at: element.node.path,
        what: `two elements claim the address ${address}`,
        got: `${other.node.path} and ${element.node.path}`,
        expected: "one element for each address",
        fix: TerraformProvider.isTerraformProvider(element)
          ? 'give one of them an alias, { alias: "west" }, and say { provider } where it is meant'
          : "give one of them another id",
      },
    ];
  });
}

/**
 * The address by which an element is referred to: `aws_vpc.main`, `var.region`.
 * @returns undefined for what has none: backends and moved blocks, and what has no name
 */
export function addressOf(element: TerraformElement): string | undefined {
  if (TerraformBackend.isBackend(element)) return "terraform.backend";
  if (TerraformProvider.isTerraformProvider(element)) {
    const { terraformResourceType: type, alias } = element;
    return alias === undefined ? `provider.${type}` : `provider.${type}.${alias}`;
  }
  const prefix = addressPrefix(element);
  const name = prefix === undefined ? undefined : nameOf(element);
  return name === undefined ? undefined : `${prefix}.${name}`;
}
