import fc from "fast-check";
import {
  type Expression,
  flat,
  type Step,
  str,
  type TemplatePart,
  template,
  traverse,
} from "../../../constructs/plain/hcl";

const NAMES = ["var", "aws_vpc", "each", "self", "x", "a-b", "val", "_private", "été"];

const names = fc.constantFrom(...NAMES);
const attributes = fc.constantFrom("main", "id", "tags", "for", "in", "null", "a-b", "if");

/** Text with everything in it that means something to somebody. */
export const nastyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(..."abc xyz019".split("")) },
      {
        weight: 5,
        arbitrary: fc.constantFrom(
          "$",
          "%",
          "{",
          "}",
          "${",
          "%{",
          "$${",
          "%%{",
          "$$",
          "~",
          '"',
          "'",
          "\\",
          "\\n",
          "\\u0041",
          "\n",
          "\n\n",
          "  ",
          "\t",
          "\r",
          "\r\n",
          "\n  ",
          "\n\t",
          "#",
          "//",
          "/*",
          "*/",
          "<<EOT",
          "EOT",
          "\nEOT\n",
          "\n  EOF",
          "\n   \n",
          "=",
          ":",
          ",",
          "[",
          "]",
          "(",
          ")",
          "${HOME}",
          "%{ if x }",
          "TfToken[",
          "&",
          "`",
        ),
      },
      {
        weight: 2,
        // Combining marks, what NFC composes, astral, joined emoji, direction marks, separators, controls.
        arbitrary: fc.constantFrom(
          "é",
          "e\u0301",
          "\u0301",
          "\n\u0301",
          "\ud83d\ude00",
          "\u200d",
          "👩‍👩‍👧",
          "\u202e",
          "\u2028",
          "\u00a0",
          "\ufeff",
          "\n\ufeff",
          "\u0000",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u3000",
          "\ue000",
          "\ue0000\ue001",
          "\u1100\u1161",
          "ﬁ",
          "\u2126",
          "\u0345",
          "\ufffd",
          "\uffff",
          "\u{10ffff}",
          "क्षि",
          "\u0e33",
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""))
  .filter((text) => text.isWellFormed());

const numbers = fc
  .oneof(fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }))
  .map((value): Expression => ({ kind: "number", text: JSON.stringify(value) }));

const leaves: fc.Arbitrary<Expression> = fc.oneof(
  numbers,
  nastyText.map(str),
  names.map((name): Expression => ({ kind: "name", name })),
  fc.constantFrom<Expression>(
    { kind: "null" },
    { kind: "bool", value: true },
    { kind: "bool", value: false },
    { kind: "tuple", items: [] },
    { kind: "object", entries: [] },
  ),
);

const operators = fc.constantFrom(
  "||",
  "&&",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "+",
  "-",
  "*",
  "/",
  "%",
) as fc.Arbitrary<Extract<Expression, { kind: "binary" }>["operator"]>;

/** Any expression that the printer may be given. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => {
  const any = tie("any");
  const some = fc.array(any, { maxLength: 3 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    attributes.map((name): Step => ({ kind: "attribute", name })),
    any.map((key): Step => ({ kind: "index", key })),
    fc.constant<Step>({ kind: "splat", attributeOnly: false }),
  );
  const markers = fc
    .record({ trimBefore: fc.boolean(), trimAfter: fc.boolean() })
    .map(({ trimBefore, trimAfter }) => ({
      ...(trimBefore && { trimBefore }),
      ...(trimAfter && { trimAfter }),
    }));
  const text = nastyText.map((value): TemplatePart => ({ kind: "text", value }));
  const interpolation = fc
    .tuple(any, markers)
    .map(([expression, trims]): TemplatePart => ({ kind: "interpolation", expression, ...trims }));
  const directive = fc.oneof(
    fc
      .tuple(any, text, text, markers, markers, markers)
      .map(([condition, yes, no, first, second, third]): TemplatePart[] => [
        { kind: "if", condition, ...first },
        yes,
        { kind: "else", ...second },
        no,
        { kind: "endif", ...third },
      ]),
    fc
      .tuple(names, any, text, interpolation, markers)
      .map(([valueName, collection, before, inner, trims]): TemplatePart[] => [
        { kind: "for", keyName: "k", valueName, collection, ...trims },
        before,
        inner,
        { kind: "endfor", ...trims },
      ]),
  );
  const parts = fc.array(
    fc.oneof(
      text.map((part) => [part]),
      interpolation.map((part) => [part]),
      directive,
    ),
    { maxLength: 4 },
  );
  return {
    any: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      leaves,
      parts.map((list) => template(list.flat())),
      fc
        .tuple(any, fc.array(step, { minLength: 1, maxLength: 3 }))
        .map(([source, steps]) => traverse(source, steps)),
      fc.record({
        kind: fc.constant("call" as const),
        name: fc.constantFrom("f", "provider::aws::arn_parse", "jsonencode"),
        args: some,
        expand: fc.constant(false),
      }),
      fc.record({
        kind: fc.constant("call" as const),
        name: fc.constant("concat"),
        args: fc.array(any, { minLength: 1, maxLength: 2 }),
        expand: fc.constant(true),
      }),
      fc.record({
        kind: fc.constant("unary" as const),
        operator: fc.constantFrom("!" as const, "-" as const),
        operand: any,
      }),
      fc.record({ kind: fc.constant("binary" as const), operator: operators, left: any, right: any }),
      fc.record({ kind: fc.constant("conditional" as const), condition: any, whenTrue: any, whenFalse: any }),
      fc.record({ kind: fc.constant("tuple" as const), items: some }),
      fc.record({
        kind: fc.constant("object" as const),
        entries: fc.array(
          fc.record({ key: fc.oneof(nastyText.map(str), any).filter(isPlainKey), value: any }),
          {
            maxLength: 3,
          },
        ),
      }),
      fc.record({
        kind: fc.constant("for" as const),
        keyName: fc.constantFrom(undefined, "k"),
        valueName: names,
        collection: any,
        value: any,
        condition: fc.oneof(fc.constant(undefined), any),
        group: fc.constant(false),
      }),
      fc.record({
        kind: fc.constant("for" as const),
        valueName: names,
        collection: any,
        key: any,
        value: any,
        group: fc.boolean(),
      }),
      fc.record({ kind: fc.constant("parens" as const), inner: any }),
    ),
  } as { any: fc.Arbitrary<Expression> };
}).any;

// An object within a computed key is nothing anybody writes, and `terraform fmt` aligns it in a way of its own.
function isPlainKey(key: Expression): boolean {
  return !flat(key).includes(" = ");
}
