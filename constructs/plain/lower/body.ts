import {
  type Argument,
  argument,
  type Block,
  type Body,
  block,
  call,
  type Expression,
  type Group,
} from "../hcl";
import { type Correction, correctionFor } from "./corrections";
import type { Environment } from "./environment";
import { Formed } from "./forms";
import { type IteratorLike, isDynamicBlock, isDynamicExpression } from "./known";
import { isTree } from "./merge";
import { authoredUnder, inAuthoredOrder } from "./order";
import { NO_SHAPES, type Shape, type Shapes } from "./shape";
import { lowerBare, lowerValue, produced } from "./value";

/** What is known about a block besides its values. */
export interface BodyContext {
  readonly environment: Environment;
  /** Dotted names from the resource type down to this block: `aws_instance.root_block_device`. */
  readonly path: string;
  readonly shapes: Shapes;
  /** The configuration object as the author wrote it, for the order of its keys. */
  readonly authored?: unknown;
  /** Comments by argument or block name. */
  readonly comments?: Readonly<Record<string, string>>;
  /** A null is passed on (to a module) instead of left out (of a resource). */
  readonly keepsNulls?: boolean;
  /** No types are known: every object is a block. */
  readonly blocksAllTheWay?: boolean;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Lowers the arguments of a block to its body, in the order that style.md asks for: meta-arguments, arguments
 * as the author wrote them, nested blocks, tags, lifecycle, depends_on.
 *
 * @param values arguments as cdktf's JSON has them: snake_case names, tokens unresolved
 */
export function lowerBody(values: Values, context: BodyContext): Body {
  const entries = inAuthoredOrder(withDynamic(values), context.authored);
  const items = entries.flatMap(([name, value]) => lowerEntry(name, value, context));
  const placed = (place: Place): Group => items.filter((item) => placeOf(item) === place);
  const inMetaOrder = META_ARGUMENTS.flatMap((name) =>
    placed("meta").filter((item) => nameOf(item) === name),
  );
  return [
    inMetaOrder,
    placed("argument"),
    ...placed("block").map((item) => [item]),
    ...placed("provisioner").map((item) => [item]),
    placed("tags"),
    placed("lifecycle"),
    placed("depends_on"),
  ];
}

const META_ARGUMENTS = ["source", "version", "providers", "provider", "count", "for_each"];

type Place = "meta" | "argument" | "block" | "provisioner" | "tags" | "lifecycle" | "depends_on";

function nameOf(item: Argument | Block): string {
  return item.kind === "argument" ? item.name : item.type;
}

function placeOf(item: MarkedItem): Place {
  const name = nameOf(item);
  if (item.meta) return "meta";
  if (name === "lifecycle" || name === "depends_on") return name;
  if (item.kind === "block") return name === "provisioner" || name === "connection" ? "provisioner" : "block";
  return name === "tags" || name === "tags_all" ? "tags" : "argument";
}

type MarkedItem = (Argument | Block) & { readonly meta?: boolean };

// An escape hatch writes a generated block as Terraform's JSON does, below a key of its own.
function withDynamic(values: Values): (readonly [string, unknown])[] {
  const { dynamic, ...rest } = values;
  if (!isTree(dynamic)) return Object.entries(values);
  const generated = Object.entries(dynamic).map(([name, value]): [string, unknown] => [
    name,
    new RawDynamic(value),
  ]);
  return [...Object.entries(rest), ...generated];
}

class RawDynamic {
  constructor(readonly values: unknown) {}
}

function lowerEntry(name: string, lazily: unknown, context: BodyContext): MarkedItem[] {
  const { environment, comments } = context;
  const value = produced(lazily, environment);
  if (value === undefined || (value === null && !context.keepsNulls)) return [];
  const formed = value instanceof Formed ? value : undefined;
  const inner = formed === undefined ? value : formed.value;
  const special = lowerMeta(name, inner, context);
  if (special !== undefined) return special;
  const shape = context.shapes.get(name);
  const correction: Correction | undefined = context.blocksAllTheWay
    ? "blocks"
    : correctionFor(`${context.path}.${name}`);
  const isBlock = formed === undefined ? blockByType(shape, correction, inner) : formed.form === "block";
  if (isBlock || value instanceof RawDynamic) {
    const blocks = lowerBlocks(name, inner, { ...context, ...below(name, shape, correction, context) });
    if (blocks !== undefined) return blocks;
    // A real block cannot be assigned; an argument that takes both syntaxes can.
    if (Array.isArray(inner) && inner.length === 0 && correction !== "emptiable") return [];
  }
  if (shape?.isMap && isTree(inner) && Object.keys(inner).length === 0) return [];
  return [argument(name, lowerArgument(name, inner, environment), comments?.[name])];
}

function blockByType(shape: Shape | undefined, correction: Correction | undefined, value: unknown): boolean {
  if (correction === "attribute") return false;
  if (correction !== "blocks") return shape?.isBlock ?? false;
  const isBlockLike = (item: unknown): boolean =>
    isTree(item) || isDynamicExpression(item) || isDynamicBlock(item);
  return isBlockLike(value) || (Array.isArray(value) && value.some(isBlockLike));
}

function below(
  name: string,
  shape: Shape | undefined,
  correction: Correction | undefined,
  context: BodyContext,
): Pick<BodyContext, "path" | "shapes" | "authored" | "blocksAllTheWay"> {
  return {
    path: `${context.path}.${name}`,
    shapes: shape?.nested ?? NO_SHAPES,
    authored: authoredUnder(context.authored, name),
    blocksAllTheWay: correction === "blocks",
  };
}

/** @returns the blocks, or undefined when the value is an expression that only an attribute can hold */
function lowerBlocks(name: string, value: unknown, context: BodyContext): Block[] | undefined {
  if (value instanceof RawDynamic) return lowerRawDynamic(name, value.values, context);
  if (isDynamicBlock(value)) return [lowerDynamic(name, value.forEach, value.content, context)];
  if (isDynamicExpression(value)) return [lowerDynamic(name, value.iterator, value.content, context)];
  if (isTree(value))
    return isMapToken(value) ? undefined : [lowerBlock(name, value, context, context.authored)];
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.filter((item) => item !== undefined && item !== null);
  if (
    !items.every(
      (item) => (isTree(item) && !isMapToken(item)) || isDynamicExpression(item) || isDynamicBlock(item),
    )
  )
    return undefined;
  return items.flatMap((item, index) => {
    const authored = Array.isArray(context.authored) ? context.authored[index] : context.authored;
    return isTree(item)
      ? [lowerBlock(name, item, context, authored)]
      : (lowerBlocks(name, item, context) ?? []);
  });
}

function isMapToken(value: Values): boolean {
  return Object.keys(value).some((key) => key.startsWith("&{TfToken["));
}

function lowerBlock(name: string, values: Values, context: BodyContext, authored: unknown): Block {
  const { comments, ...rest } = context;
  const spelled = spelledAsDeclared(values, context.shapes);
  return block(name, [], lowerBody(spelled, { ...rest, authored }), comments?.[name]);
}

function lowerRawDynamic(name: string, values: unknown, context: BodyContext): Block[] {
  if (Array.isArray(values)) return values.flatMap((item) => lowerRawDynamic(name, item, context));
  const { for_each, content, iterator } = values as Values;
  const forEach = lowerValue(for_each, context.environment);
  return [dynamicBlock(name, typeof iterator === "string" ? iterator : undefined, forEach, content, context)];
}

function lowerDynamic(name: string, iterator: IteratorLike, content: unknown, context: BodyContext): Block {
  const { environment } = context;
  const forEach = lowerValue(iterator._getForEachExpression(), environment);
  // A block of a name within a block of that name needs another name for its element.
  const taken = environment.blocks.map((outer) => outer.name);
  let variable = name;
  for (let depth = 2; taken.includes(variable); depth += 1) variable = `${name}_${depth}`;
  const blocks = [...environment.blocks, { iterator, name: variable }];
  return dynamicBlock(name, variable, forEach, content, {
    ...context,
    environment: { ...environment, blocks },
  });
}

function dynamicBlock(
  name: string,
  variable: string | undefined,
  forEach: Expression,
  content: unknown,
  context: BodyContext,
): Block {
  const { comments, ...within } = context;
  const head = [argument("for_each", forEach)];
  if (variable !== undefined && variable !== name)
    head.push(argument("iterator", { kind: "name", name: variable }));
  const values = spelledAsDeclared(isTree(content) ? content : {}, context.shapes);
  const body = lowerBody(values, { ...within, authored: content });
  return block("dynamic", [name], [head, [block("content", [], body)]], comments?.[name]);
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

function lowerArgument(name: string, value: unknown, environment: Environment): Expression {
  const policy = POLICIES.has(name) && typeof value === "string" ? parsePolicy(value) : undefined;
  if (policy !== undefined) return call("jsonencode", lowerValue(policy, environment));
  return lowerValue(value, environment);
}

// Only where nobody depends on the text byte for byte: jsonencode sorts the keys.
const POLICIES = new Set(["policy", "assume_role_policy"]);

function parsePolicy(text: string): object | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    // Not JSON once its references are tokens: it stays the text that it is.
    return undefined;
  }
}

/** Arguments and blocks that mean the same in every resource. */
function lowerMeta(name: string, value: unknown, context: BodyContext): MarkedItem[] | undefined {
  const { environment, comments, path } = context;
  // Only directly below the resource: a nested block may have arguments of these names.
  if (path.replace(/^data\./, "").includes("."))
    return name === "connection" && path.endsWith(".provisioner") ? connection(value, context) : undefined;
  const comment = comments?.[name];
  switch (name) {
    case "count":
    case "for_each":
      return [{ ...argument(name, lowerValue(value, environment), comment), meta: true }];
    case "provider":
      return [{ ...argument(name, lowerBare(String(value), environment), comment), meta: true }];
    case "depends_on":
      return [argument(name, bareList(value, environment), comment)];
    case "lifecycle":
      return isTree(value) && Object.keys(value).length > 0
        ? [block(name, [], lowerLifecycle(value, context), comment)]
        : [];
    case "provisioner":
      return Array.isArray(value)
        ? value.flatMap((item) => lowerProvisioner(item as Values, context))
        : undefined;
    case "connection":
      return connection(value, context);
    default:
      return undefined;
  }
}

function connection(value: unknown, context: BodyContext): MarkedItem[] {
  if (!isTree(value)) return [];
  return [
    block(
      "connection",
      [],
      lowerBody(value, { environment: context.environment, path: ".connection", shapes: NO_SHAPES }),
    ),
  ];
}

function bareList(value: unknown, environment: Environment): Expression {
  if (!Array.isArray(value)) return lowerBare(String(value), environment);
  return {
    kind: "tuple",
    items: value.map((item) =>
      typeof item === "string" ? lowerBare(item, environment) : lowerValue(item, environment),
    ),
  };
}

function lowerLifecycle(values: Values, { environment }: BodyContext): Body {
  const { precondition, postcondition, ...rest } = values;
  const settings = Object.entries(rest)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) =>
      argument(
        name,
        name === "ignore_changes" || name === "replace_triggered_by"
          ? bareList(value, environment)
          : lowerValue(value, environment),
      ),
    );
  const conditions = Object.entries({ precondition, postcondition }).flatMap(([name, list]) =>
    (Array.isArray(list) ? list : []).map((item) => [lowerCondition(name, item as Condition, environment)]),
  );
  return [settings, ...conditions];
}

/** A condition and the sentence that is shown when it does not hold; cdktf's spelling, or its JSON's. */
export interface Condition {
  readonly condition: unknown;
  readonly errorMessage?: string;
  readonly error_message?: string;
}

/** A `validation`, `precondition`, `postcondition` or `assert` block. */
export function lowerCondition(
  type: string,
  { condition, ...values }: Condition,
  environment: Environment,
): Block {
  const message = values.error_message ?? values.errorMessage;
  return block(
    type,
    [],
    [
      [
        argument("condition", lowerValue(condition, environment)),
        argument("error_message", lowerValue(message, environment)),
      ],
    ],
  );
}

function lowerProvisioner(item: Values, context: BodyContext): Block[] {
  return Object.entries(item).map(([type, values]) => {
    const { when, on_failure, ...rest } = (isTree(values) ? values : {}) as Values;
    const keywords = Object.entries({ when, on_failure })
      .filter(([, value]) => typeof value === "string")
      .map(([name, value]) => argument(name, { kind: "name", name: String(value) }));
    const body = lowerBody(rest, {
      environment: context.environment,
      path: ".provisioner",
      shapes: NO_SHAPES,
    });
    return block("provisioner", [type], [keywords, ...body]);
  });
}
