import type { Expression, ObjectEntry, Step, TemplatePart } from "./expression";
import { mapShared } from "./shared";

/** @param bound names of the loop variables of the expression that the part sees */
type Change = (part: Expression, bound?: readonly string[]) => Expression;

/** An expression with `change` applied to each of its direct parts; itself, when that changes nothing. */
export function mapParts(expression: Expression, change: Change): Expression {
  switch (expression.kind) {
    case "template":
      return withPart(expression, "parts", mapTemplate(expression.parts, change));
    case "traversal": {
      const mapped = withPart(expression, "source", change(expression.source));
      return withPart(
        mapped,
        "steps",
        mapShared(mapped.steps, (step) => mapStep(step, change)),
      );
    }
    case "call":
      return withPart(expression, "args", mapShared(expression.args, change));
    case "unary":
      return withPart(expression, "operand", change(expression.operand));
    case "binary":
      return withPart(
        withPart(expression, "left", change(expression.left)),
        "right",
        change(expression.right),
      );
    case "conditional": {
      const mapped = withPart(expression, "condition", change(expression.condition));
      return withPart(
        withPart(mapped, "whenTrue", change(expression.whenTrue)),
        "whenFalse",
        change(expression.whenFalse),
      );
    }
    case "tuple":
      return withPart(expression, "items", mapShared(expression.items, change));
    case "object":
      return withPart(
        expression,
        "entries",
        mapShared(expression.entries, (entry) => mapEntry(entry, change)),
      );
    case "for": {
      const bound = variablesOf(expression);
      const collection = withPart(expression, "collection", change(expression.collection));
      const key = withPart(collection, "key", expression.key && change(expression.key, bound));
      const value = withPart(key, "value", change(expression.value, bound));
      return withPart(value, "condition", expression.condition && change(expression.condition, bound));
    }
    case "parens":
      return withPart(expression, "inner", change(expression.inner));
    default:
      return expression;
  }
}

interface Loop {
  readonly keyName?: string | undefined;
  readonly valueName: string;
}

function withPart<T extends object, K extends keyof T>(whole: T, name: K, part: T[K]): T {
  return whole[name] === part ? whole : { ...whole, [name]: part };
}

function mapStep(step: Step, change: Change): Step {
  return step.kind === "index" ? withPart(step, "key", change(step.key)) : step;
}

function mapEntry(entry: ObjectEntry, change: Change): ObjectEntry {
  return withPart(withPart(entry, "key", change(entry.key)), "value", change(entry.value));
}

function mapTemplate(parts: readonly TemplatePart[], change: Change): readonly TemplatePart[] {
  const loops: (readonly string[])[] = [];
  return mapShared(parts, (part) => {
    if (part.kind === "endfor") loops.pop();
    const mapped = mapTemplatePart(part, change, loops.length === 0 ? undefined : loops.flat());
    // What a loop runs over does not see its variables.
    if (part.kind === "for") loops.push(variablesOf(part));
    return mapped;
  });
}

function variablesOf({ keyName, valueName }: Loop): readonly string[] {
  return keyName === undefined ? [valueName] : [keyName, valueName];
}

function mapTemplatePart(part: TemplatePart, change: Change, bound?: readonly string[]): TemplatePart {
  switch (part.kind) {
    case "interpolation":
      return withPart(part, "expression", change(part.expression, bound));
    case "if":
      return withPart(part, "condition", change(part.condition, bound));
    case "for":
      return withPart(part, "collection", change(part.collection, bound));
    default:
      return part;
  }
}

/** The names that are bound around an expression, with those that it shows to one of its parts. */
export function withNames(around: ReadonlySet<string>, names: readonly string[] = []): ReadonlySet<string> {
  return names.length === 0 ? around : new Set([...around, ...names]);
}

/** Calls `visit` for an expression and everything in it, outermost first. */
export function walk(expression: Expression, visit: (part: Expression) => void): void {
  visit(expression);
  mapParts(expression, (part) => {
    walk(part, visit);
    return part;
  });
}
