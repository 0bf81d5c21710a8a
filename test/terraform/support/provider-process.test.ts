import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../../support/requirements";
import { stopSharedProvider } from "./provider-process";
import { removeTemporaryFolder, temporaryFolder } from "./temporary";
import { Terraform } from "./terraform";

const OFFLINE = `skip_credentials_validation = true
  skip_requesting_account_id = true
  skip_metadata_api_check = true`;

describeWith(["terraform"], "an AWS provider for many commands", () => {
  const folder = temporaryFolder("provider");
  let terraform: Terraform;

  beforeAll(async () => {
    writeFileSync(
      join(folder, "main.tf"),
      `provider "aws" {
  region = "eu-west-1"
  ${OFFLINE}
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"
  ${OFFLINE}
}

data "aws_region" "here" {}

data "aws_region" "us" {
  provider = aws.us
}

output "regions" {
  value = [data.aws_region.here.name, data.aws_region.us.name]
}
`,
    );
    const initialised = new Terraform(folder);
    await initialised.init();
    terraform = await initialised.shareProvider();
  }, 120_000);

  afterAll(async () => {
    await stopSharedProvider();
    removeTemporaryFolder(folder);
  });

  test("has the configuration of each alias, also when they take turns", async () => {
    for (const region of ["us-east-1", "eu-north-1"]) {
      writeFileSync(
        join(folder, "us_override.tf"),
        `provider "aws" {\n  alias  = "us"\n  region = "${region}"\n}\n`,
      );
      const { output_changes: outputs } = await terraform.planJson(await terraform.plan());
      expect(outputs?.regions?.after).toEqual(["eu-west-1", region]);
    }
  });

  test("shows the types that the folder names, as they are then, and no others", async () => {
    const types = async (): Promise<readonly string[]> => {
      const { stdout } = await terraform.run(["providers", "schema", "-json"]);
      const [schemas] = Object.values(JSON.parse(stdout).provider_schemas) as Record<string, object>[];
      return [schemas?.resource_schemas ?? {}, schemas?.data_source_schemas ?? {}].flatMap(Object.keys);
    };
    expect(await types()).toEqual(["aws_region"]);
    writeFileSync(join(folder, "vpc.tf"), 'resource "aws_vpc" "main" {\n  cidr = "10.0.0.0/16"\n}\n');
    expect(await types()).toEqual(["aws_vpc", "aws_region", "aws_vpc"]);
    await expect(terraform.validate()).rejects.toThrow('An argument named "cidr" is not expected here');
  });
});
