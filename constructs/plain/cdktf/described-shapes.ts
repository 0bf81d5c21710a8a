import type { Correction } from "../providers/aws";
import { NO_SHAPES, type Shape, type Shapes } from "../providers/shape";

/** The method with which a generated class describes its arguments; it is protected in cdktf's own types. */
export interface GeneratedPrototype {
  readonly synthesizeHclAttributes?: (this: unknown) => unknown;
}

/** Finds what is put right of an argument. */
type Correct = (path: string, isBlock: boolean) => Correction | undefined;

/**
 * The arguments of a class as its `synthesizeHclAttributes` describes them. It does so only for what is set: it runs
 * once on an object that answers every property with itself, which makes it write down the complete nested shape.
 *
 * @param path the type, with which the paths of its arguments begin: `aws_security_group.ingress`
 */
export function describedShapes(prototype: GeneratedPrototype, path: string, correct: Correct): Shapes {
  return readShapes(described(prototype), path, correct);
}

/** What a class says of its arguments; nothing where its own code wants a real element to say it. */
function described(prototype: GeneratedPrototype): unknown {
  try {
    return prototype.synthesizeHclAttributes?.call(echoWithMethodsOf(prototype));
  } catch {
    return undefined;
  }
}

/** The echo as an element of a class: its methods can be called, and answer with the echo. */
function echoWithMethodsOf(prototype: object): unknown {
  return new Proxy([], {
    ...ECHOING,
    get: (_target, property) => (isMethod(prototype, property) ? () => ECHO : answer(property)),
  });
}

// By its descriptor: asking a getter of a prototype for its value may throw.
function isMethod(prototype: object, property: string | symbol): boolean {
  for (
    let at: object | null = prototype;
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    const found = Object.getOwnPropertyDescriptor(at, property);
    if (found !== undefined) return typeof found.value === "function";
  }
  return false;
}

interface TypedAttribute {
  readonly value: unknown;
  readonly isBlock?: boolean;
  readonly type: string;
}

function readShapes(attributes: unknown, path: string, correct: Correct): Shapes {
  if (typeof attributes !== "object" || attributes === null || attributes === ECHO) return NO_SHAPES;
  const typed = Object.entries(attributes).filter((entry): entry is [string, TypedAttribute] =>
    isTyped(entry[1]),
  );
  return new Map(
    typed.map(([name, { value, isBlock = false, type }]): [string, Shape] => {
      const at = `${path}.${name}`;
      const correction = correct(at, isBlock);
      const nested = readShapes(Array.isArray(value) ? value[0] : value, at, correct);
      return [name, { isBlock, isMap: type === "map", nested, ...(correction && { correction }) }];
    }),
  );
}

function isTyped(value: unknown): boolean {
  return typeof value === "object" && value !== null && value !== ECHO && "value" in value && "type" in value;
}

/** Answers every property with itself and maps like a list of one, so that every branch is taken. */
function answer(property: string | symbol): unknown {
  if (property === "map") return (mapper: (item: unknown) => unknown) => [mapper(ECHO)];
  // Not resolvable, not iterable, not a primitive: the marks that generated code looks for.
  if (property === "resolve" || property === "toJSON" || typeof property === "symbol") return undefined;
  return property === "length" ? 0 : ECHO;
}

const ECHOING = { get: (_target: object, property: string | symbol) => answer(property), has: () => false };
const ECHO: unknown = new Proxy([], ECHOING);
