import {
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  Tokenization,
} from "cdktf";
import { Construct } from "constructs";
import { isDynamicExpression, isLazy, knownExpression } from "../cdktf/expressions";
import { iteratorOfLoop, iteratorPart } from "../cdktf/iterators";
import { PlainformError } from "../errors";
import {
  bool,
  call,
  dotted,
  type Expression,
  name,
  nullValue,
  type ObjectEntry,
  type ParseOptions,
  parseExpression,
  template,
  traverse,
  tuple,
} from "../hcl";
import { mapParts } from "../hcl/walk";
import type { Environment } from "./contexts";
import { lowerExpression, lowerFor, type Parts } from "./expression";
import { HclExpression } from "./hcl-expression";
import { lowerQuotable, lowerText, parsing, unrepresentable } from "./text";

/**
 * Lowers a value as it stands in a construct's configuration (literals, lists, maps, tokens of every encoding)
 * to a Terraform expression.
 *
 * @throws PlainformError for what Terraform cannot represent
 */
export function lowerValue(value: unknown, environment: Environment): Expression {
  return lower(value, environment, lowerText);
}

/** The same for text that is an expression and not a string: `aws_vpc.main`, `tags["Name"]`, `list(string)`. */
export function lowerBare(text: string, environment: Environment): Expression {
  if (/\$\{|%\{/.test(text)) return textOf(text, environment);
  return parsing(text, environment, () => parseExpression(text));
}

/** What a string means: that depends on whether it stands in a configuration or in an expression. */
type LowerString = typeof lowerText;

function textOf(text: string, environment: Environment, lowerString: LowerString = lowerText): Expression {
  return lowerString(text, tokenReaders(environment), environment);
}

function tokenReaders(environment: Environment): ParseOptions {
  return {
    token: (encoded) => {
      const [token] = Tokenization.reverseString(encoded).tokens;
      if (token === undefined) throw unrepresentable(encoded, environment);
      return lowerToken(token, environment);
    },
    number: (encoded) => {
      const token = Tokenization.reverseNumber(encoded);
      return token && lowerToken(token, environment);
    },
  };
}

function lower(value: unknown, environment: Environment, lowerString: LowerString): Expression {
  switch (typeof value) {
    case "boolean":
      return bool(value);
    case "string":
      return textOf(value, environment, lowerString);
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
  if (Array.isArray(value)) return lowerList(value, environment, lowerString);
  if (Tokenization.isResolvable(value)) return lowerToken(value, environment);
  if (isAddressable(value)) return textOf(value.fqn, environment);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw unrepresentable(value, environment);
  return lowerMap(value as Record<string, unknown>, environment, lowerString);
}

/** A construct that stands for its address: an element, or a local module. */
function isAddressable(value: object): value is { readonly fqn: string } {
  return Construct.isConstruct(value) && "fqn" in value;
}

function lowerNumber(value: number, environment: Environment): Expression {
  const token = Tokenization.reverseNumber(value);
  if (token !== undefined) return lowerToken(token, environment);
  if (!Number.isFinite(value)) throw unrepresentable(value, environment);
  return { kind: "number", text: JSON.stringify(value) };
}

function lowerList(list: readonly unknown[], environment: Environment, lowerString: LowerString): Expression {
  // `[...token, "x"]` spreads the encoding of a list token: the author means both lists, one after the other.
  const parts: Expression[] = [];
  let items: Expression[] = [];
  for (const item of list) {
    if (produced(item, environment) === undefined) continue;
    const token = listToken(item);
    if (token === undefined) {
      items.push(lower(item, environment, lowerString));
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
  lowerString: LowerString,
): Expression {
  const parts: Expression[] = [];
  let entries: ObjectEntry[] = [];
  for (const [key, value] of Object.entries(map)) {
    if (produced(value, environment) === undefined) continue;
    const token = key.startsWith("&{TfToken[") ? Tokenization.reverseMap({ [key]: value }) : undefined;
    if (token === undefined) {
      entries.push({ key: textOf(key, environment), value: lower(value, environment, lowerString) });
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

function lowerToken(token: IResolvable, environment: Environment): Expression {
  const part = iteratorPart(token);
  if (part !== undefined) return lowerIterator(part, environment);
  if (token instanceof HclExpression) return lowerHclExpression(token, environment);
  if (isDynamicExpression(token)) {
    const { iterator, content } = token;
    const loop = { input: iterator._getForEachExpression(), valueExpression: content };
    return lowerFor(loop, partsIn({ ...environment, loop: iterator }), partsIn(environment));
  }
  const known = knownExpression(token);
  if (known?.kind === "for") {
    const loop = iteratorOfLoop(token) ?? environment.loop;
    return lowerFor(known, partsIn({ ...environment, loop }), partsIn(environment));
  }
  if (known !== undefined) return lowerExpression(known, partsIn(environment));
  return lowerValue(token.resolve(resolveContext(environment, isLazy(token))), environment);
}

function partsIn(environment: Environment): Parts {
  return {
    environment,
    readers: tokenReaders(environment),
    value: (value) => lowerValue(value, environment),
    argument: (value) => lower(value, environment, lowerQuotable),
    bare: (text) => lowerBare(text, environment),
  };
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
