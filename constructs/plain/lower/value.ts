import {
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  Tokenization,
} from "cdktf";
import { Construct } from "constructs";
import { PlainformError } from "../errors";
import {
  bool,
  call,
  dotted,
  type Expression,
  type ForExpression,
  HclSyntaxError,
  name,
  nullValue,
  type ObjectEntry,
  parseExpression,
  parseQuotedBody,
  parseTemplate,
  type Step,
  str,
  template,
  traverse,
  tuple,
} from "../hcl";
import type { Environment } from "./environment";
import { HclExpression, onLowerHcl } from "./hcl-value";
import { iteratorOfLoop, iteratorPart } from "./iterators";
import { isDynamicExpression, isLazy, type KnownExpression, knownExpression } from "./known";
import { mapParts, walk } from "./walk";

/**
 * Lowers a value as it stands in a construct's configuration (literals, lists, maps, tokens of every encoding)
 * to a Terraform expression.
 *
 * @throws PlainformError for what Terraform cannot represent
 */
export function lowerValue(value: unknown, environment: Environment): Expression {
  return lower(value, environment, lowerString);
}

/** The same for text that is an expression and not a string: `aws_vpc.main`, `tags["Name"]`, `list(string)`. */
export function lowerBare(text: string, environment: Environment): Expression {
  if (/\$\{|%\{/.test(text)) return lowerString(text, environment);
  return parsing(text, environment, () => parseExpression(text));
}

type LowerString = (text: string, environment: Environment) => Expression;

function lower(value: unknown, environment: Environment, lowerText: LowerString): Expression {
  switch (typeof value) {
    case "boolean":
      return bool(value);
    case "string":
      return lowerText(value, environment);
    case "number":
      return lowerNumber(value, environment);
    case "bigint":
      return { kind: "number", text: String(value) };
    case "object":
      break;
    default:
      throw unrepresentable(value, environment);
  }
  if (value === null) return nullValue;
  if (Array.isArray(value)) return lowerList(value, environment, lowerText);
  if (Tokenization.isResolvable(value)) return lowerToken(value, environment);
  if (isAddressable(value)) return lowerString(value.fqn, environment);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw unrepresentable(value, environment);
  return lowerMap(value as Record<string, unknown>, environment, lowerText);
}

/** A construct that stands for its address: an element, or a local module. */
function isAddressable(value: object): value is { readonly fqn: string } {
  return Construct.isConstruct(value) && "fqn" in value;
}

function unrepresentable(value: unknown, { at }: Environment): PlainformError {
  const type = typeof value === "object" ? (value?.constructor?.name ?? "object") : typeof value;
  return new PlainformError({
    at,
    what: "a value has no form in Terraform",
    got: `${type} ${String(value).slice(0, 60)}`,
    expected: "a string, a finite number, a boolean, null, a list, a map or a token of cdktf",
    fix: "convert it first",
  });
}

function lowerNumber(value: number, environment: Environment): Expression {
  const token = Tokenization.reverseNumber(value);
  if (token !== undefined) return lowerToken(token, environment);
  if (!Number.isFinite(value)) throw unrepresentable(value, environment);
  return { kind: "number", text: JSON.stringify(value) };
}

function lowerList(list: readonly unknown[], environment: Environment, lowerText: LowerString): Expression {
  // `[...token, "x"]` spreads the encoding of a list token: the author means both lists, one after the other.
  const parts: Expression[] = [];
  let items: Expression[] = [];
  for (const item of list) {
    if (produced(item, environment) === undefined) continue;
    const token = listToken(item);
    if (token === undefined) {
      items.push(lower(item, environment, lowerText));
      continue;
    }
    if (items.length > 0) parts.push(tuple(items));
    items = [];
    parts.push(lowerToken(token, environment));
  }
  if (items.length > 0 || parts.length === 0) parts.push(tuple(items));
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : call("concat", ...parts);
}

function listToken(item: unknown): IResolvable | undefined {
  if (typeof item === "string")
    return item.startsWith("#{TfToken[") ? Tokenization.reverseList([item]) : undefined;
  return typeof item === "number" ? Tokenization.reverseNumberList([item]) : undefined;
}

function lowerMap(
  map: Readonly<Record<string, unknown>>,
  environment: Environment,
  lowerText: LowerString,
): Expression {
  const parts: Expression[] = [];
  let entries: ObjectEntry[] = [];
  for (const [key, value] of Object.entries(map)) {
    if (produced(value, environment) === undefined) continue;
    const token = key.startsWith("&{TfToken[") ? Tokenization.reverseMap({ [key]: value }) : undefined;
    if (token === undefined) {
      entries.push({ key: lowerString(key, environment), value: lower(value, environment, lowerText) });
      continue;
    }
    if (entries.length > 0) parts.push({ kind: "object", entries });
    entries = [];
    parts.push(lowerToken(token, environment));
  }
  if (entries.length > 0 || parts.length === 0) parts.push({ kind: "object", entries });
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : call("merge", ...parts);
}

// Interpolations, directives, and numbers that encode a token.
const SPECIAL = /\$\{|%\{|-\d(?:\.\d+)?e\+2\d\d/;

/** A string of a configuration is a template, as in Terraform's JSON syntax. */
function lowerString(text: string, environment: Environment): Expression {
  if (!text.isWellFormed()) throw unrepresentable(text, environment);
  if (!SPECIAL.test(text)) return str(text);
  return parsing(text, environment, () => parseTemplate(text, tokenReaders(environment)));
}

function tokenReaders(environment: Environment) {
  return {
    token: (encoded: string): Expression => {
      const [token] = Tokenization.reverseString(encoded).tokens;
      if (token === undefined) throw unrepresentable(encoded, environment);
      return lowerToken(token, environment);
    },
    number: (encoded: number): Expression | undefined => {
      const token = Tokenization.reverseNumber(encoded);
      return token && lowerToken(token, environment);
    },
  };
}

function parsing(text: string, { at }: Environment, parse: () => Expression): Expression {
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

function lowerToken(token: IResolvable, environment: Environment): Expression {
  const part = iteratorPart(token);
  if (part !== undefined) return lowerIterator(part, environment);
  if (token instanceof HclExpression) return lowerHclExpression(token, environment);
  if (isDynamicExpression(token)) {
    const { iterator, content } = token;
    const within = { ...environment, loop: iterator };
    return lowerFor(
      { input: iterator._getForEachExpression(), valueExpression: content },
      within,
      environment,
    );
  }
  const known = knownExpression(token);
  if (known?.kind === "for")
    return lowerFor(known, { ...environment, loop: iteratorOfLoop(token) ?? environment.loop }, environment);
  if (known !== undefined) return lowerKnown(known, environment);
  return lowerValue(token.resolve(resolveContext(environment, isLazy(token))), environment);
}

/**
 * What a lazy value produces, also when it comes encoded; anything else is itself. It may be nothing at all
 * (`omitEmpty`), or whole blocks.
 */
export function produced(value: unknown, environment: Environment): unknown {
  const token = encodedToken(value);
  if (token === undefined || !isLazy(token) || iteratorPart(token) !== undefined) return value;
  return produced(token.resolve(resolveContext(environment, true)), environment);
}

function encodedToken(value: unknown): IResolvable | undefined {
  if (typeof value === "string")
    return ONE_TOKEN.test(value) ? Tokenization.reverseString(value).tokens[0] : undefined;
  if (typeof value === "number") return Tokenization.reverseNumber(value);
  if (Array.isArray(value)) return value.length === 1 ? listToken(value[0]) : undefined;
  return Tokenization.isResolvable(value) ? value : undefined;
}

const ONE_TOKEN = /^\$\{TfToken\[[^\]]*\]\}$/;

function resolveContext(environment: Environment, raw: boolean): IResolveContext {
  const scope = environment.stack;
  const iteratorContext = environment.loop
    ? "FOR_EXPRESSION"
    : environment.blocks.length > 0
      ? "DYNAMIC_BLOCK"
      : undefined;
  return {
    scope,
    preparing: false,
    iteratorContext,
    registerPostProcessor: () => undefined,
    // A lazy value hands on what it produces; a class that we do not know wants text.
    resolve: (value: unknown) =>
      raw
        ? value
        : Tokenization.resolve(value, {
            scope,
            resolver: new DefaultTokenResolver(new StringConcat()),
            preparing: false,
          }),
  } as IResolveContext;
}

function lowerIterator(
  { iterator, part }: NonNullable<ReturnType<typeof iteratorPart>>,
  { loop, blocks }: Environment,
): Expression {
  if (loop === iterator) return name(part === "key" ? "key" : "val");
  const block = blocks.findLast((candidate) => candidate.iterator === iterator);
  if (block !== undefined) return dotted(block.name, part);
  // As in cdktf, a value that no loop here belongs to is the resource's own `each`.
  return dotted("each", part);
}

function lowerHclExpression({ expression, values }: HclExpression, environment: Environment): Expression {
  const fill = (part: Expression): Expression => {
    if (part.kind !== "hole") return rebuilt(mapParts(part, fill));
    const value = values[part.index];
    if (value === undefined)
      throw new PlainformError({
        at: environment.at,
        what: "a value spliced into an hcl`…` template is undefined",
        got: `value number ${part.index + 1}`,
        expected: "a construct, a token or a literal",
        fix: "leave the splice out, or splice in null",
      });
    return lowerValue(value, environment);
  };
  return fill(expression);
}

// What was spliced in may be a traversal or a text, to be joined with what stands around it.
function rebuilt(expression: Expression): Expression {
  if (expression.kind === "traversal") return traverse(expression.source, expression.steps);
  return expression.kind === "template" ? template(expression.parts) : expression;
}
onLowerHcl(lowerHclExpression);

function lowerKnown(known: Exclude<KnownExpression, { kind: "for" }>, environment: Environment): Expression {
  const argument = (value: unknown): Expression => lower(value, environment, lowerQuotable);
  switch (known.kind) {
    case "reference":
      return lowerReference(known.identifier, known.originStack, environment);
    case "intrinsic":
      return lowerValue(known.value, environment);
    case "raw":
      return str(known.str);
    case "dependable":
      return lowerBare(known.dependable.fqn, environment);
    case "call":
      return call(known.name, ...known.args.filter((arg) => arg !== undefined).map(argument));
    case "conditional":
      return {
        kind: "conditional",
        condition: argument(known.condition),
        whenTrue: argument(known.trueValue),
        whenFalse: argument(known.falseValue),
      };
    case "operator":
      return lowerOperator(known, argument);
    case "access": {
      return traverse(
        argument(known.target),
        known.args.map((arg) => lowerStep(arg, argument)),
      );
    }
  }
}

function lowerOperator(
  { operator, left, right }: Extract<KnownExpression, { kind: "operator" }>,
  argument: (value: unknown) => Expression,
): Expression {
  const unary = right === undefined && (operator === "!" || operator === "-");
  if (unary) return { kind: "unary", operator, operand: inParensIfOperator(argument(left)) };
  const binary = operator as Extract<Expression, { kind: "binary" }>["operator"];
  return { kind: "binary", operator: binary, left: argument(left), right: argument(right) };
}

function inParensIfOperator(expression: Expression): Expression {
  return expression.kind === "unary" ? { kind: "parens", inner: expression } : expression;
}

const ATTRIBUTE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function lowerStep(arg: unknown, argument: (value: unknown) => Expression): Step {
  if (arg === "*") return { kind: "splat", attributeOnly: false };
  if (typeof arg === "string" && ATTRIBUTE_NAME.test(arg)) return { kind: "attribute", name: arg };
  return { kind: "index", key: argument(arg) };
}

function lowerFor(
  { input, valueExpression, keyExpression }: Omit<Extract<KnownExpression, { kind: "for" }>, "kind">,
  environment: Environment,
  outside: Environment,
): Expression {
  const written = loopAsWritten(keyExpression, valueExpression, environment);
  const part = (value: unknown, parsed: Expression): Expression =>
    typeof value === "string" ? parsed : lower(value, environment, lowerQuotable);
  const loop: ForExpression = {
    ...written,
    collection: lower(input, outside, lowerQuotable),
    key: written.key && part(keyExpression, written.key),
    value: part(valueExpression, written.value),
  };
  const { keyName: _, ...withoutKey } = loop;
  const usesKey = [loop.key, loop.value, loop.condition].some((used) => used && mentions(used, "key"));
  return usesKey ? loop : withoutKey;
}

/** Text in cdktf's loops is Terraform, and may say more than a value: `val.id if val.active`. */
function loopAsWritten(key: unknown, value: unknown, environment: Environment): ForExpression {
  const text = (part: unknown): string => (typeof part === "string" ? part : "null");
  const source =
    key === undefined
      ? `[for key, val in null : ${text(value)}]`
      : `{for key, val in null : ${text(key)} => ${text(value)}}`;
  const loop = parsing(source, environment, () => parseExpression(source, tokenReaders(environment)));
  if (loop.kind !== "for") throw unrepresentable(source, environment);
  return loop;
}

function mentions(expression: Expression, variable: string): boolean {
  let found = false;
  walk(expression, (part) => {
    if (part.kind === "name" && part.name === variable) found = true;
  });
  return found;
}

function lowerReference(
  identifier: string,
  origin: Environment["stack"] | undefined,
  environment: Environment,
): Expression {
  const local =
    origin !== undefined && origin !== environment.stack
      ? environment.foreign(identifier, origin)
      : identifier;
  return parsing(local, environment, () => parseExpression(local, tokenReaders(environment)));
}

/**
 * Strings within cdktf's expressions follow another convention than strings in a configuration: they are the
 * text between the quotes of an HCL string, elements of `Fn` lists arrive with those quotes, and `${` is
 * literal. Where such a text is not valid HCL (`\d`, a bare quote), it is taken as it is.
 */
function lowerQuotable(text: string, environment: Environment): Expression {
  const quoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  const body = (quoted ? text.slice(1, -1) : text)
    .replace(/\$\{(?!TfToken\[)/g, () => "$${")
    .replaceAll("%{", "%%{");
  const readers = tokenReaders(environment);
  return parsing(text, environment, () => {
    try {
      return parseQuotedBody(body, readers);
    } catch (error) {
      if (error instanceof HclSyntaxError && error.message.includes("escape sequence"))
        return parseTemplate(body, readers);
      throw error;
    }
  });
}
