/** Terraform text as a tree: bodies of arguments and blocks, and expressions. */

/** Where something stands in its file: offsets into the text, and lines that start at 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
}

/** `name = value` in a body. */
export interface Argument extends Span {
  readonly kind: "argument";
  readonly name: string;
  /** The offset of the `=`. */
  readonly equals: number;
  readonly value: Expression;
}

/** `type "label" { … }`. */
export interface Block extends Span {
  readonly kind: "block";
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

export type Item = Argument | Block;

/** What stands between a block's braces, or in a file, in order. */
export interface Body {
  readonly items: readonly Item[];
}

/** One `key = value` of an object. */
export interface ObjectItem extends Span {
  readonly key: Expression;
  readonly separator: "=" | ":";
  /** The offset of the separator. */
  readonly equals: number;
  readonly value: Expression;
}

/** A piece of a template. */
export type Part =
  | { readonly kind: "text"; readonly text: string; readonly line: number }
  | { readonly kind: "interpolation"; readonly value: Expression; readonly line: number }
  | {
      readonly kind: "directive";
      readonly keyword: string;
      /** The names that a `for` binds. */
      readonly names: readonly string[];
      readonly value: Expression | undefined;
      readonly line: number;
    };

export interface Template extends Span {
  readonly kind: "template";
  readonly form: "quoted" | "heredoc" | "indentedHeredoc";
  readonly parts: readonly Part[];
}

export interface Tuple extends Span {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
  readonly trailingComma: boolean;
}

export interface ObjectExpression extends Span {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
}

/** An attribute (`.name`), an index (`["x"]`, `.0`) or a splat step of a traversal. */
export type Step =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly key: Expression }
  | { readonly kind: "splat" };

/** A name and the steps taken from it: `aws_vpc.main.id`. */
export interface Traversal extends Span {
  readonly kind: "traversal";
  readonly root: string;
  readonly steps: readonly Step[];
}

export type Expression =
  | Template
  | Tuple
  | ObjectExpression
  | Traversal
  | (Span & { readonly kind: "literal"; readonly text: string })
  | (Span & { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] })
  | (Span & { readonly kind: "access"; readonly value: Expression; readonly steps: readonly Step[] })
  | (Span & { readonly kind: "operation"; readonly operands: readonly Expression[] })
  | (Span & { readonly kind: "parentheses"; readonly value: Expression })
  | (Span & {
      readonly kind: "for";
      readonly names: readonly string[];
      readonly collection: Expression;
      /** Key, value and condition: what sees the names. */
      readonly results: readonly Expression[];
    });
