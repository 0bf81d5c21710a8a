import type { LocalModule } from "../local-module";
import type { PlainStack } from "../plain-stack";

// Symbols of the global registry: two copies of this package in one process still know each other's constructs.
export const STACK = Symbol.for("plainform/PlainStack");
export const MODULE = Symbol.for("plainform/LocalModule");

/** @returns whether a construct is a stack that is written as plain Terraform */
export function isPlainStack(construct: unknown): construct is PlainStack {
  return typeof construct === "object" && construct !== null && STACK in construct;
}

/** @returns whether a construct is a local module */
export function isLocalModule(construct: unknown): construct is LocalModule {
  return typeof construct === "object" && construct !== null && MODULE in construct;
}
