import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeInstanceAttributeCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeVolumesCommand,
} from "@aws-sdk/client-ec2";
import {
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { SERVICES } from "../../stacks/dalston/host";
import { callJson } from "./support/api";
import { describeInstance } from "./support/aws";
import { cdktfDiff } from "./support/cdktf";
import { plannedValues } from "./support/plan-json";
import type { Refusal } from "./support/refusals";
import { type Applied, describeSystem } from "./support/system";
import type { Override } from "./support/tree";

const ROOT = "infra/terraform/environments/dev";
const MODULE = "../../modules/ec2-dalston";

const destroyable: Override = {
  module: MODULE,
  content: `
resource "aws_ebs_volume" "data" {
  lifecycle {
    prevent_destroy = false
  }
}`,
  reason: "The committed tree refuses to destroy the data volume; the test has to clean up.",
};

const REFUSED: readonly Refusal[] = [
  [{ data_volume_size: "0" }, "The data volume must have 10 to 16384 GiB."],
  [{ root_volume_size: "0" }, "The root volume must have 20 to 16384 GiB."],
  [{ ssh_temporary_cidrs: '["anywhere"]' }, "IPv4 network in CIDR notation"],
  [{ ssh_temporary_cidrs: '["203.0.113.7/24"]' }, "A network must begin at its first address"],
  [{ ssh_temporary_cidrs: '["0.0.0.0/1"]' }, "An entry must not let everybody in"],
  [{ ssh_temporary_cidrs: '["2001:db8::/32"]' }, "IPv4 network in CIDR notation"],
  [{ artifacts_bucket: "a..b" }, "no two dots in a row"],
  [{ artifacts_bucket: "" }, "A bucket name has 3 to 63"],
  [{ repository_url: "https://me:token@example.com/dalston.git" }, "without credentials in it"],
  [{ repository_url: "https://example.com/$(id).git" }, "without credentials in it"],
  [{ repository_revision: "-x" }, "A revision starts with a letter or digit"],
  [{ repository_revision: "v1..v2" }, "A revision starts with a letter or digit"],
  [{ repository_revision: "075d4bf2" }, "A commit is named by all its 40 digits"],
  [{ services: "[]" }, "Name at least one service"],
  [{ services: '["redis", "--build"]' }, "Name at least one service"],
  [{ job_retention_days: "0" }, "Jobs are kept for a whole number of days"],
  [{ instance_type: "t4g.xlarge" }, "is not an x86_64 type"],
  [{ instance_type: "t3.huge" }, "t3.huge"],
  [{ gpu_enabled: "true" }, "has no GPU"],
  [{ availability_zone: "us-east-1a" }, "eu-west-2 has no default subnet in us-east-1a"],
];

describeSystem({
  name: "dalston",
  rootModule: ROOT,
  region: "eu-west-2",
  // terraform.tfvars says everything, as the document's bare `terraform apply` wants it.
  variables: {},
  overrides: [destroyable],
  checkPlan: (plan) => {
    const host = plannedValues(plan, "module.ec2_dalston.aws_instance.dalston");
    expect(host).toMatchObject({
      // Containers on the host are one hop further away.
      metadata_options: [{ http_tokens: "required", http_put_response_hop_limit: 2 }],
      root_block_device: [{ volume_type: "gp3", encrypted: true }],
      ebs_optimized: true,
    });
    expect(host.associate_public_ip_address ?? null).toBeNull();
    expect(plannedValues(plan, "module.ec2_dalston.aws_ebs_volume.data")).toMatchObject({
      type: "gp3",
      encrypted: true,
    });
    expect(plannedValues(plan, "module.ec2_dalston.aws_volume_attachment.data")).toMatchObject({
      device_name: "/dev/xvdf",
      stop_instance_before_detaching: true,
    });
  },
  checkResources: async (applied) => {
    await checkHost(applied);
    await checkFirewall(applied);
    await checkBucket(applied);
    await checkRole(applied);
    await checkWhatItRuns(applied);
    await refusesToLoseTheData(applied);
    await runsSomethingElseOnTheSameMachine(applied);
    const { stdout, exitCode } = await cdktfDiff("dalston-dev", applied.terraform, {
      tree: "dalston",
      levels: 4,
    });
    expect(stdout).toContain("No changes. Your infrastructure matches the configuration.");
    expect(exitCode).toBe(0);
  },
  stopAndStart: { addressOutput: null },
  beforeDestroy: async (applied) => {
    await growsTheVolumeUnderTheHost(applied);
    await keepsTheDataOverAReplacement(applied);
  },
  refuses: REFUSED,
  variants: [
    {
      name: "on a GPU",
      variables: { instance_type: "g4dn.xlarge", gpu_enabled: "true" },
      planOnly: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "module.ec2_dalston.aws_instance.dalston")).toMatchObject({
          instance_type: "g4dn.xlarge",
          root_block_device: [{ volume_size: 100 }],
        });
        expect(plannedValues(plan, 'aws_ssm_parameter.host["services"]').insecure_value).toBe(
          "gateway orchestrator redis postgres stt-batch-prepare stt-batch-transcribe-whisper stt-batch-merge",
        );
      },
    },
    {
      name: "with other sizes, a key and an open door for Tailscale's installation",
      variables: {
        instance_type: "t3.2xlarge",
        root_volume_size: "60",
        data_volume_size: "200",
        ssh_key_name: "your-key",
        ssh_temporary_cidrs: '["203.0.113.7/32"]',
        job_retention_days: "90",
        tags: '{"Team":"speech"}',
      },
      planOnly: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "module.ec2_dalston.aws_instance.dalston")).toMatchObject({
          instance_type: "t3.2xlarge",
          key_name: "your-key",
          root_block_device: [{ volume_size: 60 }],
          tags_all: { Project: "dalston", Environment: "dev", Team: "speech" },
        });
        expect(
          plannedValues(plan, "module.s3_artifacts.aws_s3_bucket_lifecycle_configuration.artifacts").rule,
        ).toMatchObject([
          { id: "unfinished-uploads", status: "Enabled" },
          { id: "old-jobs", status: "Enabled", filter: [{ prefix: "jobs/" }], expiration: [{ days: 90 }] },
        ]);
        expect(plannedValues(plan, "module.ec2_dalston.aws_ebs_volume.data")).toMatchObject({ size: 200 });
        const temporary =
          'module.ec2_dalston.aws_vpc_security_group_ingress_rule.temporary["203.0.113.7/32"]';
        expect(plannedValues(plan, temporary)).toMatchObject({ cidr_ipv4: "203.0.113.7/32", from_port: 22 });
      },
    },
  ],
});

async function checkHost({ aws, terraform, outputs }: Applied): Promise<void> {
  const id = String(outputs.instance_id);
  const instance = await describeInstance(aws, id);
  expect(instance.InstanceType).toBe("t3.xlarge");
  expect(instance.Tags).toEqual(
    expect.arrayContaining([
      { Key: "Name", Value: "dalston" },
      { Key: "Environment", Value: "dev" },
    ]),
  );
  const { Volumes = [] } = await aws.ec2.send(new DescribeVolumesCommand({}));
  const sizes = Volumes.map(({ Size, VolumeType, Attachments = [] }) => [
    Size,
    VolumeType,
    Attachments[0]?.Device,
  ]);
  expect(sizes).toContainEqual([50, "gp3", "/dev/xvdf"]);
  expect(sizes.filter(([size]) => size === 30)).toHaveLength(1);
  const data = Volumes.find(({ VolumeId }) => VolumeId === outputs.data_volume_id);
  expect(data?.AvailabilityZone).toBe(instance.Placement?.AvailabilityZone);

  const attribute = await aws.ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: "userData" }),
  );
  const userData = Buffer.from(attribute.UserData?.Value ?? "", "base64").toString();
  expect(userData).toContain(`BUCKET="${outputs.s3_bucket}"`);
  expect(userData).toContain(`DATA_VOLUME_ID="${outputs.data_volume_id}"`);
  expect(Buffer.byteLength(userData)).toBeLessThanOrEqual(16_384);

  const aliases = await terraform.outputRaw("shell_aliases");
  expect(aliases).toContain(
    `alias dalston-up="aws ec2 start-instances --region eu-west-2 --instance-ids ${id}"`,
  );
  expect(aliases).toContain(
    `alias dalston-down="aws ec2 stop-instances --region eu-west-2 --instance-ids ${id}"`,
  );
  expect(aliases).toContain("--query 'Reservations[0].Instances[0].State.Name' --output text");
}

async function checkFirewall({ aws }: Applied): Promise<void> {
  const { SecurityGroupRules = [] } = await aws.ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const rules = SecurityGroupRules.filter(({ Description }) =>
    /Tailscale|Docker Hub/.test(Description ?? ""),
  );
  expect(rules.map(({ IsEgress, FromPort, CidrIpv4 }) => [IsEgress, FromPort, CidrIpv4])).toEqual(
    expect.arrayContaining([
      [false, 22, "100.64.0.0/10"],
      [true, -1, "0.0.0.0/0"],
    ]),
  );
  expect(rules).toHaveLength(2);
}

async function checkBucket({ aws, outputs }: Applied): Promise<void> {
  const Bucket = String(outputs.s3_bucket);
  expect(Bucket).toBe("dalston-artifacts-123456789012");
  const access = await aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(access.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
  const { ServerSideEncryptionConfiguration } = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(
    ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
  ).toBe("AES256");
  expect((await aws.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  const { Rules = [] } = await aws.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  // Nothing that the document puts there goes away by itself.
  expect(
    Rules.filter(({ Status }) => Status === "Enabled").map(({ ID, Expiration }) => [ID, Expiration]),
  ).toEqual([["unfinished-uploads", undefined]]);
}

async function checkRole({ aws, outputs }: Applied): Promise<void> {
  const role = { RoleName: "dalston-ec2-role" };
  expect((await aws.iam.send(new ListAttachedRolePoliciesCommand(role))).AttachedPolicies).toEqual([]);
  expect((await aws.iam.send(new ListRolePoliciesCommand(role))).PolicyNames).toEqual(["artifacts"]);
  const { PolicyDocument } = await aws.iam.send(
    new GetRolePolicyCommand({ ...role, PolicyName: "artifacts" }),
  );
  const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument ?? "")) as { Statement: unknown };
  const bucket = `arn:aws:s3:::${outputs.s3_bucket}`;
  expect(Statement).toEqual([
    { Sid: "ListArtifacts", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
    {
      Sid: "ReadWriteArtifacts",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: `${bucket}/*`,
    },
    {
      Sid: "ReadWhatToRun",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: ["docker-compose.aws.yml", "repository", "revision", "services"].map(
        (name) => `arn:aws:ssm:eu-west-2:123456789012:parameter/dalston/${name}`,
      ),
    },
  ]);
}

/** As dalston-update asks for it. */
async function parameter(aws: Applied["aws"], name: string): Promise<string> {
  const { Parameter } = await callJson<{ Parameter: { Value: string } }>(
    aws,
    "ssm",
    "AmazonSSM.GetParameter",
    {
      Name: `/dalston/${name}`,
    },
  );
  return Parameter.Value;
}

async function checkWhatItRuns({ aws }: Applied): Promise<void> {
  expect(await parameter(aws, "repository")).toBe("https://github.com/ssarunic/dalston.git");
  expect(await parameter(aws, "revision")).toBe("075d4bf2d601a3c915768954daf1e45f459873fc");
  expect(await parameter(aws, "services")).toBe(SERVICES.join(" "));
  const override = readFileSync("cdktf.out/dalston/infra/docker/docker-compose.aws.yml", "utf8");
  expect(await parameter(aws, "docker-compose.aws.yml")).toBe(override.trimEnd());
}

/** Without the test's override, that is. */
async function refusesToLoseTheData({ terraform }: Applied): Promise<void> {
  const override = join(terraform.dir, MODULE, "zz_0_override.tf");
  renameSync(override, `${override}.aside`);
  try {
    await expect(terraform.plan(["-destroy"])).rejects.toThrow("Instance cannot be destroyed");
    await expect(terraform.with({ variables: { availability_zone: "eu-west-2b" } }).plan()).rejects.toThrow(
      "Instance cannot be destroyed",
    );
  } finally {
    renameSync(`${override}.aside`, override);
  }
}

/** A new machine would cost a login to Tailscale. */
async function runsSomethingElseOnTheSameMachine({ terraform }: Applied): Promise<void> {
  writeFileSync(join(terraform.dir, "own.yml"), "services: {}\n");
  const plan = await terraform
    .with({
      variables: {
        repository_revision: "main",
        services: '["gateway", "redis"]',
        compose_override: "own.yml",
      },
    })
    .plan();
  expect(plan.text).toContain("Plan: 0 to add, 3 to change, 0 to destroy.");
}

async function growsTheVolumeUnderTheHost({ terraform }: Applied): Promise<void> {
  const plan = await terraform.with({ variables: { data_volume_size: "60" } }).plan();
  expect(plan.text).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
}

async function keepsTheDataOverAReplacement({ aws, terraform, outputs }: Applied): Promise<void> {
  const address = "module.ec2_dalston.aws_instance.dalston";
  await terraform.run(["apply", "-input=false", "-no-color", "-auto-approve", `-replace=${address}`]);
  const after = await terraform.outputs();
  expect(after.instance_id).not.toBe(outputs.instance_id);
  expect(after.data_volume_id).toBe(outputs.data_volume_id);
  const { Volumes = [] } = await aws.ec2.send(
    new DescribeVolumesCommand({ VolumeIds: [String(after.data_volume_id)] }),
  );
  expect(Volumes[0]?.Attachments?.map(({ InstanceId }) => InstanceId)).toEqual([after.instance_id]);
  await terraform.expectNoChanges();
}
