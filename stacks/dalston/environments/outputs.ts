import type { TerraformVariable } from "cdktf";
import { instancesCommand } from "../../../constructs/aws/commands";
import type { PlainStack } from "../../../constructs/plain";
import type { Ec2Dalston } from "../modules/ec2-dalston/main";
import type { S3Artifacts } from "../modules/s3-artifacts/main";

export interface OutputsProps {
  readonly name: string;
  readonly region: TerraformVariable;
  readonly artifacts: S3Artifacts;
  readonly host: Ec2Dalston;
}

/** outputs.tf of an environment: what the document notes down after the first apply. */
export function outputs(stack: PlainStack, { name, region, artifacts, host }: OutputsProps): void {
  const file = stack.file("outputs.tf");
  file.output("instance_id", { description: "ID of the instance.", value: host.instanceId.any });
  file.output("s3_bucket", { description: "Name of the artifacts bucket.", value: artifacts.bucketName.any });
  file.output("data_volume_id", {
    description: "ID of the volume mounted on /data.",
    value: host.dataVolumeId.any,
  });
  const command = (verb: string, rest = ""): string =>
    instancesCommand(verb, region, host.instanceId.string) + rest;
  file.output("shell_aliases", {
    description: "For ~/.zshrc or ~/.bashrc: terraform output -raw shell_aliases >> ~/.zshrc",
    value: [
      `alias ${name}-up="${command("start")}"`,
      `alias ${name}-down="${command("stop")}"`,
      `alias ${name}-status="${command("describe", " --query 'Reservations[0].Instances[0].State.Name' --output text")}"`,
      "",
    ].join("\n"),
  });
}
