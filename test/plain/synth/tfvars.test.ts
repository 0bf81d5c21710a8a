import { TerraformVariable, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { filesOf, problemsOf } from "../support/synth";

const variables = (stack: Parameters<Parameters<typeof filesOf>[0]>[0]): TerraformVariable[] =>
  ["name", "tags", "ports"].map((name) => new TerraformVariable(stack, name, { type: "any" }));

describe("a file of variable values", () => {
  it("holds them in the author's order, below a header, aligned and commented", () => {
    const files = filesOf((stack) => {
      variables(stack);
      stack.tfvars(
        "terraform.tfvars.example",
        { ports: [22, 0], name: "x", tags: { Name: "a" } },
        { name: "Who" },
      );
    });
    expect(files["terraform.tfvars.example"]).toMatch(
      /^# Generated [^\n]*\n\nports = \[22, 0\]\n# Who\nname = "x"\ntags = \{\n {2}Name = "a"\n\}\n$/,
    );
  });

  it("holds text as it is: what looks like an interpolation is none", () => {
    const files = filesOf((stack) => {
      variables(stack);
      stack.tfvars("terraform.tfvars", { name: '${HOME} "x"' });
    });
    expect(files["terraform.tfvars"]).toContain('name = "$${HOME} \\"x\\""\n');
  });

  it("must not name what is no variable", () => {
    const found = problemsOf((stack) => {
      variables(stack);
      stack.tfvars("terraform.tfvars", { nmae: "x", name: "y" });
    });
    expect(found).toEqual([
      {
        at: "system/terraform.tfvars",
        what: "a value is given for a variable that is not declared",
        got: "nmae",
        expected: "one of name, tags, ports",
        fix: "declare the variable, or leave the value out",
      },
    ]);
  });

  it("must not hold references, and each is reported", () => {
    const found = problemsOf((stack) => {
      const [name] = variables(stack);
      stack.tfvars("terraform.tfvars", {
        tags: { Name: `<${Token.asString(name?.value)}>` },
        ports: [name?.numberValue],
        name: name?.value,
        unknown: 1,
      });
    });
    expect(found.map(({ at, what, got }) => ({ at, what, got }))).toEqual([
      {
        at: "system/terraform.tfvars",
        what: "a value is given for a variable that is not declared",
        got: "unknown",
      },
      ...['"<${var.name}>"', "var.name"].map((got) => ({
        at: "system/terraform.tfvars",
        what: "a value that has to be constant refers to something",
        got,
      })),
    ]);
  });

  it("must have a name that Terraform knows, used once", () => {
    const messages = ["values.txt", "../x.tfvars", "a.tfvars"].map((fileName) =>
      message(() =>
        filesOf((stack) => {
          stack.tfvars("a.tfvars", {});
          stack.tfvars(fileName, {});
        }),
      ),
    );
    for (const text of messages) expect(text).toContain("not a free name for a file of variable values");
  });
});

function message(action: () => unknown): string {
  try {
    action();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
