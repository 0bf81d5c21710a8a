import { describe, expect, it } from "vitest";
import { planApp } from "../../constructs/plain/synth/plan";
import { DEV } from "../../stacks/dalston/environments/dev";
import { DalstonEnvironment, type EnvironmentProps } from "../../stacks/dalston/environments/main";
import { withApp } from "../plain/support/synth";

const ENVIRONMENTS = "dalston/infra/terraform/environments";

function filesOf(environments: Readonly<Record<string, EnvironmentProps>>): ReadonlyMap<string, string> {
  return withApp((app) => {
    for (const [name, props] of Object.entries(environments)) new DalstonEnvironment(app, name, props);
    return new Map(planApp(app).plan.files.map(({ path, content }) => [path, String(content)]));
  });
}

const PROD: EnvironmentProps = {
  name: "dalston-prod",
  values: { ...DEV.values, region: "eu-west-1", availability_zone: "eu-west-1a", data_volume_size: 200 },
  state: { bucket: "dalston-state", key: "prod/terraform.tfstate", region: "eu-west-1" },
};

describe("Dalston's environments", () => {
  it("are a line each: prod shares the modules, the scripts and the compose file with dev", () => {
    const dev = filesOf({ dev: DEV });
    const both = filesOf({ dev: DEV, prod: PROD });
    const added = [...both.keys()].filter((path) => !dev.has(path));
    expect(added).toEqual([
      ...["README.md", "main.tf", "outputs.tf", "terraform.tfvars", "variables.tf"].map(
        (file) => `${ENVIRONMENTS}/prod/${file}`,
      ),
      "stacks/dalston-prod/metadata.json",
    ]);
    for (const [path, content] of dev) if (path !== "manifest.json") expect(both.get(path)).toBe(content);
    expect(both.get(`${ENVIRONMENTS}/prod/main.tf`)).toContain('Environment = "prod"');
    expect(both.get(`${ENVIRONMENTS}/prod/terraform.tfvars`)).toMatch(/^data_volume_size +=\s200$/m);
    // Side by side in one account, one ~/.zshrc and one Parameter Store.
    expect(both.get(`${ENVIRONMENTS}/prod/outputs.tf`)).toContain("alias dalston-prod-up=");
    expect(both.get(`${ENVIRONMENTS}/prod/outputs.tf`)).not.toContain("alias dalston-up=");
    expect(both.get(`${ENVIRONMENTS}/prod/main.tf`)).toContain('"/dalston-prod/${each.key}"');
    expect(both.get(`${ENVIRONMENTS}/prod/main.tf`)).not.toMatch(
      /(name|parameters) += "\/?dalston["/]|"dalston-artifacts/,
    );
  });

  it("are each by themselves: nothing of prod's speaks of dev", () => {
    const files = [...filesOf({ dev: DEV, prod: PROD })].filter(([path]) =>
      path.startsWith(`${ENVIRONMENTS}/prod/`),
    );
    const ofDev = files.flatMap(([path, text]) =>
      text
        // Devices, and the file that the values of PROD stand in.
        .replaceAll(/\/dev\/\w+|environments\/dev\.ts/g, "")
        .split("\n")
        .filter((line) =>
          /\bdev\b|eu-west-2|(?<![-\w/.])dalston-(up|down|status|artifacts|ec2-role)\b/.test(line),
        )
        .map((line) => `${path}: ${line}`),
    );
    expect(ofDev).toEqual([]);
    const readme = new Map(files).get(`${ENVIRONMENTS}/prod/README.md`) ?? "";
    for (const words of [
      "cd infra/terraform/environments/prod\nexport AWS_REGION=eu-west-1\n",
      "│   │   └── prod/",
      "| `dalston-prod-up` ",
      "`/dalston-prod/*`",
      "The state is in S3: `prod/terraform.tfstate` in the bucket `dalston-state`, in eu-west-1",
    ])
      expect(readme).toContain(words);
    expect(readme).not.toContain("-migrate-state");
  });

  it("keep their state in a local file until one option says S3, locked without a table", () => {
    const files = filesOf({ dev: DEV, prod: PROD });
    expect(files.get(`${ENVIRONMENTS}/dev/main.tf`)).not.toContain("backend");
    expect(files.get(`${ENVIRONMENTS}/prod/main.tf`)).toContain(`
  backend "s3" {
    bucket       = "dalston-state"
    key          = "prod/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
`);
  });
});
