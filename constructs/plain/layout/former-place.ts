import type { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import { ownName } from "./names";
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
  const name = ownName(scope);
  return name === scope.node.id ? scope : withNode(scope, { id: { value: name } });
}

/** A construct that differs from another one in its node only. */
function withNode<T extends IConstruct>(construct: T, changes: PropertyDescriptorMap): T {
  return Object.create(construct, { node: { value: Object.create(construct.node, changes) } }) as T;
}
