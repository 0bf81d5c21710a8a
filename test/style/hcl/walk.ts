import type { Argument, Block, Body, Expression, Item, Step, Traversal } from "./ast";

/** The blocks of a body, in order; all or those of one type. */
export function blocksOf(body: Body, type?: string): Block[] {
  return body.items.filter(
    (item): item is Block => item.kind === "block" && (type === undefined || item.type === type),
  );
}

/** The arguments of a body, in order. */
export function argumentsOf(body: Body): Argument[] {
  return body.items.filter((item): item is Argument => item.kind === "argument");
}

/** The value of a body's argument. */
export function argumentOf(body: Body, name: string): Expression | undefined {
  return argumentsOf(body).find((argument) => argument.name === name)?.value;
}

/** Every item of a body with the blocks that it stands in, outermost first. */
export function* itemsWithin(
  body: Body,
  parents: readonly Block[] = [],
): Generator<[Item, readonly Block[]]> {
  for (const item of body.items) {
    yield [item, parents];
    if (item.kind === "block") {
      yield* itemsWithin(item.body, [...parents, item]);
    }
  }
}

/** Every argument of a body and of the blocks in it. */
export function* argumentsWithin(body: Body): Generator<[Argument, readonly Block[]]> {
  for (const [item, parents] of itemsWithin(body)) {
    if (item.kind === "argument") {
      yield [item, parents];
    }
  }
}

/** The expressions directly inside one. */
export function childrenOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case "literal":
      return [];
    case "template":
      return expression.parts.flatMap((part) =>
        part.kind === "text" || part.value === undefined ? [] : [part.value],
      );
    case "tuple":
      return [...expression.items];
    case "object":
      return expression.items.flatMap((item) => [item.key, item.value]);
    case "traversal":
      return keysOf(expression.steps);
    case "access":
      return [expression.value, ...keysOf(expression.steps)];
    case "call":
      return [...expression.args];
    case "operation":
      return [...expression.operands];
    case "parentheses":
      return [expression.value];
    case "for":
      return [expression.collection, ...expression.results];
  }
}

/** An expression and everything in it. */
export function* within(expression: Expression): Generator<Expression> {
  yield expression;
  for (const child of childrenOf(expression)) {
    yield* within(child);
  }
}

/** The traversals in an expression that start at a name the expression does not bind itself. */
export function* traversalsIn(
  expression: Expression,
  bound: ReadonlySet<string> = new Set(),
): Generator<Traversal> {
  if (expression.kind === "traversal") {
    if (!bound.has(expression.root)) {
      yield expression;
    }
    for (const key of keysOf(expression.steps)) {
      yield* traversalsIn(key, bound);
    }
  } else if (expression.kind === "for") {
    yield* traversalsIn(expression.collection, bound);
    const inner = new Set([...bound, ...expression.names]);
    for (const result of expression.results) {
      yield* traversalsIn(result, inner);
    }
  } else if (expression.kind === "object") {
    for (const item of expression.items) {
      // A bare word before `=` is a key, not a reference.
      if (item.key.kind !== "traversal" || item.key.steps.length > 0) {
        yield* traversalsIn(item.key, bound);
      }
      yield* traversalsIn(item.value, bound);
    }
  } else if (expression.kind === "template") {
    let inner = bound;
    for (const part of expression.parts) {
      if (part.kind !== "text" && part.value !== undefined) {
        yield* traversalsIn(part.value, inner);
      }
      if (part.kind === "directive") {
        inner = new Set([...inner, ...part.names]);
      }
    }
  } else {
    for (const child of childrenOf(expression)) {
      yield* traversalsIn(child, bound);
    }
  }
}

/** The text of a template without interpolations, as written between its quotes. */
export function constantText(expression: Expression | undefined): string | undefined {
  if (expression?.kind !== "template" || expression.parts.some((part) => part.kind !== "text")) {
    return undefined;
  }
  return expression.parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
}

function keysOf(steps: readonly Step[]): Expression[] {
  return steps.flatMap((step) => (step.kind === "index" ? [step.key] : []));
}
