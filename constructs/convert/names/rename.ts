import {
  type Argument,
  addressIn,
  type Block,
  type Body,
  type Expression,
  iteratorOf,
  type Step,
} from "../../plain/hcl";
import { mapParts, withNames } from "../../plain/hcl/walk";
import type { AddressTable } from "./new-names";

/** What the outputs of other stacks are called now: address of the remote state → old output → new output. */
export type RemoteOutputs = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Arguments that hold names of attributes, or addresses of what need not be declared. */
const NOT_REFERENCES = new Set(["ignore_changes", "provider", "providers", "iterator"]);

/**
 * Gives every reference in a block the new name of what it refers to. The expressions are walked as such: a string
 * that only looks like an address, a key, or a variable of a `for` expression stays as it is.
 *
 * Blocks that speak of addresses of the past (`moved`, `removed`) stay: a `moved` block of ours continues them.
 */
export function renamed(block: Block, table: AddressTable, outputs: RemoteOutputs = new Map()): Block {
  if (block.type === "moved" || block.type === "removed") return block;
  const inBody = (body: Body, boundIn: (name: string) => ReadonlySet<string>): Body =>
    body.map((group) =>
      group.map((item) =>
        item.kind === "argument" ? inArgument(item, boundIn(item.name)) : inBlock(item, boundIn(item.type)),
      ),
    );
  const inArgument = (item: Argument, bound: ReadonlySet<string>): Argument =>
    NOT_REFERENCES.has(item.name) ? item : { ...item, value: renamedIn(item.value, table, outputs, bound) };
  const inBlock = (item: Block, bound: ReadonlySet<string>): Block => {
    const within = item.type === "dynamic" ? new Set([...bound, iteratorOf(item)]) : bound;
    // What a `dynamic` block runs over does not see its iterator.
    return { ...item, body: inBody(item.body, (name) => (name === "for_each" ? bound : within)) };
  };
  return inBlock(block, new Set());
}

/** One expression with new addresses in place of the old. */
export function renamedIn(
  expression: Expression,
  table: AddressTable,
  outputs: RemoteOutputs = new Map(),
  bound: ReadonlySet<string> = new Set(),
): Expression {
  const mapped = mapParts(expression, (part, names) =>
    renamedIn(part, table, outputs, withNames(bound, names)),
  );
  if (mapped.kind !== "traversal" || mapped.source.kind !== "name" || bound.has(mapped.source.name))
    return mapped;
  const addressed = addressIn(mapped);
  if (addressed === undefined) return mapped;
  const { address } = addressed;
  const rest = withNewOutput(addressed.steps, outputs.get(address));
  const [, ...steps] = (table.get(address) ?? address).split(".");
  return {
    ...mapped,
    steps: [...steps.map((name): Step => ({ kind: "attribute", name })), ...rest],
  };
}

function withNewOutput(
  steps: readonly Step[],
  outputs: ReadonlyMap<string, string> | undefined,
): readonly Step[] {
  const [first, second, ...rest] = steps;
  if (
    outputs === undefined ||
    first?.kind !== "attribute" ||
    first.name !== "outputs" ||
    second === undefined
  )
    return steps;
  const old =
    second.kind === "attribute"
      ? second.name
      : second.kind === "index" && second.key.kind === "string"
        ? second.key.value
        : undefined;
  const name = old === undefined ? undefined : outputs.get(old);
  return name === undefined ? steps : [first, { kind: "attribute", name }, ...rest];
}
