import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { sessionCommand, sshLogin } from "../../constructs/aws/commands";
import type { PlainStack } from "../../constructs/plain";
import type { Host } from "./compute";
import type { Locals } from "./locals";
import type { Inputs } from "./variables";

export interface OutputsProps {
  readonly variables: Inputs;
  readonly locals: Locals;
  readonly host: Host;
  readonly bucket: S3Bucket;
}

/** outputs.tf: what the document's operations use. */
export function outputs(stack: PlainStack, { variables, locals, host, bucket }: OutputsProps): void {
  const file = stack.file("outputs.tf");
  file.output("public_ip", {
    description:
      "Elastic IP of the host: where Cloudflare's record points. The same over stops, starts and replacements.",
    value: host.address.publicIp,
  });
  file.output("instance_id", { description: "ID of the instance.", value: host.instance.id });
  file.output("bucket", {
    description: "Bucket for base_connaissances and, below dumps/, the dumps.",
    value: bucket.id,
  });
  file.output("ssm_parameter_prefix", {
    description: "Path in Parameter Store below which the host may read.",
    value: locals.parameterPrefix,
  });
  file.output("data_volume_id", {
    description: "ID of the data volume, which outlives the instance.",
    value: host.volume.id,
  });
  file.output("ssh_command", {
    description: "Opens a shell on the host, from a network in allowed_cidrs.",
    value: `ssh ${sshLogin(variables.sshKeyName, "ubuntu", host.address)}`,
  });
  file.output("session_command", {
    description: "Opens a shell on the host through Session Manager, from anywhere, without a key.",
    value: sessionCommand(variables.region, host.instance),
  });
  file.output("sync_command", {
    description:
      "Uploads base_connaissances, when it is run in the folder that has it, the root of the repository.",
    value: `aws s3 sync base_connaissances/ s3://${bucket.id}/`,
  });
}
