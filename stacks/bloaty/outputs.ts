import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { TerraformLocal } from "cdktf";
import { sshLogin } from "../../constructs/aws/commands";
import type { PlainStack } from "../../constructs/plain";
import type { Host } from "./ec2";
import type { Inputs } from "./variables";

export interface OutputsProps {
  readonly variables: Inputs;
  readonly bucket: S3Bucket;
  readonly secret: SecretsmanagerSecret;
  readonly host: Host;
  readonly hostname: TerraformLocal;
}

/** outputs.tf: what the sequence in README.md asks for. */
export function outputs(stack: PlainStack, props: OutputsProps): void {
  const file = stack.file("outputs.tf");
  const { variables, bucket, secret, host, hostname } = props;
  file.output("public_ip", {
    description: "Elastic IP of the host; stays the same over stop and start.",
    value: host.address.publicIp,
  });
  file.output("hostname", {
    description: "Name that the DNS record gives to it; null without a domain.",
    value: hostname,
  });
  file.output("instance_id", { description: "ID of the instance.", value: host.instance.id });
  file.output("region", { description: "Region of everything.", value: variables.region });
  file.output("backup_bucket", {
    description: "Name of the backup bucket: BACKUP_S3_BUCKET in the secret.",
    value: bucket.id,
  });
  file.output("secret_name", {
    description: "Name of the secret that README.md says how to fill.",
    value: secret.name,
  });
  file.output("ssh_command", {
    description: "Opens a shell on the host.",
    value: `ssh ${sshLogin(variables.sshKeyName, "ec2-user", host.address)}`,
  });
}
