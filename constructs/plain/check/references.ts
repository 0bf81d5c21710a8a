import {
  type Argument,
  addressIn,
  type Block,
  call,
  dotted,
  type Expression,
  flat,
  iteratorOf,
  traverse,
} from "../hcl";
import { mapShared } from "../hcl/shared";
import { mapParts, withNames } from "../hcl/walk";
import type { Problems } from "./problems";

/** What a module declares, by address: `var.region`, `data.aws_ami.ubuntu`, `aws_vpc.main`, `module.network`. */
export type Declared = ReadonlyMap<string, { readonly repeated?: "count" | "for_each" }>;

/**
 * Holds every reference of a block against what its module declares. A reference to something that is not
 * there, or to all instances of something as if it were one, becomes a problem; cdktf's own form of "all
 * instances" (`aws_x.y.*.id`, which is wrong for for_each) becomes the right one.
 *
 * @param at path of the construct that the block belongs to
 * @param problems receives what is wrong
 * @returns the block with its references put right
 */
export function resolveReferences(block: Block, declared: Declared, at: string, problems: Problems): Block {
  if (block.type === "moved" || block.type === "removed") return block;
  const module: Module = {
    declared,
    report: (what, reference, fix) => problems.add({ at, what, got: flat(reference), fix }),
  };
  // The type of a variable is made of names that refer to nothing; its validations are expressions like any other.
  if (block.type === "variable")
    return {
      ...block,
      body: mapShared(block.body, (group) =>
        mapShared(group, (item) => (item.kind === "block" ? inBlock(item, NOTHING, module) : item)),
      ),
    };
  return inBlock(block, NOTHING, module);
}

/** What references are held against. */
interface Module {
  readonly declared: Declared;
  readonly report: (what: string, reference: Expression, fix: string) => void;
}

/** Names that blocks and expressions around give to what they repeat. */
type Bound = ReadonlySet<string>;

const NOTHING: Bound = new Set();

function inBlock(item: Block, around: Bound, module: Module): Block {
  const within = item.type === "dynamic" ? new Set([...around, iteratorOf(item)]) : around;
  const body = mapShared(item.body, (group) =>
    mapShared(group, (inner) =>
      inner.kind === "argument"
        ? // What a `dynamic` block runs over does not see its iterator.
          inArgument(inner, inner.name === "for_each" ? around : within, module)
        : inBlock(inner, within, module),
    ),
  );
  return body === item.body ? item : { ...item, body };
}

function inArgument(item: Argument, bound: Bound, module: Module): Argument {
  // Addresses of what may no longer, or not yet, be declared; and attribute names.
  if (ADDRESS_ARGUMENTS.has(item.name)) return item;
  const value = inExpression(item.value, bound, module);
  return value === item.value ? item : { ...item, value };
}

function inExpression(expression: Expression, bound: Bound, module: Module): Expression {
  const root = expression.kind === "traversal" ? expression.source : undefined;
  const mapped = mapParts(expression, (part, names) =>
    part === root && part.kind === "name" ? part : inExpression(part, withNames(bound, names), module),
  );
  if (mapped.kind === "name" && !bound.has(mapped.name)) reportName(mapped, module);
  if (mapped.kind !== "traversal" || mapped.source.kind !== "name" || bound.has(mapped.source.name))
    return mapped;
  return checkTraversal(mapped, mapped.source.name, module);
}

const ADDRESS_ARGUMENTS = new Set([
  "ignore_changes",
  "provider",
  "providers",
  "iterator",
  "when",
  "on_failure",
]);

// Terraform refuses any name alone; what is meant is nearly always a variable of a shell.
function reportName(expression: Extract<Expression, { kind: "name" }>, { report }: Module): void {
  report(
    "a bare name is not a reference in Terraform",
    expression,
    `if it is meant for a shell or another program, put it in a template file, or write $\${${expression.name}} ` +
      `for a literal \${${expression.name}}; if it is meant for Terraform, say what it is: var.${expression.name}`,
  );
}

const OWN_VALUES = new Set(["count", "each", "path", "self", "terraform"]);

function checkTraversal(
  expression: Extract<Expression, { kind: "traversal" }>,
  root: string,
  { declared, report }: Module,
): Expression {
  // What is no value of Terraform's own, and no name of a loop's, is the type of a resource.
  if (OWN_VALUES.has(root)) return expression;
  const addressed = addressIn(expression);
  if (addressed === undefined) return expression;
  const { address, steps } = addressed;
  const found = declared.get(address);
  if (found === undefined) {
    report(
      "a reference to something that this module does not declare",
      expression,
      `declare ${address}, or correct the name`,
    );
    return expression;
  }
  const [next, ...rest] = steps;
  if (found.repeated === undefined || next === undefined || next.kind === "index") return expression;
  if (next.kind === "splat") {
    if (found.repeated === "count") return expression;
    const [, ...names] = address.split(".");
    const all = call("values", dotted(root, ...names));
    return traverse(all, [{ kind: "splat", attributeOnly: false }, ...rest]);
  }
  const [key, all] =
    found.repeated === "count" ? ["[0]", "${resource}[*]"] : ['["key"]', "values(${resource})[*]"];
  report(
    `a reference to an attribute of ${address}, which has ${found.repeated}, does not say of which instance`,
    expression,
    `name one with hcl\`\${resource}${key}.${next.name}\`, or all with hcl\`${all}.${next.name}\``,
  );
  return expression;
}
