import { type Expression, flat, parseExpression, parseTemplate } from "../../constructs/plain/hcl";
import { mapParts } from "../../constructs/plain/hcl/walk";
import { withoutUnusedKey } from "../../constructs/plain/lower/loop";

/** What both say; the terraform block is this project's own, by design. */
const KINDS = ["resource", "data", "variable", "output", "module", "provider", "locals", "moved", "import"];
/** Arguments whose text is an address or a type, with or without ${…}. */
const BARE = new Set([
  "depends_on",
  "provider",
  "providers",
  "ignore_changes",
  "replace_triggered_by",
  "type",
  "from",
  "to",
  "when",
  "on_failure",
]);

/**
 * Where files, read by @cdktf/hcl2json, do not say what cdktf's JSON says. Compared by meaning: a block is a list of
 * one, an expression is its parsed form, a policy its content.
 *
 * @returns a line for each
 */
export function differences(json: object, files: readonly object[]): readonly string[] {
  return KINDS.flatMap((kind) => {
    const expected = canonical((json as Record<string, unknown>)[kind], kind);
    const all = files.flatMap((file) => (file as Record<string, unknown>)[kind] ?? []);
    const actual = canonical(kind === "moved" || kind === "import" ? all : merged(all), kind);
    return compare(expected, actual, kind);
  });
}

/** The blocks of a kind from all files, below one another by their labels. */
function merged(parts: readonly unknown[]): unknown {
  if (parts.some((part) => !isObject(part)) || parts.length < 2) return parts.length === 1 ? parts[0] : parts;
  const result: Record<string, unknown> = {};
  for (const part of parts as Record<string, unknown>[])
    for (const [key, value] of Object.entries(part))
      result[key] =
        key in result && isObject(result[key]) && isObject(value) ? merged([result[key], value]) : value;
  return result;
}

function canonical(value: unknown, key: string): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, key)).filter((item) => item !== undefined);
    if (key === "provisioner") return grouped(items);
    // One block, as a list or by itself.
    return items.length === 1 && isObject(items[0]) ? items[0] : items.length === 0 ? undefined : items;
  }
  if (isObject(value)) {
    const entries = Object.entries(value)
      .filter(([name, inner]) => name !== "//" && !(name === "nullable" && String(inner) === "true"))
      .map(([name, inner]) => [name, key === "dynamic" ? withoutIterator(inner, name) : inner] as const)
      .map(([name, inner]) => [name, canonical(inner, BARE.has(key) ? key : name)] as const)
      .filter(([, inner]) => inner !== undefined);
    return entries.length === 0
      ? undefined
      : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  if (typeof value !== "string") return String(value);
  if (key === "type") return typeOf(value);
  if (BARE.has(key)) return value.replace(/^\$\{|\}$/g, "");
  return text(value);
}

/** Labelled blocks below their labels, as hcl2json has them. */
function grouped(items: readonly unknown[]): unknown {
  const groups: Record<string, unknown[]> = {};
  for (const [label, block] of items.filter(isObject).flatMap(Object.entries)) {
    groups[label] = [...(groups[label] ?? []), ...[block].flat()];
  }
  return canonical(groups, "");
}

function typeOf(value: string): string {
  try {
    return flat(parseExpression(value.replace(/^\$\{|\}$/g, ""))).replace(/\s+/g, " ");
  } catch {
    return text(value);
  }
}

/** The elements of generated blocks are called as the block is. */
function withoutIterator(generated: unknown, label: string): unknown {
  if (Array.isArray(generated)) return generated.map((item) => withoutIterator(item, label));
  if (!isObject(generated) || typeof generated.iterator !== "string") return generated;
  const { iterator, ...rest } = generated;
  return JSON.parse(JSON.stringify(rest).replaceAll(new RegExp(`\\b${iterator}\\.`, "g"), `${label}.`));
}

function text(value: string): string {
  try {
    return flat(plain(parseTemplate(value))).replace(/^"([^"\\$%]*)"$/, "$1");
  } catch {
    return value;
  }
}

/** An expression without the choices that do not change its meaning. */
function plain(expression: Expression): Expression {
  const mapped = mapParts(expression, plain);
  switch (mapped.kind) {
    case "parens":
      return mapped.inner;
    case "for":
      return withoutUnusedKey(mapped);
    case "string":
      return policy(mapped.value) ?? mapped;
    case "object":
      return {
        ...mapped,
        entries: [...mapped.entries].sort((a, b) => (flat(a.key) < flat(b.key) ? -1 : 1)),
      };
    case "traversal":
      return {
        ...mapped,
        steps: mapped.steps.map((step) =>
          step.kind === "splat"
            ? { ...step, attributeOnly: false }
            : step.kind === "index" && step.key.kind === "string"
              ? { kind: "attribute", name: step.key.value }
              : step,
        ),
      };
    default:
      return mapped;
  }
}

/** A policy as text is what jsonencode makes of its content. */
function policy(value: string): Expression | undefined {
  if (!value.trimStart().startsWith("{")) return undefined;
  try {
    JSON.parse(value);
    return { kind: "call", name: "jsonencode", args: [plain(parseExpression(value))], expand: false };
  } catch {
    return undefined;
  }
}

function compare(expected: unknown, actual: unknown, path: string): readonly string[] {
  if (isObject(expected) && isObject(actual))
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) =>
      compare(expected[key], actual[key], `${path}.${key}`),
    );
  if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
  return [`${path}: JSON ${JSON.stringify(expected)}, HCL ${JSON.stringify(actual)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
