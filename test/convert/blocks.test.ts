import { describe, expect, it } from "vitest";
import { converted, NETWORK, problemsOf } from "./support";

describe("what stands in its usual form", () => {
  it("is a provider whose source Terraform took for granted", () => {
    const required_providers = {
      x: "~> 1.0",
      y: { version: "2.0.0" },
      z: { source: "registry.terraform.io/a/z" },
    };
    const { text } = converted({ web: { terraform: { required_providers } } });
    expect(text("web/terraform.tf")).toMatch(/x = \{\n +source += "hashicorp\/x"\n +version = "~> 1.0"\n/);
    expect(text("web/terraform.tf")).toMatch(/y = \{\n +source += "hashicorp\/y"\n +version = "2.0.0"\n/);
    expect(text("web/terraform.tf")).toMatch(/z = \{\n +source = "a\/z"\n/);
  });

  it("are variables, the required ones first", () => {
    const variable = {
      a: { default: 1 },
      b: { type: "string" },
      c: { default: null },
      d: { type: "number" },
    };
    const names = [
      ...converted({ web: { variable } })
        .text("web/variables.tf")
        .matchAll(/"(\w)"/g),
    ];
    expect(names.map(([, name]) => name)).toEqual(["b", "d", "a", "c"]);
  });
});

describe("what is a block", () => {
  it("is said by the schema: blocks, objects, lists of objects that take block syntax", () => {
    const { text } = converted({ web: NETWORK });
    const main = text("web/main.tf");
    expect(main).toContain("  part {\n    size = 1\n  }");
    expect(main).toContain("  rules {\n    port = 80\n  }");
    expect(main).toMatch(/limits = \{\n\s+size = 2\n\s+\}/);
  });

  it("is written wherever a list stands for one, as other tools write it", () => {
    const { text } = converted({
      web: {
        check: [{ health: [{ data: [{ x_net: [{ live: [{ name: "a" }] }] }], assert: [] }] }],
        resource: [{ x_net: [{ a: [{ lifecycle: [{ prevent_destroy: true }] }] }] }],
      },
    });
    expect(text("web/main.tf")).toContain('  data "x_net" "live" {\n    name = "a"\n  }');
    expect(text("web/main.tf")).toContain("  lifecycle {\n    prevent_destroy = true\n  }");
  });

  it("is not guessed for an argument that the provider does not have: an error, with what was meant", () => {
    const [problem] = problemsOf({ resource: { x_net: { a: { nam: "a" } } } });
    expect(problem).toMatchObject({
      at: expect.stringContaining("x_net.a"),
      got: "nam",
      fix: "did you mean name?",
    });
  });

  it("nor for a type that it does not have", () => {
    const [problem] = problemsOf({ resource: { x_nat: { a: {} } } });
    expect(problem).toMatchObject({ what: "the provider x knows no resource of this type", got: "x_nat" });
  });
});

it("text that JavaScript once made of a missing value is kept: it is what the state has", () => {
  const { text } = converted({ web: { resource: { x_net: { a: { name: "undefined.undefined" } } } } });
  expect(text("web/main.tf")).toContain('name = "undefined.undefined"');
});
