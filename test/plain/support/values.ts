import fc from "fast-check";
import { nastyText } from "./expressions";

/** What a configuration can hold besides references. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

const KEYWORDS = [
  "for",
  "in",
  "if",
  "else",
  "endif",
  "endfor",
  "null",
  "true",
  "false",
  "var",
  "each",
  "count",
  "self",
  "dynamic",
  "content",
  "lifecycle",
  "constructor",
  "toString",
  "resolve",
  "fqn",
  "isBlock",
  "value",
];

/** Texts that look like something else to one of the layers that they pass through. */
const LOOKALIKES = [
  "",
  " ",
  "0",
  "007",
  "1e5",
  "-1",
  "0x1F",
  "1_000",
  "true",
  "false",
  "null",
  "NaN",
  "[]",
  "{}",
  '["a"]',
  '{"a":1}',
  '"quoted"',
  '"',
  "'",
  "<<EOT",
  "<<-EOT\nx\nEOT\n",
  "var.region",
  "aws_vpc.main.id",
  "#",
  "//",
  "/* x */",
  "\\",
  "\\\\",
  "\\n",
  "C:\\new\\table",
  "\\u0041",
  "a\\",
  "${",
  "%{",
  "${x}",
  "$${x}",
  "$$${x}",
  "$$$${x}",
  "%{ if x }",
  "%%{ if x }",
  "$",
  "$$",
  "%",
  "%%",
  "${}",
  "${HOME:-/root}",
  "100%",
  "5$",
  "a=b",
  "key: value",
  "#{TfToken}",
  "TfToken[TOKEN.0]",
  "EOT",
  "\nEOT\n",
  "a\nEOT\nb\n",
  "a\n  EOT\nb\nEOF\nc\nEND\nHEREDOC\nEOT_1\n",
  "\n",
  "\n\n",
  "a\n",
  "a\nb",
  "a\nb\n",
  "a\nb\nc",
  "a\n\nb\n\n",
  "  a\n  b\n",
  "\ta\n\tb\n",
  "a\n\tb\n  c\n",
  " a\nb\nc\n",
  "a\n \nb\nc\n",
  "a\n\t\nb\nc\n",
  "\n a\n b\n",
  "   \n\n  x\n",
  "a\r\nb\r\nc\r\n",
  "a\n\rb\nc\n",
  "a \nb\t\nc  \n",
  "a\nb\n  ",
  "a\nb\n\n\n",
  "x\ny\n$",
  "x\ny\n%{",
  "$\n{\n}\n",
  "a\n#b\n//c\n",
  "a\n\u0301b\nc\n",
  "a\n\u00a0b\nc\n",
  "a\n\u3000b\n\u3000c\n",
  "e\u0301",
  "\u0301",
  "\u1100\u1161\u11a8",
  "\u212b",
  "\u2126",
  "\ufb01",
  "\ud83d\udc69\u200d\ud83d\udc69",
  "\u{1f1f3}\u{1f1f1}",
  "\u0000",
  "\u0007",
  "\u001b[31m",
  "\u007f",
  "\u0085",
  "\u2028",
  "\u2029",
  "\ufeff",
  "\ufeffa\nb\nc\n",
  "\uffff",
  "\u{10ffff}",
  "\ue0000\ue001",
];

const texts = fc.oneof(fc.constantFrom(...LOOKALIKES), nastyText);

// Texts of several lines, which become heredocs.
const documents = fc
  .array(
    fc.oneof(
      nastyText.map((text) => text.replaceAll(/[\r\u0085]/g, "")),
      fc.constantFrom("", " ", "\t", "  indented", "\ttabbed", "EOT", "  EOF", "}", "$", "${x}", "plain"),
    ),
    { minLength: 2, maxLength: 6 },
  )
  .chain((lines) => fc.constantFrom(lines.join("\n"), `${lines.join("\n")}\n`));

const keys = fc.oneof(
  fc.constantFrom(
    ...KEYWORDS,
    ...LOOKALIKES,
    "a.b",
    "a-b",
    "1a",
    "(a)",
    "${a}",
    "été",
    "a b",
    "aws:SourceArn",
  ),
  nastyText,
  fc.string({ minLength: 1, maxLength: 8 }),
);

// cdktf writes tokens as numbers of this size.
const isToken = (value: number): boolean => Math.abs(value) > 1e288 && Math.abs(value) < 1e290;

const numbers = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !isToken(value)),
  fc.constantFrom(
    0,
    -0,
    1e21,
    1e-7,
    5e-324,
    1.7976931348623157e308,
    0.1,
    -0.1,
    2 ** 53,
    123456789012345680000,
  ),
);

/** Any value, with null and nothing in it at every level. */
export const values: fc.Arbitrary<Value> = fc.letrec<{ any: Value }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: "medium", withCrossShrink: true },
    fc.oneof(
      { weight: 4, arbitrary: texts },
      { weight: 2, arbitrary: documents },
      numbers,
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie("any"), { maxLength: 4 }),
    fc
      .array(fc.tuple(keys, tie("any")), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries.filter(([key]) => key !== "__proto__"))),
  ),
})).any;

export const LOOKALIKE_TEXTS: readonly string[] = LOOKALIKES;
export const KEYWORD_KEYS: readonly string[] = KEYWORDS;

/** Applies a change to every text of a value; keys are changed in the same way unless another is given. */
export function mapTexts(
  value: Value,
  change: (text: string) => string,
  changeKey: (text: string) => string = change,
): Value {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item as Value, change, changeKey));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [changeKey(key), mapTexts(item, change, changeKey)]),
  );
}

/** A text as a configuration spells it: a string there is a template. */
export function literally(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/** What Terraform makes of a value: texts are normalised to NFC, and there is no negative zero. */
export function asTerraformHasIt(value: Value): Value {
  if (typeof value === "string") return value.normalize("NFC");
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => asTerraformHasIt(item as Value));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.normalize("NFC"), asTerraformHasIt(item)]),
  );
}

/**
 * Whether a value survives Terraform's own jsonencode, which normalises the JSON text: the n of an escaped line
 * break and a mark after it become one letter.
 */
export function survivesJson(value: Value): boolean {
  const normal = asTerraformHasIt(value);
  return JSON.stringify(normal).normalize("NFC") === JSON.stringify(normal);
}
