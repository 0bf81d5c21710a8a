import { TerraformElement } from "cdktf";
import { makeUniqueId } from "cdktf/lib/private/unique";
import type { Node } from "constructs";
import { terraformName } from "../../../constructs/plain/layout/names";
import { ReferenceStack } from "./reference-stack";

/**
 * cdktf's own stack with cdktf's own names, and a hash in each: as an older app has them, with the stack's id. What the
 * author's code names in text (`var.region`) has to keep the name that stands there.
 */
export class HashedStack extends ReferenceStack {
  /** Addresses that are not to get a hash: `aws_vpc.main`, and of what has no type `.region`. */
  private static named: ReadonlySet<string> = new Set();
  private static readonly all = new Set<string>();

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const stack = TerraformElement.isTerraformElement(element) ? element.cdktfStack : this;
    const name = terraformName(element, stack);
    const { terraformResourceType: type = "" } = element as { readonly terraformResourceType?: string };
    const address = `${type}.${name}`;
    HashedStack.all.add(address);
    if (HashedStack.named.has(address)) return name;
    const { scopes } = TerraformElement.isTerraformElement(element) ? element.node : element;
    return makeUniqueId(scopes.slice(scopes.indexOf(stack)).map(({ node }) => node.id));
  }

  /** Learns from one synth which names the author's code says in text. */
  static learnFrom(json: string): void {
    const isSaid = (address: string): boolean => {
      const escaped = address.replace(/[^\w]/g, "\\$&");
      // In a reference, or as the key of an override of the whole stack.
      return new RegExp(`${escaped}(?![\\w-])|"${escaped.replace(/^.*\./, "")}":`).test(json);
    };
    HashedStack.named = new Set([...HashedStack.all].filter(isSaid));
  }
}
