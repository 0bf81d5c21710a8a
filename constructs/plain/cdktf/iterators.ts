import { TerraformIterator } from "cdktf";
import type { IteratorLike } from "./expressions";

type Part = "key" | "value";
const parts = new WeakMap<object, { readonly iterator: IteratorLike; readonly part: Part }>();

// cdktf calls every iterator `each`, so a block generated within a block cannot say whose value it means.
// Remembering which iterator made a token lets the inner block refer to both.
for (const part of ["key", "value"] as const) {
  const method = part === "key" ? "_getKey" : "_getValue";
  const methods = TerraformIterator.prototype as unknown as Record<string, (() => object) | undefined>;
  const original = methods[method];
  if (original === undefined) continue;
  methods[method] = function (this: IteratorLike) {
    const token = original.call(this);
    parts.set(token, { iterator: this, part });
    return token;
  };
}

/** @returns whose key or value a token is, when it is one of an iterator's */
export function iteratorPart(
  token: object,
): { readonly iterator: IteratorLike; readonly part: Part } | undefined {
  return parts.get(token);
}

const loops = new WeakMap<object, IteratorLike>();

// The same for its loops: within one, the iterator's own key and value are those of the loop.
for (const method of ["forExpressionForList", "forExpressionForMap"]) {
  const methods = TerraformIterator.prototype as unknown as Record<
    string,
    ((...expressions: unknown[]) => object) | undefined
  >;
  const original = methods[method];
  if (original === undefined) continue;
  methods[method] = function (this: IteratorLike, ...expressions: unknown[]) {
    const token = original.apply(this, expressions);
    loops.set(token, this);
    return token;
  };
}

/** @returns the iterator that a loop goes over, when it is one of an iterator's */
export function iteratorOfLoop(token: object): IteratorLike | undefined {
  return loops.get(token);
}

/** @returns what an iterator goes over, as a value to be lowered */
export function collectionOf(iterator: IteratorLike): unknown {
  return iterator._getForEachExpression();
}
