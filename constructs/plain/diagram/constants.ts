import type { Expression } from "../hcl";
import { namesOf, type References } from "./references";

type Constant = string | number | boolean | null;

/**
 * What an expression is before anything is known of AWS: by its literals, and by what its variables are when nobody
 * says otherwise.
 *
 * @returns undefined where that is not to be known
 */
export function constantOf(
  expression: Expression | undefined,
  module: string,
  references: References,
  depth = 0,
): Constant | undefined {
  if (expression === undefined || depth > 20) return undefined;
  const of = (part: Expression, where = module): Constant | undefined =>
    constantOf(part, where, references, depth + 1);
  switch (expression.kind) {
    case "null":
      return null;
    case "bool":
    case "string":
      return expression.value;
    case "number":
      return Number(expression.text);
    case "parens":
      return of(expression.inner);
    case "template": {
      const parts = expression.parts.map((part) =>
        part.kind === "text" ? part.value : part.kind === "interpolation" ? of(part.expression) : undefined,
      );
      return parts.some((part) => part === undefined || part === null) ? undefined : parts.join("");
    }
    case "traversal": {
      const behind = references.behind(namesOf(expression), module);
      return behind && of(behind.expression, behind.module);
    }
    case "conditional": {
      const condition = of(expression.condition);
      if (typeof condition !== "boolean") return undefined;
      return of(condition ? expression.whenTrue : expression.whenFalse);
    }
    case "binary": {
      const [left, right] = [of(expression.left), of(expression.right)];
      if (left === undefined || right === undefined) return undefined;
      if (expression.operator === "==") return left === right;
      return expression.operator === "!=" ? left !== right : undefined;
    }
    case "call":
      return ofCall(
        expression.name,
        expression.args.map((arg) => of(arg)),
      );
    default:
      return undefined;
  }
}

function ofCall(name: string, args: readonly (Constant | undefined)[]): Constant | undefined {
  if (name === "coalesce") {
    const first = args.find((arg) => arg !== null && arg !== "");
    return first ?? undefined;
  }
  const numbers = args.filter((arg) => typeof arg === "number");
  if (numbers.length !== args.length || args.length === 0) return undefined;
  if (name === "max") return Math.max(...numbers);
  return name === "min" ? Math.min(...numbers) : undefined;
}
