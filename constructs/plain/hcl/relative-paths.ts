import { addressIn } from "./address";
import type { Argument, Block } from "./block";
import { dotted, type Expression, str, type TemplatePart, template } from "./expression";
import { mapParts } from "./walk";

/** What a text is that names a path of the past. */
export interface NewPath {
  readonly text: string;
  /** Whose folder it begins in; without it, the text stays a text. */
  readonly base?: "module" | "root";
}

/** @returns undefined for a text that names no such path */
export type NewPathOf = (text: string) => NewPath | undefined;

/** A block with new paths in place of the old: `${path.module}/assets/handler/archive.zip`. */
export function withNewPaths(block: Block, newPathOf: NewPathOf): Block {
  const inItem = (item: Argument | Block): Argument | Block =>
    item.kind === "block"
      ? { ...item, body: item.body.map((group) => group.map(inItem)) }
      : { ...item, value: withNewPathsIn(item.value, newPathOf) };
  return inItem(block) as Block;
}

/** An expression with new paths in place of the old. */
export function withNewPathsIn(expression: Expression, newPathOf: NewPathOf): Expression {
  if (expression.kind === "string") {
    const path = newPathOf(expression.value);
    return path === undefined ? expression : asExpression(path);
  }
  const mapped = mapParts(expression, (part) => withNewPathsIn(part, newPathOf));
  if (mapped.kind !== "template") return mapped;
  return template(
    mapped.parts.flatMap((part, index) => {
      const outside = part.kind === "text" ? outsideOf(mapped.parts[index - 1], part.value) : undefined;
      const found = outside === undefined ? undefined : newPathOf(outside);
      if (found !== undefined) return [{ ...part, value: `/${found.text.replace(/^\.\//, "")}` }];
      const path = part.kind === "text" ? newPathOf(part.value) : undefined;
      if (path === undefined) return [part];
      return index === 0 && path.base !== undefined
        ? partsOf(path.base, path.text)
        : [{ ...part, value: path.text }];
    }),
  );
}

/** Of `${path.module}/../x`, what leads out of the module: `../x`. */
function outsideOf(before: TemplatePart | undefined, text: string): string | undefined {
  if (before?.kind !== "interpolation" || !text.startsWith("/../")) return undefined;
  const base = addressIn(before.expression)?.address;
  return base === "path.module" || base === "path.root" ? text.slice(1) : undefined;
}

function asExpression({ text, base }: NewPath): Expression {
  return base === undefined ? str(text) : template(partsOf(base, text));
}

function partsOf(base: "module" | "root", text: string) {
  return [
    { kind: "interpolation", expression: dotted("path", base) },
    { kind: "text", value: `/${text}` },
  ] as const;
}
