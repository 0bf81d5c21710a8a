import { TerraformElement, TerraformOutput } from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";
import { addressPrefix } from "../cdktf/elements";
import { isVariable } from "../cdktf/kinds";
import { PlainformError } from "../errors";
import { IDENTIFIER } from "../hcl";
import { isTerraformFile } from "./terraform-file";

/** Ids that say nothing about what a construct is. */
const SILENT = new Set(["this", "default", "resource"]);

/**
 * The Terraform name of an element: its construct's id, made human. An id may be the whole address
 * (`aws_vpc.main`), because cdktf wants ids unique among siblings and Terraform only per type; any other dot is no
 * more than a character that cannot stand in a name. The ids of the constructs around it come first
 * (`network_main`); files take no part, and neither do `this` and `default`.
 *
 * @param element an element, or the node of one
 * @param stack the module that the name is for
 * @throws PlainformError when nothing of the id can stand in a name
 */
export function terraformName(element: TerraformElement | Node, stack: Construct): string {
  const node = TerraformElement.isTerraformElement(element) ? element.node : element;
  const scopes = node.scopes.slice(node.scopes.indexOf(stack) + 1).filter((scope) => !isTerraformFile(scope));
  const parts = scopes.map(ownName);
  const telling = parts.filter((part) => !SILENT.has(part));
  const joined = (telling.length > 0 ? telling : parts.slice(-1)).join("_");
  // Variables and outputs are the interface of a module: TF_VAR_… and `terraform output` use them as written.
  const isInterface = isVariable(element) || TerraformOutput.isTerraformOutput(element);
  const name = isInterface && IDENTIFIER.test(joined) ? joined : snakeCase(joined);
  if (!IDENTIFIER.test(name))
    throw new PlainformError({
      at: node.path,
      what: "a construct id gives no Terraform name",
      got: JSON.stringify(node.id),
      expected: "letters, digits and underscores, not starting with a digit",
      fix: "choose another id; it may be the whole address, aws_vpc.main",
    });
  return name;
}

/** An id without the address before the name, where it is the construct's own; any other dot is a character. */
function ownName(construct: IConstruct): string {
  const { id } = construct.node;
  const prefix = addressPrefix(construct);
  return prefix !== undefined && id.startsWith(`${prefix}.`) ? id.slice(prefix.length + 1) : id;
}

function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^\p{ID_Continue}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
}
