import { type Block, type Expression, flat, valueIn } from "../hcl";
import { walk } from "../hcl/walk";
import { ACTIONS, NAMED_BY_ARN } from "../providers/picture";
import { addressOf, blocksIn, type Placed, type References } from "./references";

/** Something that a policy allows. */
export interface Grant {
  readonly verbs: readonly string[];
  /** Addresses of what it is allowed with. */
  readonly resources: readonly string[];
}

interface Statement {
  readonly effect: Expression | undefined;
  readonly actions: Expression | undefined;
  readonly resources: Expression | undefined;
}

/**
 * What the policies in a block allow: its own JSON, or the statements of a policy document.
 *
 * @param resources what a policy may mean by its name alone
 */
export function grantsIn(
  { block, module }: Placed,
  references: References,
  resources: readonly Placed[],
): readonly Grant[] {
  return [...documentStatements(block), ...jsonStatements(block)].flatMap((statement) => {
    if (statement.resources === undefined) return [];
    if (statement.effect !== undefined && flat(statement.effect) !== '"Allow"') return [];
    const verbs = verbsOf(textsIn(statement.actions));
    const patterns = textsIn(statement.resources);
    const byName = resources.filter((each) => isMeant(each, patterns)).map(addressOf);
    const byReference = references.in([statement.resources], module);
    return verbs.length === 0 ? [] : [{ verbs, resources: [...new Set([...byReference, ...byName])] }];
  });
}

function documentStatements(block: Block): readonly Statement[] {
  return blocksIn(block, "statement").map((statement) => ({
    effect: valueIn(statement, "effect"),
    actions: valueIn(statement, "actions"),
    resources: valueIn(statement, "resources"),
  }));
}

/** The objects in a block that look like statements. */
function jsonStatements(block: Block): readonly Statement[] {
  const found: Statement[] = [];
  for (const item of block.body.flat()) {
    if (item.kind === "block") found.push(...jsonStatements(item));
    else
      walk(item.value, (part) => {
        if (part.kind !== "object") return;
        const field = (name: string): Expression | undefined =>
          part.entries.find(({ key }) => key.kind === "string" && key.value === name)?.value;
        const [actions, resources] = [field("Action"), field("Resource")];
        if (actions !== undefined && resources !== undefined)
          found.push({ effect: field("Effect"), actions, resources });
      });
  }
  return found;
}

/** The texts in an expression; what is filled in stands for itself. */
function textsIn(expression: Expression | undefined): readonly string[] {
  const found: string[] = [];
  if (expression === undefined) return found;
  walk(expression, (part) => {
    const text = textOf(part);
    if (text !== undefined) found.push(text);
  });
  return found;
}

function textOf(expression: Expression): string | undefined {
  if (expression.kind === "string") return expression.value;
  if (expression.kind !== "template") return undefined;
  // No colon of an expression may pass for one of an ARN.
  return expression.parts
    .map((part) =>
      part.kind === "text"
        ? part.value
        : part.kind === "interpolation"
          ? `\${${flat(part.expression).replaceAll(":", "")}}`
          : "",
    )
    .join("");
}

function verbsOf(actions: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const action of actions) {
    const name = action.slice(action.indexOf(":") + 1);
    for (const [pattern, verb] of ACTIONS) if (pattern.test(name)) found.add(verb);
  }
  return [...found];
}

/** Whether a resource has the name that one of the ARNs ends in. */
function isMeant({ block }: Placed, arns: readonly string[]): boolean {
  const how = NAMED_BY_ARN[block.labels[0] ?? ""];
  const given = valueIn(block, "name") ?? valueIn(block, "function_name");
  const name = given && textOf(given);
  if (how === undefined || name === undefined) return false;
  return arns.some((arn) => {
    const [, , service, , , ...rest] = arn.split(":");
    const own = rest.join(":");
    if (service !== how.service || !own.startsWith(how.before)) return false;
    const wanted = own.slice(how.before.length);
    const parts = wanted.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
    // Secrets Manager adds six characters to a name.
    return wanted !== "*" && new RegExp(`^/?${parts.join(".*")}$`).test(name);
  });
}
