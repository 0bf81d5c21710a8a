import { Construct, Node } from "constructs";
import { PlainformError } from "../errors";
import { type Expression, type Foreign, HclSyntaxError, parseQuotedBody, parseTemplate, str } from "../hcl";
import type { Environment } from "./contexts";
import { refuseMissing } from "./missing";

// Interpolations, directives, and numbers that encode a token.
const SPECIAL = /\$\{|%\{|-\d(?:\.\d+)?e\+2\d\d/;

/** A string of a configuration is a template, as in Terraform's JSON syntax. */
export function lowerText(
  text: string,
  foreign: (environment: Environment) => readonly Foreign[],
  environment: Environment,
): Expression {
  if (!text.isWellFormed()) throw halfCharacter(text, environment);
  if (!environment.isVerbatim) refuseMissing(text, environment);
  if (!SPECIAL.test(text)) return str(text);
  if (environment.blocks.length > 0 && EACH.test(text)) throw ambiguousEach(text, environment);
  return parsing(text, environment, () => parseTemplate(text, ...foreign(environment)));
}

const EACH = /(?<!\$)\$\{[^}]*(?<![\w.-])each\.(?:key|value)\b/;

/** cdktf calls the element of each block that it generates `each`, which is also the resource's own. */
function ambiguousEach(text: string, { at, blocks }: Environment): PlainformError {
  return new PlainformError({
    at,
    what: "each in a text within a generated block may mean the block's element or the resource's",
    got: JSON.stringify(text),
    expected: `a value of the iterator that is meant; the block's element is ${blocks.at(-1)?.name} here`,
    fix: "write `${iterator.value}`, iterator.key or iterator.getString(…) of that iterator; the resource's own is hcl`each.value`",
  });
}

/**
 * Strings within cdktf's expressions follow another convention than strings in a configuration: they are the
 * text between the quotes of an HCL string, elements of `Fn` lists arrive with those quotes, and `${` is literal. Where
 * such a text is not valid HCL (`\d`, a bare quote), it is taken as it is.
 *
 * @throws PlainformError for what is an interpolation by its looks: that it is literal is not what its author means
 */
export function lowerQuotable(
  text: string,
  foreign: (environment: Environment) => readonly Foreign[],
  environment: Environment,
): Expression {
  const quoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  const inside = quoted ? text.slice(1, -1) : text;
  if (INTERPOLATION.test(inside)) throw interpolated(inside, environment);
  const body = inside.replace(/\$\{(?!TfToken\[)/g, () => "$${").replaceAll("%{", "%%{");
  return parsing(text, environment, () => {
    try {
      return parseQuotedBody(body, ...foreign(environment));
    } catch (error) {
      if (error instanceof HclSyntaxError && error.isEscape)
        return parseTemplate(body, ...foreign(environment));
      throw error;
    }
  });
}

// Of a Terraform value, a function or a resource, and not escaped; of a shell's variable, it may well be literal.
const INTERPOLATION =
  /(?<!\$)\$\{\s*(?:(?:path|var|local|data|module|each|count|self|terraform)\.|[a-z][a-z0-9]*\(|[a-z0-9]+_\w+\.\w)|(?<!%)%\{~?\s*(?:if|for)\s/;

function interpolated(text: string, { at }: Environment): PlainformError {
  return new PlainformError({
    at,
    what: "an interpolation in an argument of Fn or Op would be plain text: cdktf does not evaluate it",
    got: JSON.stringify(text.replace(/\$\{TfToken\[[^\]]*\]\}/g, () => "${…}")),
    expected: "text, tokens, or an expression as hcl writes it",
    fix: 'write the whole as Terraform: hcl`file("\\${path.module}/x")`; for a literal ${, Fn.rawString("…")',
  });
}

/** Parses, and turns a syntax error into a problem of the construct whose text it is. */
export function parsing(text: string, { at }: Environment, parse: () => Expression): Expression {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof HclSyntaxError)) throw error;
    const start = Math.max(0, error.offset - 30);
    const excerpt = text.slice(start, error.offset + 30).replaceAll("\n", "\\n");
    throw new PlainformError({
      at,
      what: "a string is not a valid Terraform template",
      got: `${start > 0 ? "…" : ""}${excerpt} (at character ${error.offset + 1}: ${error.message})`,
      expected: "${…} and %{…} hold Terraform expressions",
      fix: `if it is meant for a shell or another program, put it in a template file, or write ${escaped(text, error.offset)}`,
    });
  }
}

/** How what the error is about would be written literally: `%{x}` begins a directive as `${x}` begins a value. */
function escaped(text: string, offset: number): string {
  const mark = Math.max(text.lastIndexOf("${", offset), text.lastIndexOf("%{", offset));
  return text[mark] === "%" ? "%%{…} for a literal %{…}" : "$${…} for a literal ${…}";
}

function halfCharacter(text: string, { at }: Environment): PlainformError {
  const offset = text.search(/\p{Cs}/u);
  const start = Math.max(0, offset - 20);
  return new PlainformError({
    at,
    what: "a text holds half of a character",
    got: `${JSON.stringify(text.slice(start, offset + 21))} (at character ${offset + 1})`,
    expected: "whole characters: UTF-8, which Terraform reads, has no lone surrogates",
    fix: "do not cut a text within a character (an emoji has the length 2)",
  });
}

/** The error for a value that Terraform has no form for. */
export function unrepresentable(value: unknown, { at }: Environment): PlainformError {
  const type = typeof value === "object" ? (value?.constructor?.name ?? "object") : typeof value;
  // A construct, or what cdktf's class has made of one.
  const node = value instanceof Node ? value : Construct.isConstruct(value) ? value.node : undefined;
  if (node !== undefined)
    return new PlainformError({
      at,
      what: "a construct stands in the place of a value",
      got: node.path,
      expected: "a string, a number, a boolean, a list, a map or a token of cdktf",
      fix: "take an attribute of it, such as .id; .fqn is its address",
    });
  return new PlainformError({
    at,
    what: "a value has no form in Terraform",
    got: `${type} ${String(value).slice(0, 60)}`,
    expected: "a string, a finite number, a boolean, null, a list, a map or a token of cdktf",
    fix: "convert it first",
  });
}
