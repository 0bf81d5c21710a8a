import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DescribeInstanceAttributeCommand, DescribeSecurityGroupRulesCommand } from "@aws-sdk/client-ec2";
import {
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { expect } from "vitest";
import { INSTALLED } from "../../stacks/iris/scripts";
import { callQuery, elementsOf, postXml } from "./support/api";
import { type Aws, describeInstance } from "./support/aws";
import { cdktfDiff } from "./support/cdktf";
import { plannedValues, resourcesOf } from "./support/plan-json";
import type { Refusal } from "./support/refusals";
import { type Applied, describeSystem } from "./support/system";

const SCRIPTS = join(__dirname, "..", "..", "cdktf.out/iris/deploy/scripts");
const VARIABLES = {
  repository_url: "https://github.com/your-username/iris.git",
  ssh_key_name: "your-key",
  ssh_allowed_cidrs: '["203.0.113.7/32"]',
};
const DOMAIN = {
  domain: "api.iris.example.com",
  letsencrypt_email: "you@example.com",
  route53_zone: "example.com",
};

const REFUSED: readonly Refusal[] = [
  [{ ssh_allowed_cidrs: '["0.0.0.0/0"]' }, "An entry must not let everybody in"],
  [{ ssh_allowed_cidrs: '["0.0.0.0/1", "128.0.0.0/1"]' }, "An entry must not let everybody in"],
  [{ ssh_allowed_cidrs: '["203.0.113.7"]' }, "Each entry must be an IPv4 network"],
  [{ ssh_allowed_cidrs: '["203.0.113.7/24"]' }, "A network must begin at its first address"],
  [{ ssh_allowed_cidrs: "[]" }, "At least one network is needed"],
  [{ flask_allowed_cidrs: '["0.0.0.0/0"]' }, "An entry must not let everybody in"],
  [{ flask_allowed_cidrs: '["198.51.100.1/24"]' }, "A network must begin at its first address"],
  [{ operating_system: "debian" }, "must be amazon-linux-2023 or ubuntu-22.04"],
  [{ domain: "https://api.iris.example.com" }, "A domain is a name in lower case"],
  [{ domain: "api.iris.example.com" }, "A domain needs letsencrypt_email"],
  [{ ...DOMAIN, route53_zone: "example.org" }, "route53_zone must be the zone that the domain is in"],
  [{ route53_zone: "example.com" }, "route53_zone must be the zone that the domain is in"],
  [{ ...DOMAIN, letsencrypt_email: "you" }, "letsencrypt_email must be an e-mail address"],
  [{ repository_url: "/srv/iris" }, "must be an https:// or ssh:// address"],
  [{ repository_url: "https://user:token@example.com/iris.git" }, "must hold no user or token"],
  [{ repository_branch: "-x" }, "A branch's name has letters"],
  [{ repository_branch: "a..b" }, "A branch's name has letters"],
  [{ repository_branch: "a/" }, "A branch's name has letters"],
  [{ openai_api_key_parameter: "iris/key" }, "A parameter's name is a path"],
  [{ openai_api_key_parameter: "/iris//key" }, "A parameter's name is a path"],
  [{ openai_api_key_parameter: "/iris/" }, "A parameter's name is a path"],
  [{ openai_api_key_parameter: "/a".repeat(16) }, "at most 15 levels"],
  [{ openai_api_key_parameter: "/SSM-key" }, "keeps names that begin with aws or ssm for itself"],
  [{ ssh_key_name: "" }, "The key pair's name must not be empty"],
  [{ root_volume_size: "4" }, "must have 10 to 16384 GiB"],
  [{ ssh_public_key: "ssh-ed25519 AAAA" }, "Give either ssh_key_name"],
  [{ ssh_public_key: "-----BEGIN" }, "A public key looks like ssh-ed25519"],
  [{ availability_zone: "us-east-1e" }, "t3.micro is not offered in zone us-east-1e, only in: us-east-1a,"],
];

describeSystem({
  name: "iris",
  rootModule: "deploy/terraform",
  variables: VARIABLES,
  keyPairs: ["your-key"],
  prepare: (aws) =>
    postXml(
      aws,
      "route53",
      "/2013-04-01/hostedzone",
      `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
        <Name>example.com.</Name><CallerReference>test</CallerReference>
      </CreateHostedZoneRequest>`,
    ),
  checkPlan: (plan) => {
    const host = plannedValues(plan, "aws_instance.host");
    expect(host).toMatchObject({
      instance_type: "t3.micro",
      ebs_optimized: true,
      credit_specification: [{ cpu_credits: "standard" }],
      metadata_options: [{ http_tokens: "required", http_put_response_hop_limit: 1 }],
      root_block_device: [{ volume_type: "gp3", volume_size: 30, encrypted: true }],
    });
    // True on a stopped instance would read false, and replace it.
    expect(host.associate_public_ip_address ?? null).toBeNull();
    const untagged = resourcesOf(plan.planned_values.root_module).filter(
      ({ values }) => "tags_all" in values && !JSON.stringify(values.tags_all).includes('"Project":"iris"'),
    );
    expect(untagged.map(({ address }) => address)).toEqual([]);
  },
  checkResources: async (applied) => {
    await checkHost(applied);
    await checkNetwork(applied.aws);
    await checkRole(applied.aws);
    await checkAlarm(applied);
    await restartsInPlaceForOtherSettings(applied);
    const { stdout, exitCode } = await cdktfDiff("iris", applied.terraform, { tree: "iris", levels: 2 });
    expect(stdout).toContain("No changes. Your infrastructure matches the configuration.");
    expect(exitCode).toBe(0);
  },
  stopAndStart: {},
  refuses: REFUSED,
  variants: [
    {
      name: "on Ubuntu",
      variables: { operating_system: "ubuntu-22.04" },
      planOnly: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "aws_instance.host")).toMatchObject({ ami: "ami-0a2204000000a0064" });
        expect(userData(plannedValues(plan, "aws_instance.host"))).toContain('APP_USER="ubuntu"\n');
      },
    },
    {
      name: "on a branch with slashes, with a parameter that is one word",
      variables: { repository_branch: "feature/v1.2_x", openai_api_key_parameter: "iris-key" },
      planOnly: true,
      checkPlan: (plan) => {
        const { policy } = plannedValues(plan, "aws_iam_role_policy.host");
        expect(policy).toContain('"arn:aws:ssm:us-east-1:123456789012:parameter/iris-key"');
        const script = userData(plannedValues(plan, "aws_instance.host"));
        expect(script).toContain('PARAMETER="iris-key"\n');
        expect(script).toContain('REPOSITORY_BRANCH="feature/v1.2_x"\n');
      },
    },
    {
      name: "with a domain whose zone is in Route 53",
      variables: DOMAIN,
      planOnly: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "aws_route53_record.host[0]")).toMatchObject({
          name: "api.iris.example.com",
          type: "A",
        });
        const script = userData(plannedValues(plan, "aws_instance.host"));
        expect(script).toContain('DOMAIN="api.iris.example.com"\n  EMAIL="you@example.com"\n');
        expect(plan.planned_values).toMatchObject({
          outputs: { api_url: { value: "https://api.iris.example.com" } },
        });
      },
    },
    {
      name: "on Ubuntu, with a domain elsewhere, a new key and port 8080",
      variables: {
        operating_system: "ubuntu-22.04",
        domain: DOMAIN.domain,
        letsencrypt_email: DOMAIN.letsencrypt_email,
        ssh_key_name: "null",
        ssh_public_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGN2ZXJ5LXB1YmxpYy1rZXktb2YtbWluZS0tLQ you",
        flask_allowed_cidrs: '["203.0.113.7/32", "198.51.100.0/24"]',
      },
      overrides: [
        {
          content: 'variable "ssh_key_name" {\n  type = any\n}',
          reason: "-var cannot say null for a string: as any it can.",
        },
      ],
      planOnly: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "aws_key_pair.host[0]")).toMatchObject({ key_name: "iris" });
        expect(plannedValues(plan, "aws_instance.host")).toMatchObject({ key_name: "iris" });
        for (const cidr of ["203.0.113.7/32", "198.51.100.0/24"])
          expect(plannedValues(plan, `aws_vpc_security_group_ingress_rule.flask["${cidr}"]`)).toMatchObject({
            from_port: 8080,
            to_port: 8080,
            cidr_ipv4: cidr,
          });
        expect(addresses(plan.planned_values.root_module)).not.toContain("aws_route53_record.host[0]");
      },
    },
  ],
});

const addresses = (module: Parameters<typeof resourcesOf>[0]) =>
  resourcesOf(module).map(({ address }) => address);

/** What cloud-init makes of the user data. */
function userData({ user_data_base64 }: Readonly<Record<string, unknown>>): string {
  const compressed = Buffer.from(String(user_data_base64), "base64");
  expect(compressed.length).toBeLessThanOrEqual(16_384);
  return gunzipSync(compressed).toString();
}

async function checkHost({ aws, terraform, outputs }: Applied): Promise<void> {
  const id = String(outputs.instance_id);
  const instance = await describeInstance(aws, id);
  expect(instance.InstanceType).toBe("t3.micro");
  expect(instance.KeyName).toBe("your-key");
  expect(instance.PublicIpAddress).toBe(outputs.public_ip);
  expect(instance.Tags).toEqual(
    expect.arrayContaining([
      { Key: "Name", Value: "iris" },
      { Key: "Project", Value: "iris" },
    ]),
  );
  const attribute = await aws.ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: "userData" }),
  );
  const script = userData({ user_data_base64: attribute.UserData?.Value });
  expect(script).toContain('APP_USER="ec2-user"\n  REGION="us-east-1"\n  PARAMETER="/iris/openai-api-key"\n');
  for (const name of Object.values(INSTALLED))
    expect(script).toContain(readFileSync(join(SCRIPTS, name), "utf8"));
  expect(outputs.api_url).toBe(`http://${outputs.public_ip}`);
  expect(await terraform.outputRaw("put_secret_command")).toBe(
    '(read -rs KEY && printf %s "$KEY" | aws ssm put-parameter --region us-east-1 --name /iris/openai-api-key --type SecureString --overwrite --value file:///dev/stdin)',
  );
  expect(outputs.session_command).toBe(`aws ssm start-session --region us-east-1 --target ${id}`);
  expect(outputs.ssh_command).toBe(`ssh ec2-user@${outputs.public_ip}`);
}

async function checkNetwork(aws: Aws): Promise<void> {
  const { SecurityGroupRules = [] } = await aws.ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const rules = SecurityGroupRules.filter(({ Description = "" }) => Description !== "").map(
    ({ IsEgress, FromPort, CidrIpv4 }) => [IsEgress ? "out" : "in", FromPort, CidrIpv4].join(" "),
  );
  expect(rules.sort()).toEqual([
    "in 22 203.0.113.7/32",
    "in 443 0.0.0.0/0",
    "in 80 0.0.0.0/0",
    "out -1 0.0.0.0/0",
  ]);
}

async function checkRole(aws: Aws): Promise<void> {
  const role = { RoleName: "iris-ec2" };
  expect((await aws.iam.send(new ListAttachedRolePoliciesCommand(role))).AttachedPolicies).toEqual([]);
  expect((await aws.iam.send(new ListRolePoliciesCommand(role))).PolicyNames).toEqual(["iris-host"]);
  const { PolicyDocument } = await aws.iam.send(
    new GetRolePolicyCommand({ ...role, PolicyName: "iris-host" }),
  );
  const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument ?? "")) as { Statement: unknown };
  expect(Statement).toEqual([
    {
      Sid: "ReadApiKey",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: "arn:aws:ssm:us-east-1:123456789012:parameter/iris/openai-api-key",
    },
    {
      Sid: "SessionManager",
      Effect: "Allow",
      Action: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: "*",
    },
  ]);
}

async function checkAlarm({ aws, outputs }: Applied): Promise<void> {
  const alarms = await callQuery(aws, "monitoring", "DescribeAlarms", { Version: "2010-08-01" });
  expect(elementsOf(alarms, "MetricName")).toEqual(["StatusCheckFailed_System"]);
  expect(alarms).toContain("<member>arn:aws:automate:us-east-1:ec2:recover</member>");
  expect(alarms).toContain(`<Value>${outputs.instance_id}</Value>`);
}

/** A domain that comes later: the same machine, so the same cache. */
async function restartsInPlaceForOtherSettings({ terraform }: Applied): Promise<void> {
  const { route53_zone: _, ...elsewhere } = DOMAIN;
  const later = terraform.with({ variables: { ...terraform.variables, ...elsewhere } });
  const plan = await later.planJson(await later.plan());
  const actions = Object.fromEntries(
    (plan.resource_changes ?? []).map(({ address, change }) => [address, change.actions.join()]),
  );
  expect(actions["aws_instance.host"]).toBe("update");
  const other = terraform.with({ variables: { ...terraform.variables, operating_system: "ubuntu-22.04" } });
  const replaced = await other.planJson(await other.plan());
  expect(
    replaced.resource_changes?.find(({ address }) => address === "aws_instance.host")?.change.actions,
  ).toEqual(["delete", "create"]);
}
