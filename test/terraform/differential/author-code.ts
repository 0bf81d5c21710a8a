import { type App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { PlainStack } from "../../../constructs/plain";
import type { ReferenceStack } from "./reference-stack";

/** What author code may use: cdktf's stack, and what `PlainStack` adds to it. */
export type AuthorStack = TerraformStack & Pick<PlainStack, "file" | "text" | "tfvars">;

/** The same code for both sides: a function that fills a stack, or a class of the author's own. */
export type AuthorCode = ((stack: AuthorStack) => void) | AuthorClass;

// biome-ignore lint/suspicious/noExplicitAny: the author's class may want anything besides scope and id
export type AuthorClass = new (scope: Construct, id: string, ...rest: any[]) => TerraformStack;

export type Base = typeof PlainStack | typeof ReferenceStack;

/**
 * Builds author code on a base class and hands the stack to `use`.
 *
 * A class is built although it extends another base: `super(…)` goes to whatever its prototype is at that
 * moment, so the link to the base is changed until `use` is done.
 */
export function withStack<T>(code: AuthorCode, base: Base, app: App, use: (stack: AuthorStack) => T): T {
  if (!isClass(code)) {
    const stack = new base(app, STACK_ID);
    code(stack);
    return use(stack);
  }
  const lowest = lowestOf(code);
  const before = Object.getPrototypeOf(lowest) as { prototype: object };
  const rebase = (to: { prototype: object }): void => {
    Object.setPrototypeOf(lowest, to);
    Object.setPrototypeOf(lowest.prototype, to.prototype);
  };
  rebase(base);
  try {
    return use(new code(app, STACK_ID) as AuthorStack);
  } finally {
    rebase(before);
  }
}

const STACK_ID = "differential";

function isClass(code: AuthorCode): code is AuthorClass {
  return code.prototype instanceof TerraformStack;
}

/** The class in the author's chain whose base is cdktf's stack or ours. */
function lowestOf(code: AuthorClass): AuthorClass {
  const parent = Object.getPrototypeOf(code) as AuthorClass;
  return parent === PlainStack || (parent as unknown) === TerraformStack ? code : lowestOf(parent);
}
