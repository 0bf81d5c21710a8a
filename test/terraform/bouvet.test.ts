import {
  DescribeInstanceAttributeCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import {
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  GetBucketEncryptionCommand,
  GetPublicAccessBlockCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { type Aws, describeInstance } from "./support/aws";
import { cdktfDiff } from "./support/cdktf";
import { type PlanJson, plannedValues, resourcesOf } from "./support/plan-json";
import type { Refusal } from "./support/refusals";
import { type Applied, describeSystem } from "./support/system";

const IMAGES = ["vmlinux.bin", "debian-python.ext4", "debian.ext4", "bin/bouvet-mcp"];

const REFUSED: readonly Refusal[] = [
  [{ ssh_key_name: "" }, "The key pair must have a name."],
  [{ spot_price: "0" }, "The maximum price must be above 0."],
  [{ s3_bucket: "Images" }, "A bucket name has 3 to 63"],
  [{ s3_bucket: "images..mine" }, "no two dots in a row"],
  [{ s3_bucket: "192.168.5.4" }, "is not an IP address"],
  [
    { ssh_allowed_cidrs: '["203.0.113.7/24"]' },
    "A network must begin at its first address: 203.0.113.0/24 or 203.0.113.7/32, not 203.0.113.7/24.",
  ],
  [{ ssh_allowed_cidrs: '["203.0.113.7"]' }, "IPv4 network in CIDR notation"],
  [{ root_volume_size: "8" }, "must have 20 to 16384 GiB"],
  [{ firecracker_version: "v1.16.0" }, "needs its own firecracker_sha256"],
  [{ firecracker_sha256: "abc" }, "64 lower-case hexadecimal digits"],
  [{ mcp_binary_uri: "https://example.com/bouvet-mcp" }, "must be an S3 URI"],
];

describeSystem({
  name: "bouvet",
  rootModule: "terraform",
  variables: { ssh_key_name: "your-key" },
  keyPairs: ["your-key"],
  checkPlan: (plan) => {
    const host = plannedValues(plan, "aws_instance.host");
    expect(host).toMatchObject({
      instance_type: "c5.metal",
      key_name: "your-key",
      // Without both, AWS would not let anybody stop it.
      instance_market_options: [
        {
          market_type: "spot",
          spot_options: [{ spot_instance_type: "persistent", instance_interruption_behavior: "stop" }],
        },
      ],
      metadata_options: [{ http_tokens: "required", http_put_response_hop_limit: 1 }],
      root_block_device: [{ volume_type: "gp3", encrypted: true }],
      ebs_optimized: true,
    });
    // True on a stopped instance would read false, and replace it.
    expect(host.associate_public_ip_address ?? null).toBeNull();
    expect(tagsOf(plan)).toEqual([]);
  },
  checkResources: async (applied) => {
    await checkHost(applied);
    await checkNetwork(applied.aws);
    await checkBucket(applied);
    await checkRole(applied);
    // The variant's bucket and networks have no part in what follows.
    if ("s3_bucket" in applied.terraform.variables) return;
    const elsewhere = { ...applied.terraform.variables, availability_zone: "us-east-1e" };
    await expect(applied.terraform.with({ variables: elsewhere }).plan()).rejects.toThrow(
      "c5.metal is not offered in zone us-east-1e, only in: us-east-1a,",
    );
    await checkZone(applied);
    const { stdout, exitCode } = await cdktfDiff("bouvet", applied.terraform);
    expect(stdout).toContain("No changes. Your infrastructure matches the configuration.");
    expect(exitCode).toBe(0);
  },
  stopAndStart: {},
  beforeDestroy: async ({ aws, outputs }) => {
    for (const key of IMAGES)
      await aws.s3.send(new PutObjectCommand({ Bucket: String(outputs.s3_bucket), Key: key, Body: "image" }));
  },
  afterDestroy: async ({ moto }) => {
    // The other order would leave a machine that nobody tracks: an open persistent request starts another one.
    const order = (await moto.calls("CancelSpotInstanceRequests", "TerminateInstances")).map(
      ({ action }) => action,
    );
    expect(order).toEqual(["CancelSpotInstanceRequests", "TerminateInstances"]);
  },
  refuses: REFUSED,
  variants: [
    {
      name: "with a bucket name of its own",
      variables: { s3_bucket: "images-of-mine", ssh_allowed_cidrs: '["203.0.113.7/32"]' },
      checkResources: async ({ aws, outputs }) => {
        expect(outputs.s3_bucket).toBe("images-of-mine");
        const { SecurityGroupRules = [] } = await aws.ec2.send(new DescribeSecurityGroupRulesCommand({}));
        const ssh = SecurityGroupRules.filter((rule) => rule.FromPort === 22);
        expect(ssh.map((rule) => rule.CidrIpv4)).toEqual(["203.0.113.7/32"]);
      },
    },
    {
      name: "with another price, zone and volume",
      variables: {
        spot_price: "2.25",
        availability_zone: "us-east-1d",
        root_volume_size: "120",
        ami_id: "ami-0123456789abcdef0",
      },
      planOnly: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "aws_subnet.public")).toMatchObject({ availability_zone: "us-east-1d" });
        expect(plannedValues(plan, "aws_instance.host")).toMatchObject({
          ami: "ami-0123456789abcdef0",
          root_block_device: [{ volume_size: 120 }],
          instance_market_options: [{ spot_options: [{ max_price: "2.25" }] }],
        });
      },
    },
  ],
});

async function checkHost({ aws, terraform, outputs }: Applied): Promise<void> {
  const id = String(outputs.instance_id);
  const instance = await describeInstance(aws, id);
  expect(instance.InstanceType).toBe("c5.metal");
  expect(instance.PublicIpAddress).toBe(outputs.public_ip);
  expect(instance.Tags).toEqual(
    expect.arrayContaining([
      { Key: "Name", Value: "bouvet" },
      { Key: "Project", Value: "bouvet" },
    ]),
  );
  const { SpotInstanceRequests: [request] = [] } = await aws.ec2.send(
    new DescribeSpotInstanceRequestsCommand({}),
  );
  expect(request).toMatchObject({
    InstanceId: id,
    Type: "persistent",
    InstanceInterruptionBehavior: "stop",
    SpotPrice: "1.500000",
  });

  const attribute = await aws.ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: "userData" }),
  );
  const userData = Buffer.from(attribute.UserData?.Value ?? "", "base64").toString();
  expect(userData).toContain(`BUCKET="${outputs.s3_bucket}"`);
  expect(userData).toContain(`BINARY_URI="s3://${outputs.s3_bucket}/bin/bouvet-mcp"`);
  expect(userData).toContain("ExecStart=/var/lib/bouvet/bin/bouvet-mcp");
  expect(Buffer.byteLength(userData)).toBeLessThanOrEqual(16_384);

  expect(await terraform.outputRaw("ssh_command")).toBe(
    `ssh -i ~/.ssh/your-key.pem ubuntu@${outputs.public_ip}`,
  );
  const login = `-i ~/.ssh/your-key.pem ubuntu@${outputs.public_ip}`;
  expect(outputs.health_command).toBe(`ssh ${login} curl -fsS http://127.0.0.1:8080/health`);
  expect(outputs.tunnel_command).toBe(`ssh -N -L 8080:127.0.0.1:8080 ${login}`);
  expect(outputs.mcp_endpoint).toBe("http://127.0.0.1:8080/mcp");
  expect(outputs.stop_command).toBe(`aws ec2 stop-instances --region us-east-1 --instance-ids ${id}`);
}

async function checkNetwork(aws: Aws): Promise<void> {
  const { SecurityGroupRules = [] } = await aws.ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const rules = SecurityGroupRules.filter(
    (rule) => rule.Description !== undefined && rule.Description !== "",
  ).map(({ IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4 }) => ({
    IsEgress,
    IpProtocol,
    FromPort,
    ToPort,
    CidrIpv4,
  }));
  const { SecurityGroups: unused = [] } = await aws.ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["default"] }] }),
  );
  const { Vpcs = [] } = await aws.ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: "tag:Name", Values: ["bouvet"] }] }),
  );
  const ours = unused.filter(({ VpcId }) => VpcId === Vpcs[0]?.VpcId);
  expect(ours).toMatchObject([{ IpPermissions: [], IpPermissionsEgress: [] }]);
  const kinds = rules.map(({ CidrIpv4: _, ...rule }) => rule);
  expect(kinds).toHaveLength(2);
  expect(kinds).toContainEqual({ IsEgress: false, IpProtocol: "tcp", FromPort: 22, ToPort: 22 });
  expect(kinds).toContainEqual({ IsEgress: true, IpProtocol: "-1", FromPort: -1, ToPort: -1 });
}

/** The subnet stays where it is: a zone that is named later does nothing, or moves it when told to. */
async function checkZone({ aws, terraform, outputs }: Applied): Promise<void> {
  const here = (await describeInstance(aws, String(outputs.instance_id))).Placement?.AvailabilityZone;
  const named = (zone: string | undefined) =>
    terraform.with({ variables: { ...terraform.variables, availability_zone: String(zone) } });
  expect((await named(here).plan()).changes).toBe(false);
  await expect(named("us-east-1b").plan()).rejects.toThrow(
    new RegExp(
      `The subnet is in ${here} and stays there\\. To move it, with a new machine:\\s[^]*-replace=aws_subnet`,
    ),
  );
  const moved = named("us-east-1b");
  const plan = await moved.planJson(await moved.plan(["-replace=aws_subnet.public"]));
  expect(plannedValues(plan, "aws_subnet.public")).toMatchObject({ availability_zone: "us-east-1b" });
}

async function checkBucket({ aws, outputs }: Applied): Promise<void> {
  const Bucket = String(outputs.s3_bucket);
  expect(Bucket).toMatch(/^(bouvet-images-[0-9a-f]{8}|images-of-mine)$/);
  const access = await aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(access.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
  const { ServerSideEncryptionConfiguration } = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(
    ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
  ).toBe("AES256");
}

async function checkRole({ aws, outputs }: Applied): Promise<void> {
  const role = { RoleName: "bouvet-ec2" };
  expect((await aws.iam.send(new ListAttachedRolePoliciesCommand(role))).AttachedPolicies).toEqual([]);
  expect((await aws.iam.send(new ListRolePoliciesCommand(role))).PolicyNames).toEqual(["read-images"]);
  const { PolicyDocument } = await aws.iam.send(
    new GetRolePolicyCommand({ ...role, PolicyName: "read-images" }),
  );
  const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument ?? "")) as { Statement: unknown };
  const bucket = `arn:aws:s3:::${outputs.s3_bucket}`;
  expect(Statement).toEqual([
    { Sid: "ListImages", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
    { Sid: "ReadImages", Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket}/*` },
  ]);
}

/** Addresses of what could carry tags and would not carry the project's. */
function tagsOf(plan: PlanJson): string[] {
  return resourcesOf(plan.planned_values.root_module)
    .filter(
      ({ values }) => "tags_all" in values && !JSON.stringify(values.tags_all).includes('"Project":"bouvet"'),
    )
    .map(({ address }) => address);
}
