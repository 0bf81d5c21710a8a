import { type IteratorLike, isDynamicBlock, isDynamicExpression } from "../cdktf/expressions";
import { collectionOf } from "../cdktf/iterators";
import { encodesMap } from "../cdktf/tokens";
import { isTree, type Values } from "../cdktf/values";
import { PlainformError } from "../errors";
import { argument, block, type Expression } from "../hcl";
import type { Shapes } from "../providers/shape";
import { treesOf } from "./block-values";
import type { BodyContext, OpenBlock } from "./contexts";
import { lowerBare, lowerValue } from "./value";

/** A generated block as an escape hatch writes it: `{ for_each, content, iterator }`. */
export class RawDynamic {
  constructor(readonly values: unknown) {}
}

/**
 * The nested blocks of a name.
 * @returns the blocks, or undefined when the value is an expression that only an attribute can hold
 */
export function blocksOf(name: string, value: unknown, context: BodyContext): OpenBlock[] | undefined {
  if (value instanceof RawDynamic) return rawDynamic(name, value.values, context);
  if (isDynamicBlock(value)) return [generated(name, value.forEach, value.content, context)];
  if (isDynamicExpression(value)) return [generated(name, value.iterator, value.content, context)];
  if (isTree(value)) return encodesMap(value) ? undefined : [plain(name, value, context, context.authored)];
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.filter((item) => item !== undefined && item !== null);
  const isBlock = (item: unknown): boolean =>
    (isTree(item) && !encodesMap(item)) || isDynamicExpression(item) || isDynamicBlock(item);
  if (!items.every(isBlock)) return undefined;
  return items.flatMap((item, index) => {
    const authored = Array.isArray(context.authored) ? context.authored[index] : context.authored;
    return isTree(item) ? [plain(name, item, context, authored)] : (blocksOf(name, item, context) ?? []);
  });
}

function plain(name: string, values: Values, context: BodyContext, authored: unknown): OpenBlock {
  return {
    kind: "open",
    values: spelledAsDeclared(values, context.shapes),
    context: { ...context, authored },
    close: (body) => block(name, [], body),
  };
}

function rawDynamic(name: string, values: unknown, context: BodyContext): OpenBlock[] {
  return treesOf(values, `dynamic "${name}"`, context.environment).map(({ for_each, content, iterator }) => {
    const forEach = lowerValue(for_each, context.environment);
    const variable = typeof iterator === "string" ? iterator : undefined;
    const [inner = {}] = treesOf(content, "content", context.environment);
    return dynamic(name, variable, forEach, inner, context);
  });
}

function generated(name: string, iterator: IteratorLike, content: unknown, context: BodyContext): OpenBlock {
  const { environment } = context;
  const forEach = lowerValue(collectionOf(iterator), environment);
  // A block of a name within a block of that name needs another name for its element.
  const taken = environment.blocks.map((outer) => outer.name);
  let variable = name;
  for (let depth = 2; taken.includes(variable); depth += 1) variable = `${name}_${depth}`;
  const blocks = [...environment.blocks, { iterator, name: variable }];
  return dynamic(name, variable, forEach, content, { ...context, environment: { ...environment, blocks } });
}

function dynamic(
  name: string,
  variable: string | undefined,
  forEach: Expression,
  content: unknown,
  context: BodyContext,
): OpenBlock {
  const head = [argument("for_each", forEach)];
  if (variable !== undefined && variable !== name)
    head.push(argument("iterator", lowerBare(variable, context.environment)));
  return {
    kind: "open",
    values: spelledAsDeclared(contentOf(name, content, context), context.shapes),
    context: { ...context, authored: content },
    close: (body) => block("dynamic", [name], [head, [block("content", [], body)]]),
  };
}

function contentOf(name: string, content: unknown, { environment: { at } }: BodyContext): Values {
  if (isTree(content)) return content;
  throw new PlainformError({
    at,
    what: `the content of a generated block ${name} is not an object`,
    got: Array.isArray(content) ? "a list" : typeof content,
    expected: "the arguments of the block: dynamic({ name: iterator.value })",
    fix: "give dynamic() an object",
  });
}

// The content of a generated block, or of a lazy one, bypasses the classes that would have spelled its keys.
function spelledAsDeclared(content: Values, shapes: Shapes): Values {
  const declared = new Map([...shapes.keys()].map((name) => [name.replaceAll("_", "").toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [
      shapes.has(key) ? key : (declared.get(key.toLowerCase()) ?? key),
      value,
    ]),
  );
}
