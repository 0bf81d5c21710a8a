import { NO_SHAPES, type Shape, type Shapes } from "../providers/shape";

const known = new WeakMap<object, Shapes>();

/** The method with which a generated class describes its arguments; it is protected in cdktf's own types. */
interface GeneratedPrototype {
  readonly synthesizeHclAttributes?: (this: unknown) => unknown;
}

/**
 * The arguments of a resource, data source or provider as its class declares them.
 *
 * Terraform's JSON does not tell a block from an attribute, and an escape hatch or the content of a dynamic
 * block carries no types; the generated classes do know (`synthesizeHclAttributes`), but only for what is set.
 * So the class's own method runs once on an object that answers every property with itself, which makes it
 * write down the complete nested shape.
 */
export function shapesOf(element: object): Shapes {
  const prototype = Object.getPrototypeOf(element) as GeneratedPrototype;
  const found = known.get(prototype);
  if (found !== undefined) return found;
  const shapes = readShapes(described(prototype));
  known.set(prototype, shapes);
  return shapes;
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

function readShapes(attributes: unknown): Shapes {
  if (typeof attributes !== "object" || attributes === null || attributes === ECHO) return NO_SHAPES;
  const typed = Object.entries(attributes).filter((entry): entry is [string, TypedAttribute] =>
    isTyped(entry[1]),
  );
  return new Map(
    typed.map(([name, { value, isBlock, type }]): [string, Shape] => [
      name,
      {
        isBlock: isBlock === true,
        isMap: type === "map",
        nested: readShapes(Array.isArray(value) ? value[0] : value),
      },
    ]),
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
