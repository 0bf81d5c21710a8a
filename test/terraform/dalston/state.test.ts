import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { it } from "vitest";
import { planApp } from "../../../constructs/plain/synth/plan";
import { DEV } from "../../../stacks/dalston/environments/dev";
import { DalstonEnvironment } from "../../../stacks/dalston/environments/main";
import { withApp } from "../../plain/support/synth";
import { describeWith } from "../../support/requirements";
import { temporaryFolder } from "../support/temporary";
import { Terraform } from "../support/terraform";

describeWith(["terraform"], "dalston with its state in S3", () => {
  it("is formatted and valid", { timeout: 120_000 }, async () => {
    const state = { bucket: "dalston-state", key: "prod/terraform.tfstate", region: "eu-west-1" };
    const files = withApp((app) => {
      new DalstonEnvironment(app, "prod", { ...DEV, name: "dalston-prod", state });
      return planApp(app).plan.files;
    });
    const folder = temporaryFolder("dalston");
    for (const { path, content } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const terraform = new Terraform(join(folder, "dalston/infra/terraform/environments/prod"));
    await terraform.fmtCheck();
    await terraform.run(["init", "-backend=false", "-input=false", "-no-color"]);
    await terraform.validate();
  });
});
