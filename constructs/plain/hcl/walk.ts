import type { Expression, ObjectEntry, Step, TemplatePart } from "./expression";
import { mapShared } from "./shared";

type Change = (part: Expression) => Expression;

/** An expression with `change` applied to each of its direct parts; itself, when that changes nothing. */
export function mapParts(expression: Expression, change: Change): Expression {
  switch (expression.kind) {
    case "template":
      return withPart(
        expression,
        "parts",
        mapShared(expression.parts, (part) => mapTemplatePart(part, change)),
      );
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
      const collection = withPart(expression, "collection", change(expression.collection));
      const key = withPart(collection, "key", expression.key && change(expression.key));
      const value = withPart(key, "value", change(expression.value));
      return withPart(value, "condition", expression.condition && change(expression.condition));
    }
    case "parens":
      return withPart(expression, "inner", change(expression.inner));
    default:
      return expression;
  }
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

function mapTemplatePart(part: TemplatePart, change: Change): TemplatePart {
  switch (part.kind) {
    case "interpolation":
      return withPart(part, "expression", change(part.expression));
    case "if":
      return withPart(part, "condition", change(part.condition));
    case "for":
      return withPart(part, "collection", change(part.collection));
    default:
      return part;
  }
}

/** Calls `visit` for an expression and everything in it, outermost first. */
export function walk(expression: Expression, visit: (part: Expression) => void): void {
  visit(expression);
  mapParts(expression, (part) => {
    walk(part, visit);
    return part;
  });
}
