import {
  DescribeAddressesCommand,
  DescribeInstanceAttributeCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
} from "@aws-sdk/client-ec2";
import {
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  DeleteBucketPolicyCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { callJson, callQuery, elementsOf } from "./support/api";
import { type Aws, describeInstance } from "./support/aws";
import { cdktfDiff } from "./support/cdktf";
import { type PlanJson, plannedValues, resourcesOf } from "./support/plan-json";
import { type Decision, evaluate } from "./support/policy";
import type { Refusal } from "./support/refusals";
import { type Applied, describeSystem } from "./support/system";

const ACCOUNT = "123456789012";
const ROOT = "deploy/terraform";
const READER = `arn:aws:iam::${ACCOUNT}:user/me`;
const COLLEAGUE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const REQUIRED = { ssh_key_name: "your-key", ssh_allowed_cidrs: '["203.0.113.7/32"]' };

const SINGLE = "Only single addresses may come in";
const REFUSED: readonly Refusal[] = [
  [{ ssh_allowed_cidrs: undefined }, 'variable "ssh_allowed_cidrs" is not set'],
  [{ ssh_allowed_cidrs: '["0.0.0.0/0"]' }, SINGLE],
  [{ ssh_allowed_cidrs: '["203.0.113.0/24"]' }, SINGLE],
  [{ ssh_allowed_cidrs: '["203.0.113.7/32", "0.0.0.0/0"]' }, SINGLE],
  [{ ssh_allowed_cidrs: '["203.0.113.7"]' }, "must be an IPv4 network in CIDR notation"],
  [{ ssh_allowed_cidrs: '["203.0.113.7/24"]' }, "must begin at its first address"],
  [{ ssh_allowed_cidrs: "[]" }, "At least one network is needed"],
  [{ ssh_key_name: " " }, "The key pair must have a name."],
  [{ domain: "bloaty.com." }, "without a dot at its end"],
  [{ domain: "https://bloaty.com" }, "A domain is written in lower case"],
  [{ domain: "bloaty.com", subdomain: "app.bloaty.com" }, "A subdomain is one name"],
  [{ domain: "not-ours.com" }, "no matching Route"],
  [{ backup_bucket: "Backups" }, "A bucket name has 3 to 63"],
  [{ backup_bucket: "of..mine" }, "no two dots in a row"],
  [{ backup_reader_arns: '["*"]' }, "Each entry must be a user's ARN"],
  [{ backup_admin_arns: `["arn:aws:iam::${ACCOUNT}:role/*"]` }, "a user's or role's ARN"],
  [{ root_volume_size: "8" }, "The root volume must have 20 to 16384 GiB."],
  [{ instance_type: "c5.nonsense" }, "no default subnet in a zone that offers"],
];

describeSystem({
  name: "bloaty",
  rootModule: ROOT,
  variables: {
    ...REQUIRED,
    backup_reader_arns: JSON.stringify([READER]),
    backup_admin_arns: JSON.stringify([COLLEAGUE]),
  },
  keyPairs: ["your-key"],
  prepare: hostedZone,
  checkPlan: (plan) => {
    const host = plannedValues(plan, "aws_instance.host");
    expect(host).toMatchObject({
      key_name: "your-key",
      metadata_options: [{ http_tokens: "required", http_put_response_hop_limit: 1 }],
      ebs_optimized: true,
      root_block_device: [{ volume_type: "gp3", volume_size: 20, encrypted: true }],
    });
    // True on a stopped instance would read false, and replace it.
    expect(host.associate_public_ip_address ?? null).toBeNull();
    // Nothing that is in a plan or state is a secret's value.
    expect(resourcesOf(plan.planned_values.root_module).map(({ type }) => type)).not.toContain(
      "aws_secretsmanager_secret_version",
    );
    expect(plannedValues(plan, "aws_secretsmanager_secret.production")).toMatchObject({
      recovery_window_in_days: 7,
    });
    expect(untagged(plan)).toEqual([]);
  },
  checkResources: async (applied) => {
    await checkHost(applied);
    await checkFirewall(applied.aws);
    await checkBucket(applied);
    await checkPolicies(applied);
    await checkSecret(applied.aws);
    if ((applied.outputs.hostname ?? null) === null) {
      await checkCdktf(applied);
      await staysWithAnotherKey(applied);
    }
  },
  stopAndStart: {},
  beforeDestroy: givesUpTheData,
  leftovers: async (aws) => [
    ...(await secrets(aws)).map((name) => `secret ${name}`),
    ...(await addresses(aws)).map((record) => `record ${record}`),
  ],
  refuses: REFUSED,
  variants: [
    {
      name: "with a hosted zone",
      variables: { domain: "bloaty.com" },
      checkResources: async ({ aws, outputs }) => {
        expect(await addresses(aws)).toEqual([`bloaty.com. A 300 ${outputs.public_ip}`]);
      },
    },
    {
      name: "with a subdomain, an access log and a bucket name of its own",
      variables: {
        domain: "bloaty.com",
        subdomain: "app",
        access_log_bucket: "logs-of-mine",
        backup_bucket: "bloaty-backups-of-mine",
      },
      planOnly: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "aws_route53_record.host[0]")).toMatchObject({
          name: "app.bloaty.com",
          type: "A",
          ttl: 300,
        });
        expect(plan.output_changes?.hostname?.after).toBe("app.bloaty.com");
        expect(plannedValues(plan, "aws_s3_bucket.backup")).toMatchObject({
          bucket: "bloaty-backups-of-mine",
        });
        expect(plannedValues(plan, "aws_s3_bucket_logging.backup[0]")).toMatchObject({
          target_bucket: "logs-of-mine",
        });
      },
    },
  ],
});

/** What registering a domain makes. */
async function hostedZone(aws: Aws): Promise<void> {
  const answer = await route53(aws, "hostedzone", [
    '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">',
    "<Name>bloaty.com</Name><CallerReference>test</CallerReference></CreateHostedZoneRequest>",
  ]);
  expect(answer).toContain("<Name>bloaty.com.</Name>");
}

/** The A records of the zone: name, type, TTL, address. */
async function addresses(aws: Aws): Promise<readonly string[]> {
  const [, zone = ""] = /<Id>\/hostedzone\/(\w+)<\/Id>/.exec(await route53(aws, "hostedzone")) ?? [];
  const records = (await route53(aws, `hostedzone/${zone}/rrset`)).split("<ResourceRecordSet>").slice(1);
  return records
    .map((record) => ["Name", "Type", "TTL", "Value"].flatMap((name) => elementsOf(record, name)).join(" "))
    .filter((record) => / A /.test(record));
}

async function route53(aws: Aws, path: string, body?: readonly string[]): Promise<string> {
  const scope = `${aws.clientConfig.credentials.accessKeyId}/20250101/us-east-1/route53/aws4_request`;
  const response = await fetch(`${aws.clientConfig.endpoint}/2013-04-01/${path}`, {
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    ...(body && { method: "POST", body: body.join("") }),
  });
  return response.text();
}

async function checkHost({ aws, terraform, outputs }: Applied): Promise<void> {
  const id = String(outputs.instance_id);
  const instance = await describeInstance(aws, id);
  expect(instance).toMatchObject({ InstanceType: "t3.small", PublicIpAddress: outputs.public_ip });
  expect(instance.IamInstanceProfile?.Arn).toBe(`arn:aws:iam::${ACCOUNT}:instance-profile/bloaty-ec2-role`);
  expect(instance.Tags).toEqual(
    expect.arrayContaining([
      { Key: "Name", Value: "bloaty-prod" },
      { Key: "Project", Value: "bloaty" },
    ]),
  );
  const { Addresses = [] } = await aws.ec2.send(new DescribeAddressesCommand({}));
  expect(Addresses.map(({ PublicIp, InstanceId }) => [PublicIp, InstanceId])).toEqual([
    [outputs.public_ip, id],
  ]);
  const userData = await aws.ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: "userData" }),
  );
  expect(userData.UserData?.Value ?? "").toBe("");
  expect(await terraform.outputRaw("ssh_command")).toBe(
    `ssh -i ~/.ssh/your-key.pem ec2-user@${outputs.public_ip}`,
  );
  expect(outputs.hostname ?? null).toBe(terraform.variables.domain ?? null);
}

/** cdktf's own command line, in the same tree. */
async function checkCdktf({ terraform }: Applied): Promise<void> {
  const { stdout, exitCode } = await cdktfDiff("bloaty", terraform, { tree: "bloaty", levels: 2 });
  expect(stdout).toContain("No changes. Your infrastructure matches the configuration.");
  expect(exitCode).toBe(0);
}

/** Another key pair: the same machine, so the same volume with Postgres and the uploads. */
async function staysWithAnotherKey({ terraform }: Applied): Promise<void> {
  const other = terraform.with({ variables: { ...terraform.variables, ssh_key_name: "another-key" } });
  const plan = await other.planJson(await other.plan());
  expect((plan.resource_changes ?? []).filter(({ change }) => change.actions.join() !== "no-op")).toEqual([]);
  expect(plan.output_changes?.ssh_command?.after).toContain("another-key.pem");
}

async function checkFirewall(aws: Aws): Promise<void> {
  const { SecurityGroups: [group] = [] } = await aws.ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["bloaty-sg"] }] }),
  );
  const { SecurityGroupRules = [] } = await aws.ec2.send(
    new DescribeSecurityGroupRulesCommand({
      Filters: [{ Name: "group-id", Values: [String(group?.GroupId)] }],
    }),
  );
  const rules = SecurityGroupRules.map(
    ({ IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4 }) =>
      `${IsEgress ? "out" : "in"} ${IpProtocol} ${FromPort}-${ToPort} ${CidrIpv4}`,
  );
  expect(rules.sort()).toEqual([
    "in tcp 22-22 203.0.113.7/32",
    "in tcp 443-443 0.0.0.0/0",
    "in tcp 80-80 0.0.0.0/0",
    "out -1 -1--1 0.0.0.0/0",
  ]);
}

async function checkBucket({ aws, outputs }: Applied): Promise<void> {
  const Bucket = String(outputs.backup_bucket);
  expect(Bucket).toMatch(/^bloaty-backups-[0-9a-f]{8}$/);
  const access = await aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(access.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
  const { ServerSideEncryptionConfiguration } = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(
    ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
  ).toBe("AES256");
  expect((await aws.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
  const { Rules } = await aws.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(Rules).toMatchObject([
    {
      ID: "delete-old-backups",
      Status: "Enabled",
      Expiration: { Days: 90 },
      NoncurrentVersionExpiration: { NoncurrentDays: 90 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ]);
}

/** Who may do what, judged by the policies that AWS really has. */
async function checkPolicies({ aws, outputs }: Applied): Promise<void> {
  const name = { RoleName: "bloaty-ec2-role" };
  expect((await aws.iam.send(new ListAttachedRolePoliciesCommand(name))).AttachedPolicies).toEqual([]);
  expect((await aws.iam.send(new ListRolePoliciesCommand(name))).PolicyNames).toEqual(["bloaty-ec2-policy"]);
  const inline = await aws.iam.send(new GetRolePolicyCommand({ ...name, PolicyName: "bloaty-ec2-policy" }));
  const rolePolicy = decodeURIComponent(inline.PolicyDocument ?? "");
  const Bucket = String(outputs.backup_bucket);
  const { Policy: bucketPolicy = "" } = await aws.s3.send(new GetBucketPolicyCommand({ Bucket }));
  const admin = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

  const bucket = `arn:aws:s3:::${Bucket}`;
  const host = `arn:aws:iam::${ACCOUNT}:role/bloaty-ec2-role`;
  const caller = await callerArn(aws);
  const decide = (
    who: string,
    action: string,
    resource: string,
    more: Record<string, string> = {},
  ): Decision =>
    evaluate([who === host ? rolePolicy : admin, bucketPolicy], {
      action,
      resource,
      context: { "aws:PrincipalArn": who, "aws:SecureTransport": "true", ...more },
    });

  // backup.sh: a dump, and aws s3 sync.
  expect(decide(host, "s3:PutObject", `${bucket}/db/bloaty-2024-01-15.sql.gz`)).toBe("allowed");
  expect(decide(host, "s3:PutObject", `${bucket}/uploads/a b.jpg`)).toBe("allowed");
  for (const prefix of ["uploads/", "db/"])
    expect(decide(host, "s3:ListBucket", bucket, { "s3:prefix": prefix })).toBe("allowed");
  expect(decide(host, "s3:GetObject", `${bucket}/db/bloaty-2024-01-15.sql.gz`)).toBe("denied");
  expect(decide(host, "s3:GetObjectVersion", `${bucket}/uploads/a b.jpg`)).toBe("denied");
  expect(decide(host, "s3:DeleteObjectVersion", `${bucket}/uploads/a b.jpg`)).toBe("denied");
  expect(decide(host, "s3:PutBucketPolicy", bucket)).toBe("denied");
  for (const key of ["db/bloaty-2024-01-15.sql.gz", "uploads/a b.jpg"])
    expect(decide(host, "s3:DeleteObject", `${bucket}/${key}`)).toBe("denied");
  expect(decide(host, "s3:PutObject", `${bucket}/elsewhere`)).toBe("not allowed");
  // Whatever policy the role is given some day.
  expect(
    evaluate([admin, bucketPolicy], {
      action: "s3:GetObject",
      resource: `${bucket}/db/x`,
      context: { "aws:PrincipalArn": host, "aws:SecureTransport": "true" },
    }),
  ).toBe("denied");

  const secret = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:bloaty/production-AbCdEf`;
  expect(decide(host, "secretsmanager:GetSecretValue", secret)).toBe("allowed");
  expect(decide(host, "secretsmanager:PutSecretValue", secret)).toBe("not allowed");
  expect(decide(host, "secretsmanager:GetSecretValue", secret.replace("bloaty/", "other/"))).toBe(
    "not allowed",
  );

  expect(decide(READER, "s3:GetObject", `${bucket}/db/x`)).toBe("allowed");
  expect(decide(READER, "s3:ListBucket", bucket)).toBe("allowed");
  for (const action of ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"])
    expect(decide(READER, action, `${bucket}/db/x`)).toBe("denied");
  for (const action of ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutLifecycleConfiguration"])
    expect(decide(READER, action, bucket)).toBe("denied");

  for (const who of [`arn:aws:iam::${ACCOUNT}:root`, caller, COLLEAGUE])
    for (const action of [
      "s3:GetBucketPolicy",
      "s3:PutBucketPolicy",
      "s3:DeleteBucket",
      "s3:GetBucketTagging",
    ])
      expect(decide(who, action, bucket), `${who} ${action}`).toBe("allowed");
  for (const who of [`arn:aws:iam::${ACCOUNT}:user/admin`, "arn:aws:iam::999999999999:root", `${READER}2`])
    for (const action of ["s3:GetObject", "s3:PutObject"])
      expect(decide(who, action, `${bucket}/db/x`), `${who} ${action}`).toBe("denied");
  expect(
    evaluate([bucketPolicy], { action: "s3:GetObject", resource: `${bucket}/db/x`, context: {} }),
    "nobody in particular",
  ).toBe("denied");
  for (const who of [host, caller, READER])
    expect(decide(who, "s3:PutObject", `${bucket}/db/x`, { "aws:SecureTransport": "false" })).toBe("denied");
}

async function callerArn(aws: Aws): Promise<string> {
  const answer = await callQuery(aws, "sts", "GetCallerIdentity", { Version: "2011-06-15" });
  const [arn = ""] = elementsOf(answer, "Arn");
  expect(arn).not.toBe("");
  return arn;
}

async function checkSecret(aws: Aws): Promise<void> {
  expect(await secrets(aws)).toEqual(["bloaty/production"]);
  await expect(
    callJson(aws, "secretsmanager", "secretsmanager.GetSecretValue", { SecretId: "bloaty/production" }),
  ).rejects.toThrow("can't find the specified secret value");
}

async function secrets(aws: Aws): Promise<readonly string[]> {
  const { SecretList = [] } = await callJson<{ readonly SecretList?: readonly { readonly Name: string }[] }>(
    aws,
    "secretsmanager",
    "secretsmanager.ListSecrets",
    { IncludePlannedDeletion: true },
  );
  return SecretList.map(({ Name }) => Name);
}

/**
 * The README's way: first say so, then destroy. Without the first step destroy stops at the bucket, and the volume,
 * the machine, its address and the secret are as they were.
 */
async function givesUpTheData({ aws, terraform, outputs }: Applied): Promise<void> {
  await putBackup(aws, String(outputs.backup_bucket));
  await expect(terraform.destroy()).rejects.toThrow("BucketNotEmpty");
  expect(await describeInstance(aws, String(outputs.instance_id))).toMatchObject({
    State: { Name: "running" },
    PublicIpAddress: outputs.public_ip,
  });
  expect(await secrets(aws)).toEqual(["bloaty/production"]);
  await checkFirewall(aws);
  const disposable = terraform.with({ variables: { ...terraform.variables, disposable: "true" } });
  const id = String(outputs.instance_id);
  const before = await rootVolume(aws, id);
  expect(before.DeleteOnTermination).toBe(false);
  await disposable.apply();
  // Neither the machine nor its volume was replaced for that.
  expect(await rootVolume(aws, id)).toEqual({ ...before, DeleteOnTermination: true });
  expect((await terraform.outputs()).instance_id).toBe(id);
}

async function rootVolume(aws: Aws, id: string) {
  const { BlockDeviceMappings: [root] = [] } = await describeInstance(aws, id);
  return { VolumeId: root?.Ebs?.VolumeId, DeleteOnTermination: root?.Ebs?.DeleteOnTermination };
}

/** moto evaluates bucket policies, and denies whenever a condition is not met: a deny that does not apply too. */
async function putBackup(aws: Aws, Bucket: string): Promise<void> {
  const { Policy } = await aws.s3.send(new GetBucketPolicyCommand({ Bucket }));
  await aws.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  await aws.s3.send(new PutObjectCommand({ Bucket, Key: "db/bloaty-2024-01-15.sql.gz", Body: "dump" }));
  await aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

/** Addresses of what could carry tags and would not carry the project's. */
function untagged(plan: PlanJson): string[] {
  return resourcesOf(plan.planned_values.root_module)
    .filter(({ mode, values }) => mode === "managed" && "tags_all" in (values ?? {}))
    .filter(({ values }) => !JSON.stringify(values.tags_all).includes('"Project":"bloaty"'))
    .map(({ address }) => address);
}
