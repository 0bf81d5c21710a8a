import { TerraformElement, type TerraformStack } from "cdktf";
import { constructsIn } from "../cdktf/whole-tree";

/** All elements of a module, in order of creation, without those of the modules within it. */
export function elementsOf(module: TerraformStack): TerraformElement[] {
  return constructsIn(module).filter(
    (construct): construct is TerraformElement =>
      TerraformElement.isTerraformElement(construct) && construct.cdktfStack === module,
  );
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
