import { describe, expect, it } from "vitest";
import { converted, type Json, STACK } from "./support";

describe("stacks that read each other's state", () => {
  const reader: Json = {
    data: {
      terraform_remote_state: {
        "cross-stack-reference-input-net": {
          backend: "local",
          config: { path: "/home/me/app/terraform.net.tfstate" },
        },
      },
    },
    output: {
      id: {
        value:
          "${data.terraform_remote_state.cross-stack-reference-input-net.outputs.cross-stack-output-x_netaname}",
      },
    },
  };
  const net: Json = {
    "//": { metadata: { stackName: "net" } },
    terraform: {
      ...(STACK.terraform as Json),
      backend: { local: { path: "/home/me/app/terraform.net.tfstate" } },
    },
    resource: { x_net: { a: { name: "a" } } },
    output: { "cross-stack-output-x_netaname": { value: "${x_net.a.name}", sensitive: true } },
  };

  it("follow the new names of its outputs, by a path within the trees", () => {
    const { text, stacks } = converted({ web: reader, net });
    expect(stacks.map(({ stack }) => stack.name)).toEqual(["net", "web"]);
    expect(text("net/outputs.tf")).toContain('output "a_net_name" {');
    expect(text("web/main.tf")).toContain('path = "${path.module}/../net/terraform.tfstate"');
    expect(text("web/outputs.tf")).toMatch(/\.outputs\.a_net_name$/m);
    expect(text("net/terraform.tf")).not.toContain("backend");
    expect(text("CONVERSION.md")).toContain("Roll out in this order");
  });

  it("call the data source as what it reads", () => {
    expect(converted({ web: reader, net }).text("web/main.tf")).toContain(
      'data "terraform_remote_state" "net" {',
    );
  });

  it("are found where their state was on Windows", () => {
    const onWindows = (configuration: Json): Json =>
      JSON.parse(JSON.stringify(configuration).replaceAll("/home/me/app/", "D:\\\\app\\\\")) as Json;
    const { text } = converted({ web: onWindows(reader), net: onWindows(net) });
    expect(text("web/main.tf")).toContain('path = "${path.module}/../net/terraform.tfstate"');
    expect(text("net/terraform.tf")).not.toContain("backend");
  });

  it("are told where the state was, from the report's own folder", () => {
    const { text } = converted({ web: reader, net });
    expect(text("CONVERSION.md")).toContain("\ncp ../terraform.net.tfstate net/terraform.tfstate\n");
    expect(text("CONVERSION.md")).toContain("\nplainform verify net\n");
  });

  it("are said to be verified after what they read was applied", () => {
    const { text } = converted({ web: reader, net });
    const [, report] = text("CONVERSION.md").split("\n## web\n");
    expect(report).toContain("It reads the outputs of `net` by their new names");
    expect(report).toContain("`verify` of this stack waits for it.");
  });

  it.each([
    ["by a name that is computed", '${lookup(ADDRESS.outputs, "cross-stack-output-x_netaname", null)}'],
    ["as a whole", "${ADDRESS.outputs}"],
    ["by a name from a variable", "${ADDRESS.outputs[var.which]}"],
  ])("leave the outputs their names, where one reads them %s", (_how, template) => {
    const value = template.replace("ADDRESS", "data.terraform_remote_state.cross-stack-reference-input-net");
    const { text } = converted({ web: { ...reader, output: { whole: { value } } }, net });
    expect(text("net/outputs.tf")).toContain('output "cross-stack-output-x_netaname" {');
    expect(text("web/outputs.tf")).toContain(value.slice(2, -1).replace(/cross-stack-reference-input-/, ""));
    expect(text("CONVERSION.md")).toContain("The outputs keep their names: `web` reads them");
  });

  it("keep the names with --keep-interface", () => {
    const { text } = converted({ web: reader, net }, { keepInterface: true });
    expect(text("web/outputs.tf")).toMatch(/\.outputs\.cross-stack-output-x_netaname$/m);
  });
});
