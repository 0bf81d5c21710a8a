import type { Block, Expression, Template } from "../hcl/ast";
import { argumentsOf, argumentsWithin, blocksOf, within } from "../hcl/walk";
import type { SourceFile } from "../module";
import { type Finding, fileRule, type Rule } from "../rule";

const ELEMENTS = ["resource", "data", "ephemeral", "provider"];

function isLiteral(value: Expression, text: string): boolean {
  return value.kind === "literal" && value.text === text;
}

/** Every expression of a file, with everything inside it. */
function* expressions(file: SourceFile): Generator<Expression> {
  for (const [argument] of argumentsWithin(file.body)) {
    yield* within(argument.value);
  }
}

const sensitiveFalse = fileRule("no-sensitive-false", function* (file) {
  for (const block of blocksOf(file.body)) {
    for (const { name, value, line } of argumentsOf(block.body)) {
      if (["variable", "output"].includes(block.type) && name === "sensitive" && isLiteral(value, "false")) {
        yield { line, message: "sensitive = false is the default" };
      }
    }
  }
});

const nullableTrue = fileRule("no-nullable-true", function* (file) {
  for (const block of blocksOf(file.body, "variable")) {
    for (const { name, value, line } of argumentsOf(block.body)) {
      if (name === "nullable" && isLiteral(value, "true")) {
        yield { line, message: "nullable = true is the default" };
      }
    }
  }
});

const nullArgument = fileRule("no-null-argument", function* (file) {
  for (const [{ name, value, line }, parents] of argumentsWithin(file.body)) {
    if (ELEMENTS.includes(parents[0]?.type ?? "") && isLiteral(value, "null")) {
      yield { line, message: `"${name}" is null, which says nothing` };
    }
  }
});

/** `terraform_data.input` may be any value, so an empty map means something there. */
const emptyMap = fileRule("no-empty-map", function* (file) {
  for (const block of blocksOf(file.body).filter((candidate) => ELEMENTS.includes(candidate.type))) {
    for (const { name, value, line } of argumentsOf(block.body)) {
      if (
        value.kind === "object" &&
        value.items.length === 0 &&
        block.labels[0] !== "terraform_data" &&
        !["for_each"].includes(name)
      ) {
        yield { line, message: `"${name}" is an empty map, which says nothing` };
      }
    }
  }
});

const bareReference = fileRule("bare-reference", function* (file) {
  for (const expression of expressions(file)) {
    if (
      expression.kind === "template" &&
      expression.form === "quoted" &&
      expression.parts.length === 1 &&
      expression.parts[0]?.kind === "interpolation"
    ) {
      yield { line: expression.line, message: "an interpolation alone in quotes; write the expression bare" };
    }
  }
});

const QUOTED_LISTS = ["ignore_changes", "depends_on", "replace_triggered_by", "configuration_aliases"];
const QUOTED_VALUES: Readonly<Record<string, readonly string[]>> = {
  resource: ["provider"],
  data: ["provider"],
  ephemeral: ["provider"],
  variable: ["type"],
  provisioner: ["when", "on_failure"],
  lifecycle: ["ignore_changes"],
};

const quotedName = fileRule("no-quoted-name", function* (file) {
  for (const [{ name, value }, parents] of argumentsWithin(file.body)) {
    const parent = parents.at(-1)?.type ?? "";
    const isElementLevel = parents.length === 1 || parent === "lifecycle" || parent === "provisioner";
    const suspects: Expression[] = [];
    if (isElementLevel && QUOTED_VALUES[parent]?.includes(name)) {
      suspects.push(value);
    }
    if (isElementLevel && QUOTED_LISTS.includes(name) && value.kind === "tuple") {
      suspects.push(...value.items);
    }
    if (parents.length === 1 && parent === "module" && name === "providers" && value.kind === "object") {
      suspects.push(...value.items.map((item) => item.value));
    }
    for (const suspect of suspects.filter((candidate) => candidate.kind === "template")) {
      yield { line: suspect.line, message: `"${name}" takes a bare name, not a string` };
    }
  }
});

/** Text that is JSON, wherever in a policy's value it stands. */
const policyJson = fileRule("policy-not-json", function* (file) {
  for (const [{ name, value }] of argumentsWithin(file.body)) {
    if (!/(^|_)policy(_json|_document)?$/.test(name)) {
      continue;
    }
    for (const expression of within(value)) {
      const first = expression.kind === "template" ? expression.parts[0] : undefined;
      if (first?.kind === "text" && /^(\s|\\n)*\{(\s|\\n)*\\?"/.test(first.text)) {
        yield { line: expression.line, message: `"${name}" is JSON in a string; use jsonencode` };
      }
    }
  }
});

/** Where a call to `chomp` cannot stand, or a heredoc reads worse than what it replaces. */
function isConstantPlace(parents: readonly Block[], name: string): boolean {
  const [top] = parents;
  return (
    top === undefined ||
    ["variable", "terraform", "moved", "removed"].includes(top.type) ||
    (top.type === "output" && name === "description") ||
    (top.type === "module" && ["source", "version"].includes(name))
  );
}

/** The templates of a value, except those in lists, in keys and inside other templates. */
function* freeTemplates(value: Expression): Generator<Template> {
  if (value.kind === "template") {
    yield value;
  } else if (value.kind === "object") {
    for (const item of value.items) {
      yield* freeTemplates(item.value);
    }
  } else if (value.kind === "call") {
    for (const argument of value.args) {
      yield* freeTemplates(argument);
    }
  } else if (value.kind === "operation") {
    for (const operand of value.operands) {
      yield* freeTemplates(operand);
    }
  } else if (value.kind === "parentheses") {
    yield* freeTemplates(value.value);
  }
}

const multiLine = fileRule("multi-line-heredoc", function* (file) {
  for (const [{ name, value }, parents] of argumentsWithin(file.body)) {
    for (const template of isConstantPlace(parents, name) ? [] : freeTemplates(value)) {
      const text = template.parts.map((part) => (part.kind === "text" ? part.text : "x")).join("");
      const plain = text.replaceAll("\\\\", "");
      const newlines = plain.split("\\n").length - 1;
      const isSeparator = plain.replaceAll("\\n", "").trim() === "";
      if (template.form === "quoted" && newlines >= 2 && !isSeparator) {
        yield { line: template.line, message: `a text of several lines in quotes; use <<-EOT` };
      }
    }
  }
});

/** `<<-` takes the common indentation away: it can say any text that has a line without one. */
function* heredocIndented(file: SourceFile): Generator<Finding> {
  for (const expression of expressions(file)) {
    if (expression.kind !== "template" || expression.form !== "heredoc") {
      continue;
    }
    const body = file.lines.slice(expression.line, expression.endLine - 1);
    if (body.some((text) => /^\S/.test(text))) {
      yield { line: expression.line, message: "a heredoc with << where <<- would do" };
    }
  }
}

/** How values are written. */
export const valueRules: readonly Rule[] = [
  sensitiveFalse,
  nullableTrue,
  nullArgument,
  emptyMap,
  bareReference,
  quotedName,
  policyJson,
  multiLine,
  fileRule("heredoc-indented", heredocIndented),
];
