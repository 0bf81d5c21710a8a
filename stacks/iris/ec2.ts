import type { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { KeyPair } from "@cdktf/provider-aws/lib/key-pair";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { DataResource, type TerraformLocal } from "cdktf";
import { amazonLinux } from "../../constructs/aws/amazon-linux";
import { fixedAddress, metadata, rootVolume } from "../../constructs/aws/host";
import type { InstanceRole } from "../../constructs/aws/instance-role";
import { ubuntu } from "../../constructs/aws/ubuntu";
import { hcl, type PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
import type { Network } from "./network";
import { INSTALLED } from "./scripts";
import type { Inputs } from "./variables";

export interface HostProps {
  readonly variables: Inputs;
  readonly network: Network;
  readonly firewall: SecurityGroup;
  readonly role: InstanceRole;
}

export interface Host {
  readonly instance: Instance;
  readonly address: Eip;
  /** The user of the image, whom the service runs as too. */
  readonly user: TerraformLocal;
}

/** ec2.tf: the instance, its key pair and its address. */
export function machine(stack: PlainStack, props: HostProps): Host {
  const { variables, network, firewall, role } = props;
  const file = stack.file("ec2.tf");
  const os = variables.operatingSystem;
  const amazon = amazonLinux(file, "x86_64", { count: hcl.number`${os} == "amazon-linux-2023" ? 1 : 0` });
  const canonical = ubuntu(file, "x86_64", { count: hcl.number`${os} == "ubuntu-22.04" ? 1 : 0` });
  const user = file.local("user", hcl.any`${os} == "ubuntu-22.04" ? "ubuntu" : "ec2-user"`);
  const key = file.add(
    KeyPair,
    "host",
    {
      count: hcl.number`${variables.sshPublicKey} == null ? 0 : 1`,
      keyName: "iris",
      publicKey: variables.sshPublicKey.stringValue,
    },
    "A key pair that exists already needs no second one.",
  );
  const system = file.add(
    DataResource,
    "operating_system",
    { input: hcl.map`${os}` },
    "The image is ignored below: this is how another distribution gets another machine all the same.",
  );
  const instance = file.add(
    Instance,
    "host",
    {
      ami: hcl`one(concat(${amazon.ids}, ${canonical}[*].id))`,
      instanceType: INSTANCE_TYPE,
      keyName: hcl`coalesce(one(${key}[*].key_name), ${variables.sshKeyName})`,
      subnetId: network.subnet.id,
      vpcSecurityGroupIds: [firewall.id],
      iamInstanceProfile: role.profile.name,
      userDataBase64: userData(props, user),
      ebsOptimized: true,
      creditSpecification: { cpuCredits: "standard" },
      metadataOptions: metadata(1),
      rootBlockDevice: rootVolume(variables.rootVolumeSize.numberValue, "iris"),
      tags: { Name: "iris" },
      lifecycle: {
        ignoreChanges: ["ami", "subnet_id"],
        replaceTriggeredBy: [system],
        precondition: [
          {
            condition: hcl.bool`(${variables.sshKeyName} == null) != (${variables.sshPublicKey} == null)`,
            errorMessage:
              "Give either ssh_key_name, of a key pair that exists, or ssh_public_key, for a new one.",
          },
          {
            condition: hcl.bool`${variables.domain} == null || ${variables.letsencryptEmail} != null`,
            errorMessage: "A domain needs letsencrypt_email, the address that Let's Encrypt warns.",
          },
        ],
      },
      dependsOn: [role.policy],
    },
    {
      skip: {
        CKV_AWS_126: "Metrics by the minute cost $2 a month; the alarm's metric comes by the minute anyway.",
      },
      on: {
        user_data_base64:
          "Compressed to stay below EC2's 16 KB; cloud-init unpacks it. A change restarts the machine, which then applies it:\nthe cache and the certificate stay.",
        credit_specification: "Unlimited, the default of t3, bills the CPU used above the baseline.",
        lifecycle:
          "Neither a newer image nor a zone that starts to offer the type may replace the machine and its cache;\nterraform apply -replace=aws_instance.host does.",
        depends_on: "The first boot reads the secret.",
      },
    },
  );
  const keeps = "Keeps the address over stops, starts and replacements of the instance.";
  const address = fixedAddress(file, instance, "iris", keeps);
  return { instance, address, user };
}

/** user-data.sh with all that it installs. */
function userData({ variables }: HostProps, user: TerraformLocal): string {
  const files = Object.fromEntries(
    Object.entries(INSTALLED).map(([name, file]) => [
      name,
      hcl.any`file("\${path.module}/../scripts/${file}")`,
    ]),
  );
  return hcl`base64gzip(templatefile("\${path.module}/../scripts/user-data.sh", ${{
    user: user.asString,
    region: variables.region.stringValue,
    parameter: variables.apiKeyParameter.stringValue,
    domain: hcl`${variables.domain} == null ? "" : ${variables.domain}`,
    email: hcl`${variables.letsencryptEmail} == null ? "" : ${variables.letsencryptEmail}`,
    repository_url: variables.repositoryUrl.stringValue,
    repository_branch: variables.repositoryBranch.stringValue,
    ...files,
  }}))`;
}
