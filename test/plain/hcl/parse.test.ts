import { describe, expect, it } from "vitest";
import {
  flat,
  HclSyntaxError,
  HOLES,
  parseExpression,
  parseQuotedBody,
  parseTemplate,
} from "../../../constructs/plain/hcl";

describe("the parser", () => {
  it.each([
    // What it is given, and how it is printed.
    ["var.region", "var.region"],
    // Terraform takes white space and new lines between all parts.
    ["  a .b", "a.b"],
    ["a [0] . c", "a[0].c"],
    ["(a\n  .b\n  [0])", "(a.b[0])"],
    ["upper (a)", "upper(a)"],
    ["{ a = b\n (c) = d }", "{ a = b, (c) = d }"],
    ["aws_eip.main[0].public_ip", "aws_eip.main[0].public_ip"],
    ["aws_eip.main[*].id", "aws_eip.main[*].id"],
    ["aws_eip.main.*.id", "aws_eip.main.*.id"],
    ["aws_eip.main.*.ids[0]", "aws_eip.main.*.ids[0]"],
    ["aws_eip.main.0.id", "aws_eip.main[0].id"],
    ["a.*.0", "a.*.0"],
    ['a["b"]["c d"]', 'a["b"]["c d"]'],
    ["f(a, b...)", "f(a, b...)"],
    ["f(\n  a,\n  b,\n)", "f(a, b)"],
    ["provider::aws::arn_parse(x)", "provider::aws::arn_parse(x)"],
    ["[1, 2,]", "[1, 2]"],
    ['{ a = 1, "b" : 2\n (c) = 3 }', "{ a = 1, b = 2, (c) = 3 }"],
    ["{ for = 1 }", null],
    ['{ "for" = 1, "null" = 2, "a.b" = 3, "1" = 4 }', '{ "for" = 1, "null" = 2, "a.b" = 3, "1" = 4 }'],
    ['{ "${a}" = 1, (a) = 2, 5 = 3 }', "{ (a) = 1, (a) = 2, (5) = 3 }"],
    ["[for k, v in m : k if v]", "[for k, v in m : k if v]"],
    ["{ for v in l : v => v... if v != null }", "{ for v in l : v => v... if v != null }"],
    ["a ? b : c ? d : e", "a ? b : c ? d : e"],
    ["a ? b ? c : d : e", "a ? (b ? c : d) : e"],
    ["a||b&&c", "a || (b && c)"],
    ["!a==b", "!a == b"],
    ["a >= 1 == b", "(a >= 1) == b"],
    ["a == b != c", "(a == b) != c"],
    ["-a*b", "-a * b"],
    ["a - (b - c) - d", "a - (b - c) - d"],
    ["a # comment\n", "a"],
    ["a /* b */ + // c\n 1", "a + 1"],
    ["(a /* b */ + // c\n 1)", "(a + 1)"],
    ["(\n  a &&\n  b\n)", "(a && b)"],
    ["1e3 + 0.5 + 1.5E-7", "1e3 + 0.5 + 1.5E-7"],
    ["-0", "-0"],
    ["0x10", null],
    [".5", null],
    ['"a${b}c"', '"a${b}c"'],
    ['"${a}"', "a"],
    ['"a${"b"}c"', '"abc"'],
    ['"$${a} %%{b}"', '"$${a} %%{b}"'],
    ['"\\u0041\\U0001F600\\n\\t\\"\\\\"', '"A\u{1f600}\\n\\t\\"\\\\"'],
    ['"\\d"', null],
    ['"%{ if a }b%{ else }c%{ endif }"', '"%{if a}b%{else}c%{endif}"'],
    ['"%{ for k, v in m ~} ${ k } %{~ endfor }"', '"%{for k, v in m~} ${k} %{~endfor}"'],
    ['"%{ if a }"', null],
    ['"%{ endif }"', null],
    ['"%{ while a }%{ endif }"', null],
    ['"a', null],
    ["a b", null],
    ["f(a", null],
    ["[a", null],
    ["{ a }", null],
    ["", null],
    ["a.", null],
    ["a ? b", null],
    ["<<EOT\nx\nEOT\n", null],
    ["été.naïve", "été.naïve"],
    ["a-b.c-d", "a-b.c-d"],
  ])("reads %j as %j", (text, printed) => {
    if (printed === null) expect(() => parseExpression(text)).toThrow(HclSyntaxError);
    else expect(flat(parseExpression(text))).toBe(printed);
  });

  it("takes a backslash in a bare template as a backslash, and a quote as a quote", () => {
    expect(parseTemplate('a\\n"b" ${c} $${d} %%{e}\n')).toMatchObject({
      kind: "template",
      parts: [{ value: 'a\\n"b" ' }, { expression: { name: "c" } }, { value: " ${d} %{e}\n" }],
    });
  });

  it("takes a backslash in a quoted body as an escape", () => {
    expect(parseQuotedBody('a\\n\\"b\\"')).toEqual({ kind: "string", value: 'a\n"b"' });
  });

  it("says where the text went wrong", () => {
    const error = (() => {
      try {
        return parseExpression("var.a + + var.b");
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toMatchObject({ offset: 8, text: "var.a + + var.b" });
    expect(String(error)).toContain("expected an expression");
  });

  it("does not take the characters that mark holes for holes, unless it is told to", () => {
    expect(parseTemplate("${a}\ue0000\ue001")).toMatchObject({ parts: [{}, { value: "\ue0000\ue001" }] });
    expect(parseExpression("\ue0000\ue001", HOLES)).toEqual({ kind: "hole", index: 0 });
  });
});
