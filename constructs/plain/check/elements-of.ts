import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { attempt } from "./problems";

/** All elements of a module, in order of creation, without those of the modules within it. */
export function elementsOf(module: Construct): TerraformElement[] {
  const collect = (construct: Construct): TerraformElement[] => [
    ...(TerraformElement.isTerraformElement(construct) ? [construct] : []),
    ...construct.node.children
      .filter((child) => !TerraformStack.isStack(child))
      .flatMap((child) => collect(child as Construct)),
  ];
  return collect(module);
}

/** @returns the Terraform names of elements, without those that have none: lowering them is what reports it */
export function namesOf(elements: readonly TerraformElement[]): readonly string[] {
  return elements.flatMap((element) => attempt(element, [], () => element.friendlyUniqueId) ?? []);
}
