import { HELPERS } from "./helpers";
import { DIAGRAM } from "./helpers/diagram";
import { placeOf, type TemplateSource } from "./source";

/** Names that no template can write, so that they never meet a helper or a parameter. */
export const RAW = "(raw)";
export const PARTIAL = "(partial)";
export const FIELD = "(field)";

/** Every name that is a helper in a rewritten template, as Handlebars wants to know it. */
export const KNOWN_HELPERS: Readonly<Record<string, boolean>> = Object.fromEntries(
  [RAW, PARTIAL, FIELD, "if", "unless", "each", ...Object.keys(HELPERS)].map((name) => [name, true]),
);

/**
 * Rewrites a parsed template, once, so that no value reaches the output unseen: `{{x}}` becomes a call of the
 * raw helper, `{{> p}}` one of the partial helper, `x.y` one of the field helper, and every call carries its
 * template and line.
 */
export function rewrite(source: TemplateSource): hbs.AST.Program {
  rewriteBody(source, source.program);
  return source.program;
}

function rewriteBody(source: TemplateSource, program: hbs.AST.Program | undefined): void {
  if (program !== undefined) {
    program.body = program.body.map((statement) => rewriteStatement(source, statement));
  }
}

function rewriteStatement(source: TemplateSource, statement: hbs.AST.Statement): hbs.AST.Statement {
  const at = text(placeOf(source, statement), statement);
  if (statement.type === "MustacheStatement") {
    const mustache = statement as hbs.AST.MustacheStatement;
    const [value] = isBareDiagram(mustache) ? [text("", mustache)] : mustache.params;
    mustache.params = [rewriteValue(source, value ?? mustache.path), at];
    mustache.path = value === undefined ? name(RAW, mustache) : mustache.path;
  } else if (statement.type === "BlockStatement") {
    const block = statement as hbs.AST.BlockStatement;
    block.params = [...block.params.map((param) => rewriteValue(source, param)), at];
    rewriteBody(source, block.program);
    rewriteBody(source, block.inverse);
  } else if (statement.type === "PartialStatement") {
    return rewritePartial(source, statement as hbs.AST.PartialStatement, at);
  }
  return statement;
}

function isBareDiagram({ path, params }: hbs.AST.MustacheStatement): boolean {
  return params.length === 0 && (path as hbs.AST.PathExpression).original === DIAGRAM;
}

function rewritePartial(
  source: TemplateSource,
  partial: hbs.AST.PartialStatement,
  at: hbs.AST.StringLiteral,
): hbs.AST.MustacheStatement {
  for (const pair of partial.hash?.pairs ?? []) {
    pair.value = rewriteValue(source, pair.value);
  }
  return {
    type: "MustacheStatement",
    path: name(PARTIAL, partial),
    params: [
      text((partial.name as hbs.AST.PathExpression).original, partial),
      text(partial.indent, partial),
      at,
    ],
    hash: partial.hash,
    escaped: false,
    strip: partial.strip,
    loc: partial.loc,
  };
}

/** `a.b.c` becomes `((field) a "b" "c" at)`: Handlebars finds the `a`, we say where the rest is missing. */
function rewriteValue(source: TemplateSource, value: hbs.AST.Expression): hbs.AST.Expression {
  const path = value as hbs.AST.PathExpression;
  if (value.type !== "PathExpression" || path.data || path.parts.length < 2) {
    return value;
  }
  const [head, ...fields] = path.parts;
  const call: hbs.AST.SubExpression = {
    type: "SubExpression",
    path: name(FIELD, value),
    params: [
      { ...path, parts: [String(head)] } as hbs.AST.PathExpression,
      text(fields.join("."), value),
      text(placeOf(source, value), value),
    ],
    hash: { type: "Hash", pairs: [], loc: value.loc },
    loc: value.loc,
  };
  return call;
}

function name(helper: string, node: hbs.AST.Node): hbs.AST.PathExpression {
  return { type: "PathExpression", data: false, depth: 0, parts: [helper], original: helper, loc: node.loc };
}

function text(value: string, node: hbs.AST.Node): hbs.AST.StringLiteral {
  return { type: "StringLiteral", value, original: value, loc: node.loc };
}
