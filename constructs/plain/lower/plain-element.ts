import { TerraformElement } from "cdktf";
import type { Block } from "../hcl";
import type { Environment } from "./contexts";

const PLAIN_ELEMENT = Symbol.for("plainform/PlainElement");

/** A block of Terraform's language that cdktf has no class for. */
export abstract class PlainElement extends TerraformElement {
  constructor(...args: ConstructorParameters<typeof TerraformElement>) {
    super(...args);
    Object.defineProperty(this, PLAIN_ELEMENT, { value: true });
  }

  /** @returns the blocks that it is printed as */
  abstract toBlocks(environment: Environment): readonly Block[];
}

/** @returns whether an element says itself what it is printed as */
export function isPlainElement(element: TerraformElement): element is PlainElement {
  return PLAIN_ELEMENT in element;
}
