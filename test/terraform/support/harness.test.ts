import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeInstancesCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { GetBucketTaggingCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWith } from "../../support/requirements";
import { awsClients, inventory, liveInstances } from "./aws";
import { cliConfigText } from "./cli-config";
import { CommandError, runCommand } from "./command";
import { SPOT_MACHINE } from "./fixtures/spot-machine";
import { withLock } from "./lock";
import { findMirror, mirrorHas } from "./mirror";
import { type Moto, startMoto } from "./moto";
import { plannedValues } from "./plan-json";
import { type Refusal, together } from "./refusals";
import { describeSystem } from "./system";
import { removeTemporaryFolder, temporaryFolder } from "./temporary";
import { Terraform } from "./terraform";
import { copyTree } from "./tree";

const folder = temporaryFolder("harness");
afterAll(() => removeTemporaryFolder(folder));

describe("a mirror", () => {
  const mirror = join(folder, "mirror");
  beforeAll(() => {
    mkdirSync(join(mirror, "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"), { recursive: true });
    mkdirSync(join(mirror, "registry.terraform.io/hashicorp/random"), { recursive: true });
    const packed = "registry.terraform.io/hashicorp/random/terraform-provider-random_3.6.1_linux_amd64.zip";
    writeFileSync(join(mirror, packed), "");
  });

  test("is where the environment says it is", () => {
    expect(findMirror({ PLAINFORM_PROVIDER_MIRROR: mirror })).toEqual({
      path: mirror,
      providers: ["hashicorp/aws", "hashicorp/random"],
    });
    expect(() => findMirror({ PLAINFORM_PROVIDER_MIRROR: folder })).toThrow("PLAINFORM_PROVIDER_MIRROR");
  });

  test("is asked for versions, packed or unpacked", () => {
    const found = { path: mirror, providers: ["hashicorp/aws", "hashicorp/random"] };
    expect(mirrorHas(found, "hashicorp/aws", 5, 100)).toBe(true);
    expect(mirrorHas(found, "hashicorp/aws", 6, 0)).toBe(false);
    expect(mirrorHas(found, "hashicorp/random", 3, 6)).toBe(true);
    expect(mirrorHas(found, "hashicorp/random", 3, 7)).toBe(false);
  });

  test("serves what lies in it and nothing else", () => {
    expect(
      cliConfigText([{ path: "/mirror", providers: ["hashicorp/aws"] }], undefined),
    ).toBe(`disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = "/mirror"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
    expect(cliConfigText([], undefined)).toBe("disable_checkpoint = true\n");
  });
});

describeWith(["sh"], "a command", () => {
  const run = (script: string, timeoutSeconds = 10) =>
    runCommand("sh", ["-c", script], { cwd: folder, env: process.env, timeoutSeconds });

  test("that fails says how, where and with what last words", async () => {
    const error = await run("echo one; echo two >&2; exit 3").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CommandError);
    expect((error as CommandError).exitCode).toBe(3);
    expect((error as CommandError).message).toContain(`exit code 3\n  in: ${folder}`);
    expect((error as CommandError).message).toContain("two");
  });

  test("that takes too long is ended with all that it started", async () => {
    const started = performance.now();
    await expect(run("sleep 30 & echo $! > child.pid; wait", 0.5)).rejects.toThrow("not done after 0.5 s");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("that does not exist is an error", async () => {
    const nothing = runCommand("no-such-program", [], { cwd: folder, env: {}, timeoutSeconds: 1 });
    await expect(nothing).rejects.toThrow("ENOENT");
  });
});

describe("a lock", () => {
  test("lets one in at a time, and the next one in after a failure", async () => {
    const lock = join(folder, "lock");
    const seen: string[] = [];
    const visit = (name: string) =>
      withLock(lock, 5, async () => {
        seen.push(`${name} in`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        seen.push(`${name} out`);
        if (name === "first") throw new Error("first failed");
      });
    const both = await Promise.allSettled([visit("first"), visit("second")]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(seen).toEqual(["first in", "first out", "second in", "second out"]);
  });
});

describe("refusals", () => {
  test("share a plan unless they share a variable, and none is lost", () => {
    const a: Refusal = [{ a: "" }, "a is wrong"];
    const b: Refusal = [{ b: "" }, "b is wrong"];
    const both: Refusal = [{ a: "1", b: undefined }, "b is missing"];
    const other: Refusal = [{ a: "2" }, "a is wrong"];
    const c: Refusal = [{ c: "" }, "c is wrong"];
    expect(together([a, b, both, other, c])).toEqual([[a, b, c], [both], [other]]);
  });
});

describe("a copied tree", () => {
  test("has the overrides with their reasons, and nothing that Terraform or its user left", () => {
    const source = join(folder, "source");
    mkdirSync(join(source, "terraform/.terraform"), { recursive: true });
    writeFileSync(join(source, "terraform/main.tf"), "");
    writeFileSync(join(source, "terraform/terraform.tfstate"), "{}");
    writeFileSync(join(source, "terraform/terraform.tfvars"), 'region = "eu-west-3"\n');
    writeFileSync(join(source, "terraform/more.auto.tfvars"), "# Generated by us\n");
    const copy = copyTree(source, "terraform", [{ content: "locals {}", reason: "because" }]);
    expect(readdirSync(copy.root).sort()).toEqual(["main.tf", "more.auto.tfvars", "zz_0_override.tf"]);
    copy.remove();
    expect(existsSync(copy.dir)).toBe(false);
    expect(() => copyTree(source, "infra")).toThrow("npm run synth");
  });
});

describeWith(["terraform"], "hashicorp/random, the real one or the stand-in", () => {
  const dir = join(folder, "random");
  const temporary = join(folder, "t");
  const terraform = new Terraform(dir, { env: { TMPDIR: temporary } });
  const config = (length: number) => `
terraform {
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }
}

resource "random_id" "suffix" {
  byte_length = 4
  prefix      = "x-"
}

resource "random_string" "name" {
  length  = ${length}
  upper   = false
  special = false
}

resource "random_password" "secret" {
  length      = 20
  min_special = 3
}

resource "random_integer" "port" {
  min = 5
  max = 9
}

resource "random_uuid" "id" {
}

resource "random_pet" "pet" {
  keepers = { length = ${length} }
}

output "hex" {
  value = random_id.suffix.hex
}

output "name" {
  value = random_string.name.result
}

output "secret" {
  value     = random_password.secret.result
  sensitive = true
}

output "port" {
  value = random_integer.port.result
}

output "pet" {
  value = random_pet.pet.id
}
`;

  test("keeps a value until an input of it changes", { timeout: 120_000 }, async () => {
    mkdirSync(dir);
    mkdirSync(temporary);
    writeFileSync(join(dir, "main.tf"), config(8));
    await terraform.init();
    await terraform.apply();
    const first = await terraform.outputs();
    expect(first.hex).toMatch(/^x-[0-9a-f]{8}$/);
    expect(first.name).toMatch(/^[0-9a-z]{8}$/);
    expect(first.secret).toHaveLength(20);
    expect(first.port).toBeGreaterThanOrEqual(5);
    await terraform.expectNoChanges();

    writeFileSync(join(dir, "main.tf"), config(9));
    const plan = await terraform.planJson(await terraform.plan());
    const replaced = plan.resource_changes?.filter(({ change }) => change.actions.includes("delete")) ?? [];
    expect(replaced.map(({ address }) => address).sort()).toEqual(["random_pet.pet", "random_string.name"]);
    await terraform.apply();
    const second = await terraform.outputs();
    expect(second.hex).toBe(first.hex);
    expect(second.name).toMatch(/^[0-9a-z]{9}$/);
    await terraform.destroy();
    // A folder of its own: other tests start Terraform, with other providers, at the same time.
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describeWith(["moto"], "the fake AWS", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  const image = "ami-0a2204000000a0064";

  test("fails at once and says why where it knows no answer", async () => {
    const { ec2 } = awsClients(moto.endpoint, "us-east-1");
    const { DescribeTrunkInterfaceAssociationsCommand } = await import("@aws-sdk/client-ec2");
    await expect(ec2.send(new DescribeTrunkInterfaceAssociationsCommand({}))).rejects.toThrow(
      "not been implemented",
    );
    expect(await moto.errors()).toEqual([expect.stringContaining("ec2:DescribeTrunkInterfaceAssociations")]);
    await moto.reset();
    expect(await moto.log()).toEqual([]);
  });

  test("refuses what AWS refuses", async () => {
    const { ec2 } = awsClients(moto.endpoint, "us-east-1");
    const one = { ImageId: image, MinCount: 1, MaxCount: 1 };
    const wrong = [
      [{ InstanceType: "t4g.small" }, "does not match the architecture"],
      [{ InstanceType: "t3.small", KeyName: "nobody" }, "The key pair 'nobody' does not exist"],
      [
        {
          InstanceType: "t3.small",
          InstanceMarketOptions: { MarketType: "spot", SpotOptions: { SpotInstanceType: "persistent" } },
        },
        "interruption behavior",
      ],
    ] as const;
    for (const [options, message] of wrong) {
      await expect(ec2.send(new RunInstancesCommand({ ...one, ...options }))).rejects.toThrow(message);
    }
    expect(await liveInstances(awsClients(moto.endpoint, "us-east-1"))).toEqual([]);
  });

  test("relaunches a persistent Spot Instance that is terminated while its request is open", async () => {
    const aws = awsClients(moto.endpoint, "us-east-1");
    const SpotOptions = { SpotInstanceType: "persistent", InstanceInterruptionBehavior: "stop" } as const;
    const { Instances = [] } = await aws.ec2.send(
      new RunInstancesCommand({
        ImageId: image,
        InstanceType: "c5.metal",
        MinCount: 1,
        MaxCount: 1,
        InstanceMarketOptions: { MarketType: "spot", SpotOptions },
      }),
    );
    const id = Instances[0]?.InstanceId ?? "";
    await aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    const live = await liveInstances(aws);
    expect(live).toHaveLength(1);
    expect(live[0]?.InstanceId).not.toBe(id);
    expect(await moto.errors()).toEqual([
      expect.stringContaining(`${id} was terminated while its persistent Spot`),
    ]);
  });

  test("ends when it is told to", async () => {
    const other = await startMoto();
    await other.stop();
    await expect(other.log()).rejects.toThrow();
  });
});

const tree = join(folder, "spot-machine");
mkdirSync(join(tree, "terraform"), { recursive: true });
writeFileSync(join(tree, "terraform", "main.tf"), SPOT_MACHINE);

describeSystem({
  name: "spot-machine",
  tree,
  rootModule: "terraform",
  variables: { key_name: "operator" },
  keyPairs: ["operator"],
  overrides: [
    {
      content: 'resource "aws_s3_bucket" "images" {\n  tags = { Override = "seen" }\n}',
      reason: "shows that an override reaches Terraform",
    },
  ],
  checkPlan: (plan) => {
    const { instance_type } = plannedValues(plan, "aws_instance.machine");
    expect(instance_type).toBe("c5.metal");
  },
  checkResources: async ({ aws, outputs, moto }) => {
    const { Reservations = [] } = await aws.ec2.send(
      new DescribeInstancesCommand({ InstanceIds: [String(outputs.instance_id)] }),
    );
    const machine = Reservations[0]?.Instances?.[0];
    expect(machine?.PublicIpAddress).toBe(outputs.public_ip);
    expect(machine?.InstanceLifecycle).toBe("spot");
    expect(machine?.IamInstanceProfile?.Arn).toContain("instance-profile/");
    const tags = await aws.s3.send(new GetBucketTaggingCommand({ Bucket: String(outputs.bucket) }));
    expect(tags.TagSet).toEqual([{ Key: "Override", Value: "seen" }]);
    expect(outputs.zones).toEqual(["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1f"]);
    expect(await moto.calls("RunInstances")).toHaveLength(1);
    expect((await inventory(aws)).filter((line) => line.startsWith("s3 bucket"))).toHaveLength(1);
  },
  stopAndStart: {},
  beforeDestroy: async ({ aws, outputs }) => {
    const Bucket = String(outputs.bucket);
    await aws.s3.send(new PutObjectCommand({ Bucket, Key: "vmlinux.bin", Body: "image" }));
  },
  afterDestroy: async ({ moto, outputs }) => {
    const calls = await moto.calls("CancelSpotInstanceRequests", "TerminateInstances");
    expect(calls.map(({ action }) => action)).toEqual(["CancelSpotInstanceRequests", "TerminateInstances"]);
    expect(calls[1]?.parameters["InstanceId.1"]).toBe(outputs.instance_id);
  },
  variants: [
    {
      name: "with a bucket name of its own",
      variables: { bucket: "chosen" },
      planOnly: true,
      checkPlan: (plan) => expect(plannedValues(plan, "aws_s3_bucket.images").bucket).toBe("chosen"),
    },
  ],
});
