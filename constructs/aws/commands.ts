import type { Eip } from "@cdktf/provider-aws/lib/eip";
import type { Instance } from "@cdktf/provider-aws/lib/instance";
import type { TerraformVariable } from "cdktf";
import type { TerraformFile } from "../plain";

/** What `ssh` needs to know, with the key where EC2's console has put it. */
export function sshLogin(key: TerraformVariable, user: string, { publicIp }: Eip): string {
  return `-i ~/.ssh/${key}.pem ${user}@${publicIp}`;
}

/** Opens a shell through Session Manager. */
export function sessionCommand(region: TerraformVariable, { id }: Instance): string {
  return `aws ssm start-session --region ${region} --target ${id}`;
}

/** What the AWS command line calls on one instance: `start`, `stop`, `describe`. */
export function instancesCommand(verb: string, region: TerraformVariable, id: string): string {
  return `aws ec2 ${verb}-instances --region ${region} --instance-ids ${id}`;
}

/** Outputs with the commands that stop a host and start it again. */
export function stopAndStart(file: TerraformFile, region: TerraformVariable, { id }: Instance): void {
  file.output("stop_command", {
    description: "Stops the host: only the volume and the address cost money then.",
    value: instancesCommand("stop", region, id),
  });
  file.output("start_command", {
    description: "Starts the host again.",
    value: instancesCommand("start", region, id),
  });
}
