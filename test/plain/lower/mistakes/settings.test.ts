import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  CloudBackend,
  DataResource,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  RemoteBackend,
  S3Backend,
  TerraformOutput,
} from "cdktf";
import { describe, expect, it } from "vitest";
import type { PlainStackProps } from "../../../../constructs/plain";
import { type Build, blocksOf, filesOf, problemsOf } from "../../support/synth";

const settings = (build: Build, props: PlainStackProps = {}): string =>
  (filesOf(build, props)["terraform.tf"] ?? "").replace(/^# Generated .*\n\n/, "");

const aws = (stack: Parameters<Build>[0]): void => {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
};

describe("the terraform block", () => {
  it("names the required version, and nothing that nobody declared", () => {
    expect(settings(() => undefined, { requiredVersion: ">= 1.9, < 2.0" })).toBe(
      'terraform {\n  required_version = ">= 1.9, < 2.0"\n}\n',
    );
  });

  it("names the version that an override asks for", () => {
    expect(settings((stack) => stack.addOverride("terraform.required_version", "~> 1.11"))).toBe(
      'terraform {\n  required_version = "~> 1.11"\n}\n',
    );
  });

  it("requires providers by their whole source, with an upper bound", () => {
    expect(settings(aws)).toBe(`terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}
`);
  });

  it("requires the version of a provider that the stack asks for", () => {
    expect(settings(aws, { requiredProviders: { aws: "~> 5.90, != 5.95.0" } })).toContain(
      'version = "~> 5.90, != 5.95.0"',
    );
  });

  it("holds a declared backend as a block of constants, falsy ones included", () => {
    const text = settings((stack) => {
      const state = { bucket: "state", key: "terraform.tfstate", region: "eu-west-1", encrypt: false };
      new S3Backend(stack, state).addOverride("use_lockfile", true);
    });
    expect(text).toBe(`terraform {
  required_version = ">= 1.5"

  backend "s3" {
    bucket       = "state"
    key          = "terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = false
    use_lockfile = true
  }
}
`);
  });

  it("holds a local backend with the path as it was given", () => {
    const text = settings((stack) => {
      new LocalBackend(stack, { path: "terraform.tfstate" });
    });
    expect(text).toContain('  backend "local" {\n    path = "terraform.tfstate"\n  }\n');
  });

  it("holds a local backend without a path as one without a path", () => {
    const text = settings((stack) => {
      new LocalBackend(stack);
    });
    expect(text).toContain('  backend "local" {}\n');
  });

  it("holds Terraform Cloud's settings", () => {
    const text = settings((stack) => {
      new CloudBackend(stack, { organization: "plain", workspaces: new NamedCloudWorkspace("main") });
    });
    expect(text).toContain('  cloud {\n    organization = "plain"\n');
    expect(text).toContain('    workspaces {\n      name = "main"\n    }\n');
  });

  it("holds the workspaces of a remote backend as a block", () => {
    const text = settings((stack) => {
      new RemoteBackend(stack, { organization: "plain", workspaces: new NamedRemoteWorkspace("main") });
    });
    expect(text).toContain('  backend "remote" {\n    organization = "plain"\n');
    expect(text).toContain('    workspaces {\n      name = "main"\n    }\n');
  });

  it("must not be given a version of a provider that is not used", () => {
    expect(problemsOf(() => undefined, { requiredProviders: { aws: "~> 5.0" } })).toMatchObject([
      { at: "system", what: "a version is required of a provider that nothing here uses", got: "aws" },
    ]);
  });
});

describe("a provider", () => {
  it("without arguments is only required", () => {
    const text = blocksOf((stack) => {
      new AwsProvider(stack, "aws", {});
      new Vpc(stack, "aws_vpc.main", {});
    });
    expect(text).toBe('resource "aws_vpc" "main" {}\n');
  });

  it("keeps false in its configuration, and the keys of its maps", () => {
    const text = blocksOf((stack) => {
      new AwsProvider(stack, "aws", {
        region: "eu-west-1",
        skipRegionValidation: false,
        defaultTags: [{ tags: { costCentre: "a", "aws:x": "y" } }],
        alias: "west",
      });
    });
    expect(text).toBe(`provider "aws" {
  alias = "west"

  region                 = "eu-west-1"
  skip_region_validation = false

  default_tags {
    tags = {
      costCentre = "a"
      "aws:x"    = "y"
    }
  }
}
`);
  });
});

describe("a file", () => {
  it("ends in exactly one new line, in a stack of nothing, too", () => {
    const files = filesOf((stack) => {
      stack.file("empty.tf");
      new TerraformOutput(stack, "x", { value: 1 });
    });
    expect(Object.keys(files)).toEqual(["empty.tf", "outputs.tf", "terraform.tf"]);
    for (const text of Object.values(files)) expect(text).toMatch(/[^\n]\n$/);
  });

  it("holds no trace of construct paths, dates or machines", () => {
    const files = filesOf((stack) => {
      new DataResource(stack, "terraform_data.main", { input: { a: "1" } });
      new LocalBackend(stack);
    });
    // The first line names the command that writes the file, by default cdktf's.
    for (const text of Object.values(files))
      expect(text.replace('("cdktf synth")', "")).not.toMatch(/"\/\/"|metadata|uniqueId|20\d\d-|\/tmp|cdktf/);
  });
});
