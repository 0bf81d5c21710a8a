import type { Expression, ObjectEntry, Step, TemplatePart } from "./expression";
import { mapShared } from "./shared";

type Change = (part: Expression) => Expression;

/** An expression with `change` applied to each of its direct parts; itself, when that changes nothing. */
export function mapParts(expression: Expression, change: Change): Expression {
  switch (expression.kind) {
    case "template":
      return withParts(expression, {
        parts: mapShared(expression.parts, (part) => mapTemplatePart(part, change)),
      });
    case "traversal":
      return withParts(expression, {
        source: change(expression.source),
        steps: mapShared(expression.steps, (step) => mapStep(step, change)),
      });
    case "call":
      return withParts(expression, { args: mapShared(expression.args, change) });
    case "unary":
      return withParts(expression, { operand: change(expression.operand) });
    case "binary":
      return withParts(expression, { left: change(expression.left), right: change(expression.right) });
    case "conditional":
      return withParts(expression, {
        condition: change(expression.condition),
        whenTrue: change(expression.whenTrue),
        whenFalse: change(expression.whenFalse),
      });
    case "tuple":
      return withParts(expression, { items: mapShared(expression.items, change) });
    case "object":
      return withParts(expression, {
        entries: mapShared(expression.entries, (entry) => mapEntry(entry, change)),
      });
    case "for":
      return withParts(expression, {
        collection: change(expression.collection),
        key: expression.key && change(expression.key),
        value: change(expression.value),
        condition: expression.condition && change(expression.condition),
      });
    case "parens":
      return withParts(expression, { inner: change(expression.inner) });
    default:
      return expression;
  }
}

function withParts<T extends object>(whole: T, parts: Partial<T>): T {
  for (const name in parts) if (parts[name] !== whole[name]) return { ...whole, ...parts };
  return whole;
}

function mapStep(step: Step, change: Change): Step {
  return step.kind === "index" ? withParts(step, { key: change(step.key) }) : step;
}

function mapEntry(entry: ObjectEntry, change: Change): ObjectEntry {
  return withParts(entry, { key: change(entry.key), value: change(entry.value) });
}

function mapTemplatePart(part: TemplatePart, change: Change): TemplatePart {
  switch (part.kind) {
    case "interpolation":
      return withParts(part, { expression: change(part.expression) });
    case "if":
      return withParts(part, { condition: change(part.condition) });
    case "for":
      return withParts(part, { collection: change(part.collection) });
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
