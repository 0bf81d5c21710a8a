import { createRequire } from "node:module";
import { TerraformProvider, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { asAttribute } from "../../../constructs/plain";
import { blocksOf, problemsOf } from "../support/synth";

type Class = new (scope: Construct, id: string, config: object) => TerraformResource;

/** As a package of bindings lies in node_modules: compiled, with declarations beside it. */
const load = createRequire(__filename);
const classOf = (name: string): Class => {
  const folder = `./fixtures/provider-garden/lib/${name.toLowerCase()}/index.js`;
  return (load(folder) as Record<string, Class>)[name] as Class;
};

class Garden extends TerraformProvider {
  constructor(scope: Construct) {
    super(scope, "garden", {
      terraformResourceType: "garden",
      terraformProviderSource: "garden/garden",
      terraformGeneratorMetadata: { providerName: "garden", providerVersionConstraint: "~> 3.0" },
    });
  }
}

const printed = (name: string, config: object): string =>
  blocksOf((stack) => {
    new Garden(stack);
    new (classOf(name))(stack, "one", config);
  });
const added = (name: string, config: object): string =>
  blocksOf((stack) => {
    new Garden(stack);
    stack.file("main.tf").add(classOf(name), "one", config);
  });
const problems = (name: string, config: object, change?: (one: TerraformResource) => void) =>
  problemsOf((stack) => {
    new Garden(stack);
    const one = new (classOf(name))(stack, "one", config);
    change?.(one);
  });

describe("what a generated class calls a block", () => {
  it("is an attribute where its declarations do not say block, at every depth", () => {
    expect(printed("Plot", { name: "a", soil: { kind: "clay", layers: [{ kind: "sand" }] } })).toBe(
      [
        'resource "garden_plot" "one" {',
        '  name = "a"',
        "  soil = {",
        '    kind = "clay"',
        "    layers = [",
        "      {",
        '        kind = "sand"',
        "      },",
        "    ]",
        "  }",
        "}",
        "",
      ].join("\n"),
    );
    expect(printed("Plot", { rows: [{ kind: "peas" }] })).toMatch(/rows = \[\n/);
    expect(printed("Plot", { harvests: { bean: { kind: "bush" } } })).toMatch(/harvests = \{\n {4}bean = \{/);
  });

  it("is a block where they do", () => {
    expect(printed("Plot", { fence: { kind: "willow" } })).toContain('  fence {\n    kind = "willow"\n  }');
  });

  it("is a block all the way down where they have no type for it", () => {
    expect(printed("Plot", { anything: { deep: { deeper: 1 } } })).toContain(
      "  anything {\n    deep {\n      deeper = 1\n    }\n  }",
    );
  });

  it("takes both syntaxes where it is a list of objects: blocks, and an empty list", () => {
    expect(printed("Plot", { paths: [{ kind: "gravel" }] })).toContain('  paths {\n    kind = "gravel"\n  }');
    expect(printed("Plot", { paths: [] })).toContain("  paths = []");
  });

  it("keeps the author's order of keys within a nested attribute", () => {
    expect(added("Plot", { soil: { layers: [{ kind: "sand" }], kind: "clay" } })).toMatch(
      /layers[\s\S]*clay/,
    );
  });

  it("is read from the declarations alone where the class is too old to have types", () => {
    expect(printed("Bed", { soil: "loam", plants: [{ kind: "pea" }, { kind: "bean" }] })).toBe(
      [
        'resource "garden_bed" "one" {',
        '  soil = "loam"',
        "",
        "  plants {",
        '    kind = "pea"',
        "  }",
        "",
        "  plants {",
        '    kind = "bean"',
        "  }",
        "}",
        "",
      ].join("\n"),
    );
  });
});

describe("a generated class without its declarations", () => {
  it("is refused where something in it may be a block or an attribute", () => {
    expect(problems("Shed", { name: "a", soil: { kind: "clay" } })).toEqual([
      {
        at: "system/one",
        what: "soil may be a nested block or an attribute, and nothing here can tell",
        got: "the class of garden_shed, without its index.d.ts",
        expected: "the bindings as they are installed: only their declarations say it",
        fix: 'run where they are in node_modules, or say it: addOverride("soil", asBlock({ … })) or asAttribute(…)',
      },
    ]);
  });

  it("is printed where nothing in it can be a block, or where the author says what it is", () => {
    expect(problems("Shed", { name: "a" })).toEqual([]);
    const said = (one: TerraformResource): void => one.addOverride("soil", asAttribute({ kind: "clay" }));
    expect(problems("Shed", {}, said)).toEqual([]);
  });

  it("is refused where it is too old to say anything, with the package to take", () => {
    expect(problems("Cellar", { soil: "loam" })).toEqual([
      {
        at: "system/one",
        what: "the bindings of this class are too old to say what is a nested block",
        got: "@cdktf/provider-garden for garden 1.0.0, without its index.d.ts",
        expected: "bindings that cdktf 0.20 or later has generated",
        fix: "npm install @cdktf/provider-garden@latest",
      },
    ]);
  });
});
