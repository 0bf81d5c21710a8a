import { PlainformError } from "../errors";
import { type Expression, type Foreign, HclSyntaxError, parseQuotedBody, parseTemplate, str } from "../hcl";
import type { Environment } from "./contexts";

// Interpolations, directives, and numbers that encode a token.
const SPECIAL = /\$\{|%\{|-\d(?:\.\d+)?e\+2\d\d/;

/** A string of a configuration is a template, as in Terraform's JSON syntax. */
export function lowerText(
  text: string,
  foreign: () => readonly Foreign[],
  environment: Environment,
): Expression {
  if (!text.isWellFormed()) throw halfCharacter(text, environment);
  if (!SPECIAL.test(text)) return str(text);
  return parsing(text, environment, () => parseTemplate(text, ...foreign()));
}

/**
 * Strings within cdktf's expressions follow another convention than strings in a configuration: they are the
 * text between the quotes of an HCL string, elements of `Fn` lists arrive with those quotes, and `${` is
 * literal. Where such a text is not valid HCL (`\d`, a bare quote), it is taken as it is.
 */
export function lowerQuotable(
  text: string,
  foreign: () => readonly Foreign[],
  environment: Environment,
): Expression {
  const quoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  const body = (quoted ? text.slice(1, -1) : text)
    .replace(/\$\{(?!TfToken\[)/g, () => "$${")
    .replaceAll("%{", "%%{");
  return parsing(text, environment, () => {
    try {
      return parseQuotedBody(body, ...foreign());
    } catch (error) {
      if (error instanceof HclSyntaxError && error.message.includes("escape sequence"))
        return parseTemplate(body, ...foreign());
      throw error;
    }
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
      fix: "if it is meant for a shell or another program, put it in a template file, or write $${…} for a literal ${…}",
    });
  }
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
  return new PlainformError({
    at,
    what: "a value has no form in Terraform",
    got: `${type} ${String(value).slice(0, 60)}`,
    expected: "a string, a finite number, a boolean, null, a list, a map or a token of cdktf",
    fix: "convert it first",
  });
}
