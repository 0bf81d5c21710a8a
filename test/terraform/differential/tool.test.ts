import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataResource, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { expect, it } from "vitest";
import { PlainStack } from "../../../constructs/plain";
import { describeWith } from "../../support/requirements";
import { temporaryFolder } from "../support/temporary";
import { compareFolders, differential } from ".";

class Ordinary extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const data = new DataResource(this, "terraform_data.one", { input: { a: 1 } });
    new TerraformOutput(this, "one", { value: data.output });
  }
}

class Derived extends Ordinary {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new DataResource(this, "terraform_data.two", { input: { a: 2 } });
  }
}

class OfOurs extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { system: "ours", rootModule: "infra/terraform" });
    const file = this.file("data.tf");
    const name = file.variable("name", { type: "string", default: "nobody" });
    file.add(DataResource, "three", { input: { name: name.stringValue } });
    this.text("infra/terraform/notes.txt", { content: "notes\n" });
    this.tfvars("terraform.tfvars", { name: "somebody" });
    file.output("notes", { value: '${file("${path.module}/notes.txt")}' });
  }
}

function folder(text: string): string {
  const path = temporaryFolder("compared");
  writeFileSync(join(path, "main.tf"), text);
  return path;
}

describeWith(["terraform"], "the differential", () => {
  it("takes a class that extends cdktf's stack, and leaves it as it was", async () => {
    const { report, resources } = await differential(Derived);
    expect(report).toBe("");
    expect(resources).toBe(2);
    expect(Object.getPrototypeOf(Ordinary)).toBe(TerraformStack);
  });

  it("takes a class that extends plainform's stack, with files and values beside it", async () => {
    const { report, evidence } = await differential(OfOurs);
    expect(report).toBe("");
    expect(evidence[0]["variable value"]?.["var.name"]).toEqual({ value: "somebody" });
    expect(evidence[1]["planned output"]?.["output.notes"]).toMatchObject({ value: "notes\n" });
  });

  it("takes values of variables", async () => {
    const { report, evidence } = await differential(
      (stack) => {
        const size = new TerraformVariable(stack, "size", { type: "number" });
        new TerraformOutput(stack, "size_out", { value: size.value });
      },
      { variables: { size: "7" } },
    );
    expect(report).toBe("");
    expect(evidence[1]["planned output"]?.["output.size_out"]).toMatchObject({ value: 7 });
  });

  it("says of two folders what is different, and where", async () => {
    const common = 'resource "terraform_data" "a" {\n  input = "x"\n}\n';
    const first = folder(`${common}output "o" {\n  value = terraform_data.a.input\n}\n`);
    const second = folder(`${common}output "o" {\n  value     = "x"\n  sensitive = true\n}\n`);
    const { report, compared } = await compareFolders(
      { name: "by hand", path: first },
      { name: "emitted", path: second },
    );
    expect(compared).toBeGreaterThan(10);
    expect(report).toContain("output.o  sensitive  (planned output)\n  by hand  false\n  emitted  true");
    expect(report).toContain("output.o  expression.references  (configuration)");
    expect(report).not.toContain("terraform_data.a  values");
  });

  it("finds nothing between a folder and itself", async () => {
    const path = folder('resource "terraform_data" "a" {\n  input = "x"\n}\n');
    const { report } = await compareFolders({ name: "one", path }, { name: "other", path });
    expect(report).toBe("");
  });
});
