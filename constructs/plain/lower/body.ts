import { asAuthored, authoredUnder, inAuthoredOrder } from "../cdktf/authored-order";
import { isDynamicBlock, isDynamicExpression } from "../cdktf/expressions";
import { isTree, type Values } from "../cdktf/values";
import { PlainformError } from "../errors";
import { type Argument, argument, type Block, type Body } from "../hcl";
import type { Correction } from "../providers/aws";
import { NO_SHAPES, type Shape } from "../providers/shape";
import { lowerArgument } from "./argument";
import { Formed } from "./as-block";
import { treesOf } from "./block-values";
import { blocksOf, RawDynamic } from "./blocks";
import type { BodyContext, Environment, MarkedItem, OpenBlock } from "./contexts";
import { produced } from "./lazy";
import { metaItems } from "./meta";

/**
 * Lowers the arguments of a block to its body, in the order that style.md asks for: meta-arguments, arguments
 * as the author wrote them, nested blocks, tags, lifecycle, depends_on.
 *
 * @param values arguments as cdktf's JSON has them: snake_case names, tokens unresolved
 */
export function lowerBody(values: Values, context: BodyContext): Body {
  const entries = inAuthoredOrder(withDynamic(values, context.environment), context.authored);
  const items = entries
    .flatMap(([name, value]) => itemsOf(name, value, context))
    .map(
      (item): MarkedItem => (item.kind === "open" ? item.close(lowerBody(item.values, item.context)) : item),
    );
  const placed: Record<Place, MarkedItem[]> = {
    meta: [],
    argument: [],
    block: [],
    provisioner: [],
    tags: [],
    lifecycle: [],
    depends_on: [],
  };
  for (const item of items) placed[placeOf(item)].push(item);
  const rank = (item: MarkedItem): number => META_ARGUMENTS.indexOf(nameOf(item));
  return [
    placed.meta.sort((a, b) => rank(a) - rank(b)),
    placed.argument,
    ...placed.block.map((item) => [item]),
    ...placed.provisioner.map((item) => [item]),
    placed.tags,
    placed.lifecycle,
    placed.depends_on,
  ];
}

const META_ARGUMENTS = ["provider", "count", "for_each"];

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

// An escape hatch writes a generated block as Terraform's JSON does, below a key of its own; and comments, which that
// has in every body.
function withDynamic(values: Values, environment: Environment): (readonly [string, unknown])[] {
  if (values.dynamic === undefined)
    return Object.entries(values).filter(([name, value]) => value !== undefined && name !== "//");
  const { dynamic, ...rest } = values;
  const generated = treesOf(dynamic, "dynamic", environment)
    .flatMap((tree) => Object.entries(tree))
    .map(([name, value]): [string, unknown] => [name, new RawDynamic(value)]);
  return [...Object.entries(rest).filter(([name]) => name !== "//"), ...generated];
}

function itemsOf(name: string, lazily: unknown, context: BodyContext): (MarkedItem | OpenBlock)[] {
  const { environment } = context;
  const value = produced(lazily, environment);
  if (value === undefined || value === null) return [];
  const formed = value instanceof Formed ? value : undefined;
  const inner = formed === undefined ? value : formed.value;
  const special = metaItems(name, inner, context);
  if (special !== undefined) return special;
  const shape = context.shapes.get(name);
  const correction = context.blocksAllTheWay ? "blocks" : shape?.correction;
  if (correction === "undecided" && formed === undefined) throw undecided(name, context);
  // A class makes a generated block of nothing but what it takes for a block, whether it has types or not.
  const isBlock =
    formed === undefined
      ? blockByType(shape, correction, inner) || (shape === undefined && isDynamicBlock(inner))
      : formed.form === "block";
  if (isBlock || value instanceof RawDynamic) {
    const blocks = blocksOf(name, inner, { ...context, ...below(name, shape, correction, context) });
    if (blocks !== undefined) return blocks;
    // A real block cannot be assigned; an argument that takes both syntaxes can.
    if (Array.isArray(inner) && inner.length === 0 && correction !== "emptiable") return [];
  }
  if (shape?.isMap && isTree(inner) && Object.keys(inner).length === 0) return [];
  // The keys of a nested attribute are the class's, which sorts them; those of a map are the author's own.
  const ordered =
    shape !== undefined && shape.nested.size > 0
      ? asAuthored(inner, authoredUnder(context.authored, name))
      : inner;
  return [argument(name, lowerArgument(`${context.path}.${name}`, ordered, environment))];
}

function blockByType(shape: Shape | undefined, correction: Correction | undefined, value: unknown): boolean {
  if (correction === "attribute") return false;
  if (correction !== "blocks") return shape?.isBlock ?? false;
  const isBlockLike = (item: unknown): boolean =>
    isTree(item) || isDynamicExpression(item) || isDynamicBlock(item);
  return isBlockLike(value) || (Array.isArray(value) && value.some(isBlockLike));
}

function undecided(name: string, { environment: { at }, path }: BodyContext): PlainformError {
  return new PlainformError({
    at,
    what: `${name} may be a nested block or an attribute, and nothing here can tell`,
    got: `the class of ${path}, without its index.d.ts`,
    expected: "the bindings as they are installed: only their declarations say it",
    fix: `run where they are in node_modules, or say it: addOverride("${name}", asBlock({ … })) or asAttribute(…)`,
  });
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
