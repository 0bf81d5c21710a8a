import { type IResolvable, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { type IteratorLike, isDynamicExpression, knownExpression } from "../cdktf/expressions";
import { collectionOf, iteratorOfLoop, iteratorPart } from "../cdktf/iterators";
import { settledIdentifier } from "../cdktf/settled-names";
import {
  NUMBER_IN_TEXT,
  TOKEN_IN_TEXT,
  tokenOfItem,
  tokenOfKey,
  tokenOfNumber,
  tokenOfText,
  tokenOfValue,
} from "../cdktf/tokens";
import { PlainformError } from "../errors";
import {
  bool,
  call,
  dotted,
  type Expression,
  type Foreign,
  fill,
  HclSyntaxError,
  name,
  nullValue,
  type ObjectEntry,
  parseDotted,
  parseExpression,
  type Step,
  str,
  traverse,
  tuple,
} from "../hcl";
import type { Environment } from "./contexts";
import { outlineOf } from "./expression";
import { HclExpression } from "./hcl-expression";
import { produced, resolved } from "./lazy";
import { oneLevelDeeper } from "./levels";
import { loopAsWritten, withoutUnusedKey } from "./loop";
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

/** Lowers text that is an expression and not a string: `aws_vpc.main`, `tags["Name"]`, `list(string)`. */
export function lowerBare(text: string, environment: Environment): Expression {
  if (/\$\{|%\{/.test(text)) return asReference(textOf(text, environment, lowerText));
  return parseDotted(text) ?? parsing(text, environment, () => parseExpression(text));
}

/** `${resource.fqn}["key"].output`, which is an address and no text where an address belongs. */
function asReference(expression: Expression): Expression {
  if (expression.kind !== "template") return expression;
  const [first, second, ...others] = expression.parts;
  if (first?.kind !== "interpolation" || second?.kind !== "text" || others.length > 0) return expression;
  const steps = stepsIn(second.value);
  return steps === undefined ? expression : traverse(first.expression, steps);
}

function stepsIn(text: string): readonly Step[] | undefined {
  if (!/^[.[]/.test(text)) return undefined;
  try {
    const parsed = parseExpression(`x${text}`);
    return parsed.kind === "traversal" && parsed.source.kind === "name" ? parsed.steps : undefined;
  } catch (error) {
    if (error instanceof HclSyntaxError) return undefined;
    throw error;
  }
}

/** What a string means: that depends on whether it stands in a configuration or in an expression of cdktf's. */
type LowerString = typeof lowerText;

function textOf(text: string, environment: Environment, lowerString: LowerString): Expression {
  // Most texts with a token in them are nothing else.
  const token = tokenOfValue(text);
  if (token !== undefined) return lowerToken(token, environment);
  return lowerString(text, tokensIn, environment);
}

/** How the parser reads the tokens in a text. */
function tokensIn(environment: Environment): readonly Foreign[] {
  return [
    {
      pattern: TOKEN_IN_TEXT,
      read: (text) => {
        const token = tokenOfText(text);
        if (token === undefined) throw unrepresentable(text, environment);
        return lowerToken(token, environment);
      },
    },
    {
      pattern: NUMBER_IN_TEXT,
      read: (text) => {
        const token = tokenOfNumber(Number(text));
        return token && lowerToken(token, environment);
      },
    },
  ];
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
  return oneLevelDeeper(environment, () => lowerObject(value, environment, lowerString));
}

function lowerObject(value: object, environment: Environment, lowerString: LowerString): Expression {
  if (Array.isArray(value)) return lowerList(value, environment, lowerString);
  if (Tokenization.isResolvable(value)) return lowerToken(value, environment);
  if (isAddressable(value)) return textOf(value.fqn, environment, lowerText);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw unrepresentable(value, environment);
  return lowerMap(value as Record<string, unknown>, environment, lowerString);
}

/** A construct that stands for its address: an element, or a local module. */
function isAddressable(value: object): value is { readonly fqn: string } {
  return Construct.isConstruct(value) && "fqn" in value;
}

function lowerNumber(value: number, environment: Environment): Expression {
  const token = tokenOfNumber(value);
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
    const token = tokenOfItem(item);
    if (token === undefined) {
      items.push(lower(item, environment, lowerString));
      continue;
    }
    if (items.length > 0) parts.push(tuple(items));
    items = [];
    parts.push(lowerToken(token, environment));
  }
  if (items.length > 0 || parts.length === 0) parts.push(tuple(items));
  return onlyOr("concat", parts);
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
    const token = tokenOfKey(key, value);
    if (token === undefined) {
      entries.push({
        key: textOf(key, environment, lowerText),
        value: lower(value, environment, lowerString),
      });
      continue;
    }
    if (entries.length > 0) parts.push({ kind: "object", entries });
    entries = [];
    parts.push(lowerToken(token, environment));
  }
  if (entries.length > 0 || parts.length === 0) parts.push({ kind: "object", entries });
  return onlyOr("merge", parts);
}

function onlyOr(join: string, parts: readonly Expression[]): Expression {
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : call(join, ...parts);
}

function lowerToken(token: IResolvable, environment: Environment): Expression {
  const part = iteratorPart(token);
  if (part !== undefined) return lowerIterator(part, environment);
  if (token instanceof HclExpression) return lowerHclExpression(token, environment);
  if (isDynamicExpression(token)) {
    const { iterator, content } = token;
    return lowerLoop({ input: collectionOf(iterator), valueExpression: content }, iterator, environment);
  }
  const known = knownExpression(token);
  if (known === undefined) return lowerValue(resolved(token, environment), environment);
  switch (known.kind) {
    case "reference":
      return lowerReference(known.identifier, known.originStack, environment);
    case "intrinsic":
      return lowerValue(known.value, environment);
    case "raw":
      return str(known.str);
    case "dependable":
      return lowerBare(known.dependable.fqn, environment);
    case "for":
      return lowerLoop(known, iteratorOfLoop(token) ?? environment.loop, environment);
    default: {
      const { expression, values } = outlineOf(known);
      return fill(expression, (index) => {
        const value = lower(values[index], environment, lowerQuotable);
        return known.kind === "access" && index === 0 ? asReference(value) : value;
      });
    }
  }
}

function lowerReference(
  asked: string,
  origin: Environment["stack"] | undefined,
  environment: Environment,
): Expression {
  const identifier = settledIdentifier(asked, origin);
  const isForeign = origin !== undefined && origin !== environment.stack;
  const local = isForeign ? environment.foreign(identifier, origin) : identifier;
  return (
    parseDotted(local) ?? parsing(local, environment, () => parseExpression(local, ...tokensIn(environment)))
  );
}

function lowerLoop(
  parts: { readonly input: unknown; readonly keyExpression?: unknown; readonly valueExpression: unknown },
  loop: IteratorLike | undefined,
  environment: Environment,
): Expression {
  const { input, keyExpression, valueExpression } = parts;
  const inside = { ...environment, ...(loop && { loop }) };
  const written = loopAsWritten(keyExpression, valueExpression, tokensIn(inside), inside);
  const part = (value: unknown, asWritten: Expression): Expression =>
    typeof value === "string" ? asWritten : lower(value, inside, lowerQuotable);
  return withoutUnusedKey({
    ...written,
    collection: lower(input, environment, lowerQuotable),
    key: written.key && part(keyExpression, written.key),
    value: part(valueExpression, written.value),
  });
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
  return fill(expression, (index) => {
    const value = values[index];
    if (value === undefined)
      throw new PlainformError({
        at: environment.at,
        what: "a value spliced into an hcl`…` template is undefined",
        got: `value number ${index + 1}`,
        expected: "a construct, a token or a literal",
        fix: "leave the splice out, or splice in null",
      });
    return lowerValue(value, environment);
  });
}
