import { columns } from "./columns";
import type {
  BinaryOperator,
  Expression,
  ForExpression,
  ObjectEntry,
  Step,
  TemplatePart,
  TemplateSequence,
} from "./expression";
import { isHeredoc, printHeredoc } from "./heredoc";
import { isBareKey } from "./identifiers";
import { escapeQuoted } from "./quote";

/** Where lists and calls are broken: style.md, "short lists on one line when they fit in 80 columns". */
export const LINE_WIDTH = 80;
/** Where calls and operators are broken; below it a reader prefers the line whole. */
const LONG_LINE = 100;

/** Where an expression stands. */
export interface Place {
  /** Spaces before the line that it stands on. */
  readonly indent: number;
  /** Columns of that line taken before and after it. */
  readonly used: number;
  /** Terraform wants a constant here (a variable's default, a backend): no function may be called. */
  readonly constant?: boolean;
}

/** Prints an expression, over several lines where that reads better; lines after the first are indented. */
export function printExpression(expression: Expression, place: Place): string {
  switch (expression.kind) {
    case "string":
    case "template":
      return isHeredoc(expression, place.constant ?? false)
        ? printHeredoc(expression, place)
        : flat(expression);
    case "object":
      return printObject(expression.entries, place);
    case "tuple":
      return fits(expression, place) ? flat(expression) : printTuple(expression.items, place);
    case "call":
      return fits(expression, place) ? flat(expression) : printCall(expression, place);
    case "for":
      return fits(expression, place) ? flat(expression) : printFor(expression, place);
    case "binary":
      return isLong(expression, place) ? inParens(operands(expression), place) : flat(expression);
    case "conditional": {
      if (!isLong(expression, place)) return flat(expression);
      const { condition, whenTrue, whenFalse } = expression;
      return inParens([branch(condition), `? ${branch(whenTrue)}`, `: ${flat(whenFalse)}`], place);
    }
    case "parens":
      if (!isLong(expression, place)) return flat(expression);
      if (expression.inner.kind === "binary") return inParens(operands(expression.inner), place);
      return flat(expression);
    case "traversal":
      return fits(expression, place)
        ? flat(expression)
        : printSteps(printSource(expression.source, place), expression.steps);
    default:
      return flat(expression);
  }
}

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
        : `{ ${expression.entries.map((entry) => `${printKey(entry.key)} = ${flat(entry.value)}`).join(", ")} }`;
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

function leftOperand(expression: Expression, operator: BinaryOperator): string {
  return isMixedLogic(expression, operator)
    ? `(${flat(expression)})`
    : operand(expression, PRECEDENCE[operator]);
}

function rightOperand(expression: Expression, operator: BinaryOperator): string {
  return isMixedLogic(expression, operator)
    ? `(${flat(expression)})`
    : operand(expression, PRECEDENCE[operator] + 1);
}

// `a || b && c` means what it says but makes a reader think.
function isMixedLogic(expression: Expression, operator: BinaryOperator): boolean {
  return operator === "||" && expression.kind === "binary" && expression.operator === "&&";
}

function branch(expression: Expression): string {
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

function negationInParens(text: string): string {
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

function printSource(source: Expression, place?: Place): string {
  switch (source.kind) {
    case "binary":
    case "conditional":
    case "unary":
    case "number":
    case "string":
    case "template":
      return `(${flat(source)})`;
    default:
      return place === undefined ? flat(source) : printExpression(source, place);
  }
}

function printSteps(source: string, steps: readonly Step[]): string {
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

function printKey(key: Expression): string {
  if (key.kind === "string") return isBareKey(key.value) ? key.value : flat(key);
  return key.kind === "template" ? flat(key) : `(${flat(key)})`;
}

function fits(expression: Expression, { indent, used, constant }: Place): boolean {
  const width = expression.kind === "tuple" ? LINE_WIDTH : LONG_LINE;
  return !breaks(expression, constant ?? false) && indent + used + flat(expression).length <= width;
}

function isLong(expression: Expression, { indent, used }: Place): boolean {
  return indent + used + flat(expression).length > LONG_LINE;
}

/** Whether a reader wants this on several lines however short it is. */
function breaks(expression: Expression, constant: boolean): boolean {
  switch (expression.kind) {
    case "string":
    case "template":
      return isHeredoc(expression, constant);
    case "object":
      return expression.entries.length > 1 || expression.entries.some(({ value }) => breaks(value, constant));
    case "tuple":
      return expression.items.some((item) => isNonEmptyObject(item) || breaks(item, constant));
    case "call":
      return (
        (expression.name === "jsonencode" && expression.args.some(isNonEmptyObject)) ||
        expression.args.some((arg) => breaks(arg, constant))
      );
    default:
      return false;
  }
}

function isNonEmptyObject(expression: Expression): boolean {
  return expression.kind === "object" && expression.entries.length > 0;
}

function printObject(entries: readonly ObjectEntry[], { indent, constant }: Place): string {
  if (entries.length === 0) return "{}";
  const lines = entries.map(({ key, value }): Assignment => {
    const printed = printKey(key);
    return {
      name: printed,
      value: printExpression(value, { indent: indent + 2, used: printed.length + 3, constant }),
    };
  });
  return `{\n${printAssignments(lines, indent + 2)}\n${" ".repeat(indent)}}`;
}

/** One `name = value`; the value may already span lines. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/**
 * Lines of assignments, aligned as `terraform fmt` aligns them: the `=` of consecutive lines, where a value
 * that opens a bracket and closes it on a later line ends the run and a heredoc counts as one line.
 */
export function printAssignments(lines: readonly Assignment[], indent: number): string {
  const ends = lines.map(({ value }) => value.includes("\n") && !value.startsWith("<<"));
  const widths = lines.map(({ name }) => columns(name));
  const aligned = (index: number): number => {
    if (ends[index]) return widths[index] ?? 0;
    const start = ends.lastIndexOf(true, index) + 1;
    const end = ends.indexOf(true, index);
    return Math.max(...widths.slice(start, end === -1 ? undefined : end));
  };
  return lines
    .map(({ name, value }, index) => {
      const padding = " ".repeat(aligned(index) - (widths[index] ?? 0));
      return `${" ".repeat(indent)}${name}${padding} = ${value}`;
    })
    .join("\n");
}

function printTuple(items: readonly Expression[], { indent, constant }: Place): string {
  const inner = " ".repeat(indent + 2);
  // A heredoc in a list would need its comma on a line of its own.
  const lines = items.map((item) =>
    item.kind === "string" || item.kind === "template"
      ? `${inner}${flat(item)},`
      : `${inner}${printExpression(item, { indent: indent + 2, used: 1, constant })},`,
  );
  return `[\n${lines.join("\n")}\n${" ".repeat(indent)}]`;
}

function printCall({ name, args, expand }: Extract<Expression, { kind: "call" }>, place: Place): string {
  const { indent, used, constant } = place;
  const last = args.at(-1);
  if (last === undefined) return `${name}()`;
  const dots = expand ? "..." : "";
  const leading = args.slice(0, -1);
  const opening = `${name}(${leading.map((arg) => `${flat(arg)}, `).join("")}`;
  const oneArgument = leading.length === 0;
  const heredoc = (last.kind === "string" || last.kind === "template") && isHeredoc(last, constant ?? false);
  if (oneArgument && heredoc) {
    const text = printExpression(last, place);
    // Brackets opened on one line are closed on one line.
    return text.endsWith(")") ? `${opening}${text})` : `${opening}${text}\n${" ".repeat(indent)})`;
  }
  const bracketed =
    last.kind === "object" || last.kind === "tuple" || last.kind === "for" || last.kind === "call";
  const simple = !opening.includes(" = ") && !leading.some((arg) => breaks(arg, constant ?? false));
  if (bracketed && simple && indent + used + opening.length < LINE_WIDTH)
    return `${opening}${printExpression(last, { indent, used: used + opening.length, constant })}${dots})`;
  if (oneArgument) return flat({ kind: "call", name, args, expand });
  const inner = " ".repeat(indent + 2);
  const lines = args.map((arg, index) => {
    const text =
      arg.kind === "string" || arg.kind === "template"
        ? flat(arg)
        : printExpression(arg, { indent: indent + 2, used: 1, constant });
    return `${inner}${text}${index < args.length - 1 ? "," : dots}`;
  });
  return `${name}(\n${lines.join("\n")}\n${" ".repeat(indent)})`;
}

function forIntro(loop: ForExpression): string {
  return `for ${names(loop)} in${afterIn(flat(loop.collection))}`;
}

function forCondition(condition: Expression): string {
  return `if${afterWord(flat(condition))}`;
}

function forResult({ key, value, group }: ForExpression): string {
  return key === undefined
    ? flat(value)
    : `${flat(key)} => ${negationInParens(flat(value))}${group ? "..." : ""}`;
}

function printFor(loop: ForExpression, { indent, constant }: Place): string {
  const [open, close] = loop.key === undefined ? ["[", "]"] : ["{", "}"];
  const inner = " ".repeat(indent + 2);
  const intro = `${forIntro(loop)} : ${loop.key === undefined ? "" : `${flat(loop.key)} => `}`;
  // Nothing may follow a heredoc on its last line; a `=` on the first would be aligned with those below it.
  const oneLine = loop.group || intro.includes(" = ");
  const text = oneLine
    ? flat(loop.value)
    : printExpression(loop.value, { indent: indent + 2, used: intro.length, constant });
  const value = loop.key === undefined ? text : negationInParens(text);
  const condition = loop.condition === undefined ? "" : `\n${inner}${forCondition(loop.condition)}`;
  return `${open}\n${inner}${intro}${value}${loop.group ? "..." : ""}${condition}\n${" ".repeat(indent)}${close}`;
}

// A chain of one operator, an operand a line; the operator ends the line, so that the parser reads on.
function operands(expression: Extract<Expression, { kind: "binary" }>): string[] {
  const { operator, left, right } = expression;
  const rest =
    left.kind === "binary" && left.operator === operator ? operands(left) : [leftOperand(left, operator)];
  const last = rest.at(-1);
  return [...rest.slice(0, -1), `${last} ${operator}`, rightOperand(right, operator)];
}

// Terraform lets an expression continue on the next line only within brackets.
function inParens(lines: readonly string[], { indent }: Place): string {
  const inner = " ".repeat(indent + 2);
  return `(\n${lines.map((line) => inner + line).join("\n")}\n${" ".repeat(indent)})`;
}
