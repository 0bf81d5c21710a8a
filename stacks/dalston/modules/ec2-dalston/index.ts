import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";
import { amazonLinux } from "../../../../constructs/aws/amazon-linux";
import { hcl, LocalModule, type ModuleOutput } from "../../../../constructs/plain";
import { dataVolume } from "./data-volume";
import { defaultNetwork } from "./default-network";
import { firewall } from "./firewall";
import { hostConditions } from "./host-conditions";
import { inputs } from "./inputs";

export interface Ec2DalstonProps {
  readonly name: string;
  readonly instanceType: string;
  readonly availabilityZone: string;
  readonly rootVolumeSize: number;
  readonly dataVolumeSize: number;
  readonly instanceProfileName: string;
  readonly sshKeyName: string;
  readonly sshTemporaryCidrs: string[];
  readonly gpuEnabled: IResolvable;
  readonly bucketName: string;
  readonly region: string;
  readonly repositoryUrl: string;
  readonly repositoryBranch: string;
}

/** modules/ec2-dalston: the host, its data volume and its security group, in the default VPC. */
export class Ec2Dalston extends LocalModule {
  readonly instanceId: ModuleOutput;
  readonly dataVolumeId: ModuleOutput;

  constructor(scope: Construct, id: string, props: Ec2DalstonProps) {
    super(scope, id, { directory: "ec2-dalston", source: "stacks/dalston/modules/ec2-dalston" });
    const variables = inputs((name, config, prop) => this.input(name, config, props[prop]));
    const volume = dataVolume(this, variables);
    const { vpcId, subnet } = defaultNetwork(this, volume);
    const { group, everythingOut } = firewall(this, vpcId, variables);
    const image = amazonLinux(this, "x86_64");
    const host = this.add(
      Instance,
      "dalston",
      {
        ami: image.id,
        instanceType: variables.instanceType.stringValue,
        keyName: variables.sshKeyName.stringValue,
        subnetId: subnet.id,
        vpcSecurityGroupIds: [group.id],
        iamInstanceProfile: variables.instanceProfileName.stringValue,
        userDataReplaceOnChange: true,
        userData: hcl`templatefile("\${path.module}/../../../scripts/user-data.sh", {
          bucket            = ${variables.bucketName}
          region            = ${variables.region}
          data_volume_id    = ${volume.id}
          repository_url    = ${variables.repositoryUrl}
          repository_branch = ${variables.repositoryBranch}
          gpu               = ${variables.gpuEnabled}
          compose_override  = file("\${path.module}/../../../docker/docker-compose.\${${variables.gpuEnabled} ? "aws-gpu" : "aws"}.yml")
        })`,
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 2 },
        rootBlockDevice: {
          volumeType: "gp3",
          volumeSize: hcl.number`max(${variables.rootVolumeSize}, ${variables.gpuEnabled} ? 100 : 0)`,
          encrypted: true,
          tags: { Name: `${variables.name}-root` },
        },
        tags: { Name: variables.name.stringValue },
        lifecycle: {
          ignoreChanges: ["ami"],
          precondition: hostConditions(this, { variables, volume, subnet }),
        },
        dependsOn: [everythingOut],
      },
      {
        on: {
          user_data_replace_on_change:
            "The script runs once, on the first boot: a changed one needs a new machine. /data comes along.",
          metadata_options: "Two hops: containers get the role's credentials too.",
          root_block_device: "The NVIDIA driver and the GPU engines' images are large.",
          depends_on: "The first boot downloads from the internet.",
          lifecycle:
            "A newer image must not replace the machine. To take one:\nterraform apply -replace=module.ec2_dalston.aws_instance.dalston",
        },
      },
    );
    volume.attachTo(host);
    this.instanceId = this.output("instance_id", { description: "ID of the instance.", value: host.id });
    this.dataVolumeId = this.output("data_volume_id", {
      description: "ID of the data volume.",
      value: volume.id,
    });
  }
}
