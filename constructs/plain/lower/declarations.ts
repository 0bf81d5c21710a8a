import { isTree, type Values } from "../cdktf/values";
import { type Argument, argument, type Block, block, type Expression, tuple } from "../hcl";
import { mapParts } from "../hcl/walk";
import { NO_SHAPES } from "../providers/shape";
import { lowerBody } from "./body";
import { lowerConditions } from "./condition";
import { lowerConstant } from "./constant";
import { type ElementContext, type Environment, withStackOverrides } from "./contexts";
import { lowerBare, lowerValue } from "./value";

/** Lowers an input variable, its arguments in the order of style.md. */
export function lowerVariable(labels: readonly string[], values: Values, context: ElementContext): Block {
  const { environment } = context;
  const { validation, type, ...rest } = withStackOverrides("variable", labels, values, context);
  const printed: Values = { type, ...rest };
  const args = inOrder(["type", "description", "default", "sensitive", "nullable", "ephemeral"], printed)
    .filter(([name, value]) => !isSilent(name, value))
    .map(([name, value]) =>
      argument(
        name,
        name === "type" ? lowerType(String(value), environment) : lowerConstant(value, environment),
      ),
    );
  const validations = lowerConditions("validation", validation, environment).map((item) => [item]);
  return block("variable", labels, [args, ...validations], context.comment);
}

/** Lowers an output value. */
export function lowerOutput(
  labels: readonly string[],
  values: Values,
  element: { readonly precondition?: unknown },
  context: ElementContext,
): Block {
  const { environment } = context;
  const { depends_on, precondition, ...rest } = withStackOverrides("output", labels, values, context);
  const args = inOrder(["description", "value", "sensitive", "ephemeral"], rest)
    .filter(([name, value]) => (name === "value" ? value !== undefined : !isSilent(name, value)))
    .map(([name, value]) => {
      const lowered = name === "description" ? lowerConstant : lowerValue;
      return argument(name, lowered(value, environment));
    });
  // cdktf takes a precondition and then forgets it.
  const given = precondition ?? element.precondition;
  const conditions = lowerConditions("precondition", given, environment).map((item) => [item]);
  const after = lowerBody({ depends_on }, { environment, path: "output", shapes: NO_SHAPES });
  return block("output", labels, [args, ...conditions, ...after], context.comment);
}

/** Lowers entries of a `locals` block. */
export function lowerLocals(locals: unknown, { environment, comment }: ElementContext): Argument[] {
  if (!isTree(locals)) return [];
  return Object.entries(locals)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => argument(name, lowerValue(value, environment), comment));
}

// What says nothing: the language's own defaults.
function isSilent(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  if (name === "default") return false;
  return (
    value === null ||
    (name === "nullable" && value === true) ||
    ((name === "sensitive" || name === "ephemeral") && value === false)
  );
}

function inOrder(names: readonly string[], values: Values): [string, unknown][] {
  const known = names.map((name): [string, unknown] => [name, values[name]]);
  return [...known, ...Object.entries(values).filter(([name]) => !names.includes(name))];
}

/** What `terraform fmt` makes of the types that Terraform 0.11 had. */
const LEGACY: Readonly<Record<string, string>> = {
  list: "list(any)",
  map: "map(any)",
  set: "set(any)",
  '"string"': "string",
  '"list"': "list(string)",
  '"map"': "map(string)",
};

/** Lowers the type of a variable, which Terraform writes without quotes. */
function lowerType(type: string, environment: Environment): Expression {
  return tuplesAsLists(lowerBare(LEGACY[type.trim()] ?? type, environment));
}

/** cdktf's `VariableType.tuple` writes `tuple(string, number)`, for which Terraform wants `tuple([string, number])`. */
function tuplesAsLists(type: Expression): Expression {
  const mapped = mapParts(type, tuplesAsLists);
  if (mapped.kind !== "call" || mapped.name !== "tuple") return mapped;
  const [only, ...others] = mapped.args;
  return only?.kind === "tuple" && others.length === 0 ? mapped : { ...mapped, args: [tuple(mapped.args)] };
}
