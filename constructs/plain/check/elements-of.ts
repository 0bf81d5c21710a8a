import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** All elements of a module, in order of creation, without those of the modules within it. */
export function elementsOf(module: Construct): TerraformElement[] {
  const elements: TerraformElement[] = [];
  const collect = (construct: Construct): void => {
    if (TerraformElement.isTerraformElement(construct)) elements.push(construct);
    for (const child of construct.node.children)
      if (!TerraformStack.isStack(child)) collect(child as Construct);
  };
  collect(module);
  return elements;
}

/** @returns the Terraform name of an element, or undefined when it has none: lowering it is what reports that */
export function nameOf(element: TerraformElement): string | undefined {
  try {
    return element.friendlyUniqueId;
  } catch {
    return undefined;
  }
}

/** @returns the Terraform names of elements, without those that have none */
export function namesOf(elements: readonly TerraformElement[]): readonly string[] {
  return elements.flatMap((element) => nameOf(element) ?? []);
}
