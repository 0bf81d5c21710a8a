import { type Assignment, printAssignments } from "./assignments";
import type { Expression, ForExpression, ObjectEntry } from "./expression";
import { isHeredoc, printHeredoc } from "./heredoc";
import type { Place } from "./place";
import {
  branch,
  flat,
  forCondition,
  forIntro,
  leftOperand,
  negationInParens,
  printKey,
  printSource,
  printSteps,
  rightOperand,
} from "./print-inline";

/** Where lists and calls are broken: style.md, "short lists on one line when they fit in 80 columns". */
const LINE_WIDTH = 80;
/** Where calls and operators are broken; below it a reader prefers the line whole. */
const LONG_LINE = 100;

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
      return onOneLine(expression, place) ?? printTuple(expression.items, place);
    case "call":
      return onOneLine(expression, place) ?? printCall(expression, place);
    case "for":
      return onOneLine(expression, place) ?? printFor(expression, place);
    case "binary":
      return ifShort(expression, place) ?? inParens(operands(expression), place);
    case "conditional": {
      const { condition, whenTrue, whenFalse } = expression;
      return (
        ifShort(expression, place) ??
        inParens([branch(condition), `? ${branch(whenTrue)}`, `: ${flat(whenFalse)}`], place)
      );
    }
    case "parens":
      return expression.inner.kind === "binary"
        ? (ifShort(expression, place) ?? inParens(operands(expression.inner), place))
        : flat(expression);
    case "traversal":
      return (
        onOneLine(expression, place) ??
        printSteps(
          printSource(expression.source, (source) => printExpression(source, place)),
          expression.steps,
        )
      );
    default:
      return flat(expression);
  }
}

/** An expression on one line, where it fits there and a reader wants it so. */
function onOneLine(expression: Expression, { indent, used, constant }: Place): string | undefined {
  if (breaks(expression, constant ?? false)) return undefined;
  const line = flat(expression);
  return indent + used + line.length <= (expression.kind === "tuple" ? LINE_WIDTH : LONG_LINE)
    ? line
    : undefined;
}

/** An expression on one line, unless that is long. */
function ifShort(expression: Expression, { indent, used }: Place): string | undefined {
  const line = flat(expression);
  return indent + used + line.length <= LONG_LINE ? line : undefined;
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
  const lines = entries.map((entry): Assignment => {
    const printed = printKey(entry);
    return {
      name: printed,
      value: printExpression(entry.value, { indent: indent + 2, used: printed.length + 3, constant }),
    };
  });
  return `{\n${printAssignments(lines, indent + 2)}\n${" ".repeat(indent)}}`;
}

function printTuple(items: readonly Expression[], { indent, constant }: Place): string {
  const inner = " ".repeat(indent + 2);
  const lines = items.map((item, index) => {
    const text = printExpression(item, { indent: indent + 2, used: 1, constant });
    if (!text.startsWith("<<")) return `${inner}${text},`;
    // What ends a heredoc stands alone on its line, and so does the comma after it, which the last item does not need.
    if (index === items.length - 1) return `${inner}${text}`;
    const line = `${inner}${flat(item)},`;
    return line.length <= LINE_WIDTH ? line : `${inner}${text}\n${inner},`;
  });
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
