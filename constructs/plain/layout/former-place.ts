import type { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import { addressPrefix } from "../cdktf/elements";
import { withoutPrefix } from "./name-candidates";
import { isTerraformFile } from "./terraform-file";

/**
 * An element as it stood in the tree of constructs before its author used what is plainform's: without the files
 * around it, and without the address in its id.
 */
export function asBefore(element: TerraformElement): TerraformElement {
  const scopes = element.node.scopes.filter((scope) => !isTerraformFile(scope)).map(withoutAddress);
  return withNode(element, { scopes: { value: scopes } });
}

function withoutAddress(scope: IConstruct): IConstruct {
  const { own, isAddress } = withoutPrefix(scope.node.id, addressPrefix(scope));
  return isAddress ? withNode(scope, { id: { value: own } }) : scope;
}

/** A construct that differs from another one in its node only. */
function withNode<T extends IConstruct>(construct: T, changes: PropertyDescriptorMap): T {
  return Object.create(construct, { node: { value: Object.create(construct.node, changes) } }) as T;
}
