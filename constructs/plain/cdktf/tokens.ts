import {
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import { isLazy } from "./expressions";

// How cdktf encodes a token in a value of another type, so that it passes through an author's code.

/** A token within a text, for a parser: sticky. */
export const TOKEN_IN_TEXT = /\$\{TfToken\[[a-zA-Z0-9:._-]+\]\}/y;
/** A number within a text that may encode a token (near -8.1e+298, in a list -1.9e+289), for a parser: sticky. */
export const NUMBER_IN_TEXT = /-\d(?:\.\d+)?e\+2\d\d/y;

const ONE_TOKEN = /^\$\{TfToken\[[^\]]*\]\}$/;
const IN_LIST = "#{TfToken[";
const IN_KEY = "&{TfToken[";

// A value is asked for its token to see whether it is lazy, and at once again to be lowered.
let latest: { readonly text: string; readonly token: IResolvable | undefined } | undefined;

/** @returns the token that a text encodes, which is exactly one */
export function tokenOfText(text: string): IResolvable | undefined {
  if (latest?.text !== text) latest = { text, token: Tokenization.reverseString(text).firstToken };
  return latest.token;
}

/** @returns the token that a number encodes, if it is no mere number */
export function tokenOfNumber(value: number): IResolvable | undefined {
  return Tokenization.reverseNumber(value);
}

/** @returns the list that an item of a list encodes: what an author's `[...list]` makes of it */
export function tokenOfItem(item: unknown): IResolvable | undefined {
  if (typeof item === "string")
    return item.startsWith(IN_LIST) ? Tokenization.reverseList([item]) : undefined;
  return typeof item === "number" ? Tokenization.reverseNumberList([item]) : undefined;
}

/** @returns the map that a key of a map encodes: what an author's `{ ...map }` makes of it */
export function tokenOfKey(key: string, value: unknown): IResolvable | undefined {
  return key.startsWith(IN_KEY) ? Tokenization.reverseMap({ [key]: value }) : undefined;
}

/** @returns whether an object encodes a map, alone or among other entries */
export function encodesMap(values: object): boolean {
  return Object.keys(values).some((key) => key.startsWith(IN_KEY));
}

/** @returns the token that a whole value encodes, or is */
export function tokenOfValue(value: unknown): IResolvable | undefined {
  if (typeof value === "string") return ONE_TOKEN.test(value) ? tokenOfText(value) : undefined;
  if (typeof value === "number") return tokenOfNumber(value);
  if (Array.isArray(value)) return value.length === 1 ? tokenOfItem(value[0]) : undefined;
  return Tokenization.isResolvable(value) ? value : undefined;
}

/** What a token is within, which decides what it becomes. */
export interface TokenPlace {
  readonly stack: TerraformStack;
  readonly within?: "for expression" | "dynamic block";
}

const ITERATOR_CONTEXTS = { "for expression": "FOR_EXPRESSION", "dynamic block": "DYNAMIC_BLOCK" } as const;

/** Asks a token for what it stands for. A lazy one hands on what it produces; a class that we do not know wants text. */
export function resolveToken(token: IResolvable, { stack, within }: TokenPlace): unknown {
  const raw = isLazy(token);
  return token.resolve({
    scope: stack,
    preparing: false,
    iteratorContext: within && ITERATOR_CONTEXTS[within],
    registerPostProcessor: () => undefined,
    resolve: (value: unknown) =>
      raw
        ? value
        : Tokenization.resolve(value, {
            scope: stack,
            resolver: new DefaultTokenResolver(new StringConcat()),
            preparing: false,
          }),
  } as IResolveContext);
}
