import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

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
