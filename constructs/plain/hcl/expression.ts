/**
 * Terraform expressions as data: what the lowering builds and the printer prints.
 * Names follow the HCL native syntax specification
 * (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md).
 */
export type Expression =
  | { readonly kind: "null" }
  | { readonly kind: "bool"; readonly value: boolean }
  /** `text` is the number as written, so that no digit is lost on the way. */
  | { readonly kind: "number"; readonly text: string }
  /** A string without interpolation; `value` is the string itself, not its escaped form. */
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
  /** The root of a traversal (`var`, `aws_vpc`), a `for` variable, or a type keyword (`string`). */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "traversal"; readonly source: Expression; readonly steps: readonly Step[] }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      /** `f(list...)`: the last argument is expanded. */
      readonly expand: boolean;
    }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | { readonly kind: "tuple"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly ObjectEntry[] }
  | ForExpression
  | { readonly kind: "parens"; readonly inner: Expression }
  /** A JavaScript value spliced into an `hcl` tagged template; the lowering replaces it. */
  | { readonly kind: "hole"; readonly index: number };

export type UnaryOperator = "!" | "-";
export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

export type Step =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly key: Expression }
  /** `[*]`, or the older attribute-only `.*` whose meaning differs once an index follows. */
  | { readonly kind: "splat"; readonly attributeOnly: boolean };

export interface ObjectEntry {
  /** A `string` is a literal key; anything else is a computed one. */
  readonly key: Expression;
  readonly value: Expression;
  /** The key is an address and not a value: `aws.peer` among the providers of a module. */
  readonly isAddress?: boolean;
}

export interface ForExpression {
  readonly kind: "for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  /** Present: the result is an object. */
  readonly key?: Expression;
  readonly value: Expression;
  /** `value...`: values with the same key are grouped in lists. */
  readonly group: boolean;
  readonly condition?: Expression;
}

export type TemplatePart = { readonly kind: "text"; readonly value: string } | TemplateSequence;

/** `${ … }` or `%{ … }`; `~` beside a delimiter strips the white space next to it. */
export type TemplateSequence = (
  | { readonly kind: "interpolation"; readonly expression: Expression }
  | { readonly kind: "if"; readonly condition: Expression }
  | { readonly kind: "else" }
  | { readonly kind: "endif" }
  | {
      readonly kind: "for";
      readonly keyName?: string;
      readonly valueName: string;
      readonly collection: Expression;
    }
  | { readonly kind: "endfor" }
) & { readonly trimBefore?: boolean; readonly trimAfter?: boolean };

export const nullValue: Expression = { kind: "null" };
export const bool = (value: boolean): Expression => ({ kind: "bool", value });
export const str = (value: string): Expression => ({ kind: "string", value });
export const name = (text: string): Expression => ({ kind: "name", name: text });
export const tuple = (items: readonly Expression[]): Expression => ({ kind: "tuple", items });
export const call = (functionName: string, ...args: Expression[]): Expression => ({
  kind: "call",
  name: functionName,
  args,
  expand: false,
});

/** A traversal from dotted names: `dotted("var", "region")` is `var.region`. */
export function dotted(root: string, ...attributes: string[]): Expression {
  const steps = attributes.map((attribute): Step => ({ kind: "attribute", name: attribute }));
  return steps.length === 0 ? name(root) : { kind: "traversal", source: name(root), steps };
}

/** Appends steps to an expression, merging with the traversal it may already be. */
export function traverse(source: Expression, steps: readonly Step[]): Expression {
  if (steps.length === 0) return source;
  return source.kind === "traversal"
    ? { kind: "traversal", source: source.source, steps: [...source.steps, ...steps] }
    : { kind: "traversal", source, steps };
}

/**
 * A template from its parts: adjacent texts are merged, a template within an interpolation is inlined,
 * a template that is only text is a plain string, and one that is only an interpolation is its expression
 * (Terraform gives `"${x}"` the type of `x`).
 */
export function template(parts: readonly TemplatePart[]): Expression {
  const merged: TemplatePart[] = [];
  const push = (part: TemplatePart): void => {
    const last = merged.at(-1);
    if (part.kind === "text") {
      if (part.value === "") return;
      if (last?.kind === "text") {
        merged[merged.length - 1] = { kind: "text", value: last.value + part.value };
        return;
      }
    } else if (part.kind === "interpolation" && !part.trimBefore && !part.trimAfter) {
      const inner = part.expression;
      const parts: readonly TemplatePart[] | undefined =
        inner.kind === "string"
          ? [{ kind: "text", value: inner.value }]
          : inner.kind === "template" && inner.parts.every(isPlainPart)
            ? inner.parts
            : undefined;
      if (parts !== undefined) {
        parts.forEach(push);
        return;
      }
    }
    merged.push(part);
  };
  parts.forEach(push);
  const [only, second] = merged;
  if (only === undefined) return str("");
  if (second === undefined && only.kind === "text") return str(only.value);
  // Strip markers too, which have nothing to strip here.
  if (second === undefined && only.kind === "interpolation") {
    // `"${x}${""}"` makes a text of it.
    const isText = parts.filter((part) => part.kind !== "text" || part.value !== "").length > 1;
    return isText
      ? { kind: "template", parts: [only, { kind: "interpolation", expression: str("") }] }
      : only.expression;
  }
  return { kind: "template", parts: merged };
}

// A directive or a strip marker must keep its own neighbours.
function isPlainPart(part: TemplatePart): boolean {
  return part.kind === "text" || (part.kind === "interpolation" && !part.trimBefore && !part.trimAfter);
}
