import { describe, expect, it } from "vitest";
import { itWith } from "../support/requirements";
import { hcl, inFolder } from "./example";
import { checkFormat } from "./format";
import type { Expression } from "./hcl/ast";
import { argumentOf, argumentsOf, blocksOf, constantText, traversalsIn } from "./hcl/walk";
import { readSource } from "./module";

/** What people write that is easily misread. */
const hard = hcl`
  locals {
    escaped  = "a \"quoted\" \\ \${"inner \"x\" \${upper("}")}"} $$\${not} %%{not}"
    nested   = "\${var.a}-\${join(",", [for k, v in { a = "}", "b" = "{" } : "\${k}=\${v}"])}"
    trimmed  = "\${~ var.a ~} %{~ if var.b ~} x %{~ else ~} y %{~ endif ~}"
    keys     = { if = 1, "a b" = 2, (var.c) = 3, d : 4, 5 = 6, true = 7, e-f = 8 }
    minus    = -var.a - -1 + 1.5e-3 * 2 % 3
    logic    = !var.b && (var.c || var.d != null) ? "x" : var.e >= 1 ? "y" : "z"
    legacy   = var.list.0.name
    splats   = concat(var.a[*].b.c, var.a.*.b[0], [for x in var.a : x.b if x.b != ""]...)
    grouped  = { for x in var.a : x.b => x.c... }
    function = provider::aws::arn_parse(var.arn)["region"]
    chained  = { a = [1] }["a"][0]
    unicode  = "å\u00e9 漢字 \U0001F600"
    empty    = [{}, [], ""]
    # A comment with ", ', \${, { and <<EOT in it.
    call = merge(
      { a = 1 },
      {
        b = 2, # why
        c = 3
      },
    )
    heredoc = <<-EOT
      "unbalanced { [ (
      # no comment // nor /* this
        EOT is not the end, nor is "EOT"
      \${join("\n", [
        for x in var.a : <<-INNER
          \${x}
        INNER
      ])}
      %{for x in var.a~}
      \${x}
      %{endfor~}
    EOT
    flush   = <<EOT
      x
    EOT
    after   = 1
  }

  resource "a_b" c {
    one { two = 3 }

    none {}
  }
`;

function valueOfLocal(name: string): Expression {
  const [locals] = blocksOf(readSource("main.tf", hard).body, "locals");
  const value = locals && argumentOf(locals.body, name);
  if (value === undefined) {
    throw new Error(`no local ${name}`);
  }
  return value;
}

function rootsIn(name: string): string[] {
  return Array.from(traversalsIn(valueOfLocal(name)), ({ root, steps }) =>
    [root, ...steps.map((step) => (step.kind === "attribute" ? step.name : step.kind))].join("."),
  );
}

describe("the reader", () => {
  itWith(["terraform"], "reads what Terraform reads", () => {
    const [found] = inFolder(hard, checkFormat);

    expect(found?.message ?? "").not.toMatch(/Error:/);
    expect(() => readSource("main.tf", hard)).not.toThrow();
  });

  it("loses no argument", () => {
    const [locals, resource] = blocksOf(readSource("main.tf", hard).body);
    const names = argumentsOf(locals?.body ?? { items: [] }).map((argument) => argument.name);

    expect(names).toEqual(Array.from(hard.matchAll(/^ {2}(\w+) += /gm), ([, name]) => name));
    expect(resource?.labels).toEqual(["a_b", "c"]);
    expect(blocksOf(resource?.body ?? { items: [] }).map((block) => block.type)).toEqual(["one", "none"]);
  });

  it("knows on which line things are", () => {
    const lines = hard.split("\n");

    expect(valueOfLocal("after").line).toBe(lines.findIndex((line) => line.includes("after")) + 1);
    expect(valueOfLocal("heredoc").endLine).toBe(lines.indexOf("  EOT") + 1);
  });

  it("finds references wherever they stand, and only those", () => {
    expect(rootsIn("escaped")).toEqual([]);
    expect(rootsIn("nested")).toEqual(["var.a"]);
    expect(rootsIn("trimmed")).toEqual(["var.a", "var.b"]);
    expect(rootsIn("keys")).toEqual(["var.c"]);
    expect(rootsIn("legacy")).toEqual(["var.list.index.name"]);
    expect(rootsIn("splats")).toEqual(["var.a.splat.b.c", "var.a.splat.b.index", "var.a"]);
    expect(rootsIn("grouped")).toEqual(["var.a"]);
    expect(rootsIn("logic")).toEqual(["var.b", "var.c", "var.d", "var.e"]);
    expect(rootsIn("heredoc")).toEqual(["var.a", "var.a"]);
  });

  it("keeps a string's text as it is written", () => {
    expect(constantText(valueOfLocal("unicode"))).toBe("å\\u00e9 漢字 \\U0001F600");
    expect(constantText(valueOfLocal("nested"))).toBeUndefined();
  });
});
