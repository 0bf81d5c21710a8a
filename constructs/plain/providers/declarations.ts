import { NO_SHAPES, type Shape, type Shapes } from "./shape";

/**
 * The arguments of a class as its generated declarations have them (`index.d.ts` of a package, `index.ts` of
 * `cdktf get`).
 *
 * A generated class calls the nested attributes of a provider (`account = { … }`) blocks, because Terraform's JSON
 * writes both alike. Its declarations do tell them apart: the generator describes each block of a schema as
 * `<name> block`, and nothing else (`renderAttributesForBlock` of cdktf's provider-generator).
 *
 * @param text of the file, with those of the files that its structs are split into
 * @returns undefined where these are no generated declarations, or their comments are gone
 */
export function shapesOfDeclarations(text: string): Shapes | undefined {
  if (!text.includes("Docs at Terraform Registry")) return undefined;
  const interfaces = new Map<string, readonly Member[]>();
  for (const [, name, body] of text.matchAll(INTERFACE))
    if (name) interfaces.set(name, membersOf(body ?? ""));
  // The configuration of the class stands first, before the structs that it uses.
  const [config] = interfaces.keys();
  return config === undefined ? undefined : shapesOf(config, { interfaces, within: [] });
}

const INTERFACE = /^export interface (\w+)[^{\n]*\{\n([\s\S]*?)^\}/gm;
const MEMBER = /\/\*\*([\s\S]*?)\*\/\s*readonly (\w+)(\??): (\{[^}]*\}[^;\n]*|[^;\n]*)/g;
const NAME = /\{@link \S+ \S+#(\w+)\}/;

/** A property of an interface. */
interface Member {
  /** The argument, as Terraform spells it. */
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isBlock: boolean;
  readonly isDescribed: boolean;
}

function membersOf(body: string): readonly Member[] {
  return [...body.matchAll(MEMBER)].map(([, comment = "", property = "", optional, type = ""]) => {
    const name = NAME.exec(comment)?.[1] ?? snakeCase(property);
    const [first = ""] = comment
      .split("\n")
      .map((line) => line.replace(/^[\s*]+/, "").trim())
      .filter(Boolean);
    const isBlock = first === `${name} block`;
    const isDescribed = !isBlock && !first.startsWith("Docs at Terraform Registry");
    return { name, type: type.trim(), isOptional: optional === "?", isBlock, isDescribed };
  });
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Declared {
  readonly interfaces: ReadonlyMap<string, readonly Member[]>;
  /** Interfaces around this one: some providers' statements contain themselves. */
  readonly within: readonly string[];
}

function shapesOf(name: string, { interfaces, within }: Declared): Shapes {
  if (within.includes(name)) return NO_SHAPES;
  const inside = { interfaces, within: [...within, name] };
  return new Map(interfaces.get(name)?.map((member) => [member.name, shapeOf(member, inside)]));
}

function shapeOf({ type, isBlock }: Member, declared: Declared): Shape {
  const isMap = type.startsWith("{");
  const struct = type.match(/\w+/g)?.find((word) => declared.interfaces.has(word));
  if (struct === undefined)
    return { isBlock, isMap, nested: NO_SHAPES, ...(isBlock && { correction: "blocks" as const }) };
  const nested = shapesOf(struct, declared);
  if (isBlock) return { isBlock, isMap: false, nested };
  // What a type says of the objects in a list has neither descriptions nor members that may be left out, and takes
  // both syntaxes; a nested attribute takes one.
  const members = declared.interfaces.get(struct) ?? [];
  const isObjectType = members.every((member) => member.isOptional && !member.isDescribed);
  if (/\w\[\]/.test(type) && isObjectType) return { isBlock: true, isMap, nested, correction: "emptiable" };
  return { isBlock: false, isMap, nested };
}
