import { type IteratorLike, isDynamicBlock, isDynamicExpression } from "../cdktf/expressions";
import { collectionOf } from "../cdktf/iterators";
import { encodesMap } from "../cdktf/tokens";
import { isTree, type Values } from "../cdktf/values";
import { argument, type Block, block, type Expression } from "../hcl";
import type { Shapes } from "../providers/shape";
import { treesOf } from "./block-values";
import type { BodyContext, LowerBody } from "./contexts";
import { lowerValue } from "./value";

/** A generated block as an escape hatch writes it: `{ for_each, content, iterator }`. */
export class RawDynamic {
  constructor(readonly values: unknown) {}
}

/**
 * Lowers the nested blocks of a name.
 * @returns the blocks, or undefined when the value is an expression that only an attribute can hold
 */
export function lowerBlocks(
  name: string,
  value: unknown,
  context: BodyContext,
  lowerBody: LowerBody,
): Block[] | undefined {
  if (value instanceof RawDynamic) return lowerRawDynamic(name, value.values, context, lowerBody);
  if (isDynamicBlock(value)) return [lowerDynamic(name, value.forEach, value.content, context, lowerBody)];
  if (isDynamicExpression(value))
    return [lowerDynamic(name, value.iterator, value.content, context, lowerBody)];
  if (isTree(value))
    return encodesMap(value) ? undefined : [lowerBlock(name, value, context, context.authored, lowerBody)];
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.filter((item) => item !== undefined && item !== null);
  if (
    !items.every(
      (item) => (isTree(item) && !encodesMap(item)) || isDynamicExpression(item) || isDynamicBlock(item),
    )
  )
    return undefined;
  return items.flatMap((item, index) => {
    const authored = Array.isArray(context.authored) ? context.authored[index] : context.authored;
    return isTree(item)
      ? [lowerBlock(name, item, context, authored, lowerBody)]
      : (lowerBlocks(name, item, context, lowerBody) ?? []);
  });
}

function lowerBlock(
  name: string,
  values: Values,
  context: BodyContext,
  authored: unknown,
  lowerBody: LowerBody,
): Block {
  const spelled = spelledAsDeclared(values, context.shapes);
  return block(name, [], lowerBody(spelled, { ...context, authored }));
}

function lowerRawDynamic(name: string, values: unknown, context: BodyContext, lowerBody: LowerBody): Block[] {
  return treesOf(values, `dynamic "${name}"`, context.environment).map(({ for_each, content, iterator }) => {
    const forEach = lowerValue(for_each, context.environment);
    const variable = typeof iterator === "string" ? iterator : undefined;
    const [inner = {}] = treesOf(content, "content", context.environment);
    return dynamicBlock(name, variable, forEach, inner, context, lowerBody);
  });
}

function lowerDynamic(
  name: string,
  iterator: IteratorLike,
  content: unknown,
  context: BodyContext,
  lowerBody: LowerBody,
): Block {
  const { environment } = context;
  const forEach = lowerValue(collectionOf(iterator), environment);
  // A block of a name within a block of that name needs another name for its element.
  const taken = environment.blocks.map((outer) => outer.name);
  let variable = name;
  for (let depth = 2; taken.includes(variable); depth += 1) variable = `${name}_${depth}`;
  const blocks = [...environment.blocks, { iterator, name: variable }];
  return dynamicBlock(
    name,
    variable,
    forEach,
    content,
    {
      ...context,
      environment: { ...environment, blocks },
    },
    lowerBody,
  );
}

function dynamicBlock(
  name: string,
  variable: string | undefined,
  forEach: Expression,
  content: unknown,
  context: BodyContext,
  lowerBody: LowerBody,
): Block {
  const head = [argument("for_each", forEach)];
  if (variable !== undefined && variable !== name)
    head.push(argument("iterator", { kind: "name", name: variable }));
  const values = spelledAsDeclared(isTree(content) ? content : {}, context.shapes);
  const body = lowerBody(values, { ...context, authored: content });
  return block("dynamic", [name], [head, [block("content", [], body)]]);
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
