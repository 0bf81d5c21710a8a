import type {
  BinaryOperator,
  Expression,
  ForExpression,
  ObjectEntry,
  Step,
  TemplatePart,
  TemplateSequence,
} from "./expression";
import { isBareKey } from "./identifiers";
import { escapeQuoted } from "./quote";

/** Prints an expression on one line. */
export function flat(expression: Expression): string {
  switch (expression.kind) {
    case "null":
      return "null";
    case "bool":
      return String(expression.value);
    case "number":
      return expression.text;
    case "string":
      return `"${escapeQuoted(expression.value)}"`;
    case "template":
      return `"${printParts(expression.parts, escapeQuoted)}"`;
    case "name":
      return expression.name;
    case "traversal":
      return printSteps(printSource(expression.source), expression.steps);
    case "call":
      return `${expression.name}(${expression.args.map(flat).join(", ")}${expression.expand ? "..." : ""})`;
    case "unary":
      return `${expression.operator}${negationInParens(operand(expression.operand, UNARY))}`;
    case "binary": {
      const { operator, left, right } = expression;
      return `${leftOperand(left, operator)} ${operator} ${rightOperand(right, operator)}`;
    }
    case "conditional":
      return `${branch(expression.condition)} ? ${branch(expression.whenTrue)} : ${flat(expression.whenFalse)}`;
    case "tuple":
      return `[${expression.items.map(flat).join(", ")}]`;
    case "object":
      return expression.entries.length === 0
        ? "{}"
        : `{ ${expression.entries.map((entry) => `${printKey(entry)} = ${flat(entry.value)}`).join(", ")} }`;
    case "for": {
      const [open, close] = expression.key === undefined ? ["[", "]"] : ["{ ", " }"];
      const condition = expression.condition === undefined ? "" : ` ${forCondition(expression.condition)}`;
      return `${open}${forIntro(expression)} : ${forResult(expression)}${condition}${close}`;
    }
    case "parens":
      return `(${flat(expression.inner)})`;
    case "hole":
      throw new Error("a hole of an hcl template reached the printer");
  }
}

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};
const UNARY = 7;

function operand(expression: Expression, level: number): string {
  const text = flat(expression);
  if (expression.kind === "conditional") return `(${text})`;
  if (expression.kind !== "binary") return text;
  return PRECEDENCE[expression.operator] < level ? `(${text})` : text;
}

export function leftOperand(expression: Expression, operator: BinaryOperator): string {
  return isMixedLogic(expression, operator)
    ? `(${flat(expression)})`
    : operand(expression, PRECEDENCE[operator]);
}

export function rightOperand(expression: Expression, operator: BinaryOperator): string {
  return isMixedLogic(expression, operator)
    ? `(${flat(expression)})`
    : operand(expression, PRECEDENCE[operator] + 1);
}

// `a || b && c` and `a >= b == c` mean what they say but make a reader think.
function isMixedLogic(expression: Expression, operator: BinaryOperator): boolean {
  if (expression.kind !== "binary") return false;
  if (operator === "||") return expression.operator === "&&";
  return (operator === "==" || operator === "!=") && COMPARISONS.has(expression.operator);
}

const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(["==", "!=", "<", "<=", ">", ">="]);

export function branch(expression: Expression): string {
  return expression.kind === "conditional" ? `(${flat(expression)})` : flat(expression);
}

/** The parts of a template between the delimiters, its texts escaped by `escapeText`. */
export function printParts(parts: readonly TemplatePart[], escapeText: (text: string) => string): string {
  return parts.map((part, index) => printPart(part, escapeText, parts[index + 1])).join("");
}

function printPart(
  part: TemplatePart,
  escapeText: (text: string) => string,
  next: TemplatePart | undefined,
): string {
  if (part.kind === "text") {
    if (next === undefined || next.kind === "text") return escapeText(part.value);
    // `$` before `${` would be read as the escape `$${`.
    const markers = /[$%]*$/.exec(part.value)?.[0] ?? "";
    if (markers === "") return escapeText(part.value);
    return `${escapeText(part.value.slice(0, -markers.length))}\${"${markers}"}`;
  }
  return `${part.kind === "interpolation" ? "$" : "%"}{${part.trimBefore ? "~" : ""}${within(sequence(part))}${part.trimAfter ? "~" : ""}}`;
}

function sequence(part: TemplateSequence): string {
  switch (part.kind) {
    case "interpolation":
      return negationInParens(flat(part.expression));
    case "if":
      return `if${afterWord(flat(part.condition))}`;
    case "for":
      return `for ${names(part)} in${afterIn(flat(part.collection))}`;
    default:
      return part.kind;
  }
}

// What `terraform fmt` does around brackets, braces and minus signs where a hand would have put a space.

function within(text: string): string {
  return `${text.startsWith("{") ? " " : ""}${text}${text.endsWith("}") ? " " : ""}`;
}

export function negationInParens(text: string): string {
  return text.startsWith("-") ? `(${text})` : text;
}

function afterWord(text: string): string {
  const safe = negationInParens(text);
  return safe.startsWith("(") || safe.startsWith("[") ? safe : ` ${safe}`;
}

function afterIn(text: string): string {
  return text.startsWith("[") ? ` ${text}` : afterWord(text);
}

function names(loop: { readonly keyName?: string; readonly valueName: string }): string {
  return loop.keyName === undefined ? loop.valueName : `${loop.keyName}, ${loop.valueName}`;
}

/** The expression that steps follow; in parentheses where they would belong to its last part. */
export function printSource(source: Expression, print: (source: Expression) => string = flat): string {
  switch (source.kind) {
    case "binary":
    case "conditional":
    case "unary":
    case "number":
    case "string":
    case "template":
      return `(${flat(source)})`;
    default:
      return print(source);
  }
}

export function printSteps(source: string, steps: readonly Step[]): string {
  return steps.reduce((text, step, index) => {
    const before = steps[index - 1];
    // An index directly after `.*` is one of its whole result.
    const apart = step.kind !== "attribute" && before?.kind === "splat" && before.attributeOnly;
    return (apart ? `(${text})` : text) + printStep(step);
  }, source);
}

function printStep(step: Step): string {
  switch (step.kind) {
    case "attribute":
      return `.${step.name}`;
    case "index":
      // Without the parentheses `terraform fmt` takes these words away.
      return step.key.kind === "bool" || step.key.kind === "null"
        ? `[(${flat(step.key)})]`
        : `[${flat(step.key)}]`;
    case "splat":
      return step.attributeOnly ? ".*" : "[*]";
  }
}

export function printKey({ key, isAddress }: ObjectEntry): string {
  if (isAddress && key.kind !== "string") return flat(key);
  if (key.kind === "string") return isBareKey(key.value) ? key.value : flat(key);
  return key.kind === "template" ? flat(key) : `(${flat(key)})`;
}

export function forIntro(loop: ForExpression): string {
  return `for ${names(loop)} in${afterIn(flat(loop.collection))}`;
}

export function forCondition(condition: Expression): string {
  return `if${afterWord(flat(condition))}`;
}

function forResult({ key, value, group }: ForExpression): string {
  return key === undefined
    ? flat(value)
    : `${flat(key)} => ${negationInParens(flat(value))}${group ? "..." : ""}`;
}
