import {
  call,
  conditional,
  dependable,
  forExpression,
  type IResolvable,
  type ITerraformDependable,
  Lazy,
  Op,
  propertyAccess,
  rawString,
  ref,
  type TerraformStack,
  Token,
  Tokenization,
} from "cdktf";

// cdktf does not export its expression classes. They are known by what its public factories return, which
// holds under bundling and for a fork with the same factories, where class names would not.
const constructorOf = (value: unknown): unknown => (value as object).constructor;

const EXPRESSIONS = new Map<unknown, KnownExpression["kind"]>([
  [constructorOf(ref("x")), "reference"],
  [constructorOf(call("f", [])), "call"],
  [constructorOf(propertyAccess("x", [])), "access"],
  [constructorOf(conditional(true, 1, 0)), "conditional"],
  [constructorOf(Op.not(true)), "operator"],
  [constructorOf(forExpression([], "x")), "for"],
  [constructorOf(rawString("x")), "raw"],
  [constructorOf(Tokenization.reverse(dependable({ fqn: "x" } as ITerraformDependable))[0]), "dependable"],
  [constructorOf(Token.asAny("x")), "intrinsic"],
]);

/** The fields of cdktf's expression classes that say what was meant. */
export type KnownExpression =
  | { readonly kind: "reference"; readonly identifier: string; readonly originStack?: TerraformStack }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: "access"; readonly target: unknown; readonly args: readonly unknown[] }
  | {
      readonly kind: "conditional";
      readonly condition: unknown;
      readonly trueValue: unknown;
      readonly falseValue: unknown;
    }
  | { readonly kind: "operator"; readonly operator: string; readonly left: unknown; readonly right: unknown }
  | {
      readonly kind: "for";
      readonly input: unknown;
      readonly valueExpression: unknown;
      readonly keyExpression?: unknown;
    }
  | { readonly kind: "raw"; readonly str: string }
  | { readonly kind: "dependable"; readonly dependable: ITerraformDependable }
  | { readonly kind: "intrinsic"; readonly value: unknown };

/** @returns the expression that a token stands for, or undefined when only its own `resolve` knows. */
export function knownExpression(token: IResolvable): KnownExpression | undefined {
  const kind = EXPRESSIONS.get(constructorOf(token));
  return kind === undefined ? undefined : ({ ...token, kind } as unknown as KnownExpression);
}

const LAZY = Object.getPrototypeOf(constructorOf(Lazy.anyValue({ produce: () => undefined })));

/** Values that are produced when the tree is synthesised. */
export function isLazy(token: IResolvable): boolean {
  return token instanceof LAZY;
}

interface Dynamic {
  readonly content: unknown;
}

const brand = (value: unknown, symbol: symbol): boolean =>
  typeof value === "object" && value !== null && symbol in value;

/** `iterator.dynamic({…})` where a value is wanted: a `for` expression. */
export function isDynamicExpression(value: unknown): value is Dynamic & { readonly iterator: IteratorLike } {
  return brand(value, Symbol.for("cdktf/TerraformDynamicExpression"));
}

/** `iterator.dynamic({…})` where nested blocks are wanted. */
export function isDynamicBlock(value: unknown): value is Dynamic & { readonly forEach: IteratorLike } {
  return brand(value, Symbol.for("cdktf/TerraformDynamicBlock"));
}

/** What is used of cdktf's `TerraformIterator`. */
export interface IteratorLike {
  _getForEachExpression(): unknown;
}
