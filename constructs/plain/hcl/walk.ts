import type { Expression, Step, TemplatePart } from "./expression";

/** Rebuilds an expression with `change` applied to each of its direct parts. */
export function mapParts(expression: Expression, change: (part: Expression) => Expression): Expression {
  switch (expression.kind) {
    case "template":
      return { ...expression, parts: expression.parts.map((part) => mapTemplatePart(part, change)) };
    case "traversal":
      return {
        ...expression,
        source: change(expression.source),
        steps: expression.steps.map(
          (step): Step => (step.kind === "index" ? { ...step, key: change(step.key) } : step),
        ),
      };
    case "call":
      return { ...expression, args: expression.args.map(change) };
    case "unary":
      return { ...expression, operand: change(expression.operand) };
    case "binary":
      return { ...expression, left: change(expression.left), right: change(expression.right) };
    case "conditional":
      return {
        ...expression,
        condition: change(expression.condition),
        whenTrue: change(expression.whenTrue),
        whenFalse: change(expression.whenFalse),
      };
    case "tuple":
      return { ...expression, items: expression.items.map(change) };
    case "object":
      return {
        ...expression,
        entries: expression.entries.map((entry) => ({
          ...entry,
          key: change(entry.key),
          value: change(entry.value),
        })),
      };
    case "for":
      return {
        ...expression,
        collection: change(expression.collection),
        key: expression.key && change(expression.key),
        value: change(expression.value),
        condition: expression.condition && change(expression.condition),
      };
    case "parens":
      return { ...expression, inner: change(expression.inner) };
    default:
      return expression;
  }
}

function mapTemplatePart(part: TemplatePart, change: (part: Expression) => Expression): TemplatePart {
  switch (part.kind) {
    case "interpolation":
      return { ...part, expression: change(part.expression) };
    case "if":
      return { ...part, condition: change(part.condition) };
    case "for":
      return { ...part, collection: change(part.collection) };
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
