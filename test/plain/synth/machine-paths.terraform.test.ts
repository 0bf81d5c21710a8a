import { renameSync } from "node:fs";
import { join } from "node:path";
import { App, Fn, TerraformOutput } from "cdktf";
import { expect, it } from "vitest";
import { PlainStack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { writeTree } from "../../../constructs/plain/tree";
import { describeWith } from "../../support/requirements";
import { temporaryFolder } from "../../terraform/support/temporary";
import { Terraform } from "../../terraform/support/terraform";

describeWith(["terraform"], "to the real Terraform, a path in the tree", () => {
  it("is right wherever the tree is", async () => {
    const [outdir, elsewhere] = [temporaryFolder("here"), temporaryFolder("there")];
    const app = new App({ outdir });
    const stack = new PlainStack(app, "system", { rootModule: "infra" });
    stack.text("scripts/boot.sh", { content: "echo hello\n", header: false });
    const path = join(outdir, "system/scripts/boot.sh");
    new TerraformOutput(stack, "text", { value: Fn.file(path) });
    new TerraformOutput(stack, "path", { value: path });
    writeTree(outdir, planApp(app).plan);
    renameSync(join(outdir, "system"), join(elsewhere, "moved"));
    const terraform = new Terraform(join(elsewhere, "moved/infra"));
    await terraform.init();
    await terraform.apply();
    expect(await terraform.outputs()).toEqual({ text: "echo hello\n", path: "./../scripts/boot.sh" });
  });
});
