import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { sshLogin, stopAndStart } from "../../constructs/aws/commands";
import type { PlainStack } from "../../constructs/plain";
import type { Host } from "./ec2";
import { PORT } from "./scripts";
import type { Inputs } from "./variables";

/** outputs.tf: what the document's quick commands use, and those commands ready to paste. */
export function outputs(
  stack: PlainStack,
  { variables, images, host }: { readonly variables: Inputs; readonly images: S3Bucket; readonly host: Host },
): void {
  const file = stack.file("outputs.tf");
  file.output("public_ip", {
    description: "Address of the host; stays the same over stop and start.",
    value: host.address.publicIp,
  });
  file.output("instance_id", { description: "ID of the instance.", value: host.instance.id });
  file.output("s3_bucket", { description: "Name of the image bucket.", value: images.id });
  const login = sshLogin(variables.sshKeyName, "ubuntu", host.address);
  file.output("ssh_command", { description: "Opens a shell on the host.", value: `ssh ${login}` });
  file.output("health_command", {
    description: "Asks the server on the host whether it is healthy.",
    value: `ssh ${login} curl -fsS http://127.0.0.1:${PORT}/health`,
  });
  file.output("tunnel_command", {
    description: "Brings the server's port to this computer, for as long as it runs.",
    value: `ssh -N -L ${PORT}:127.0.0.1:${PORT} ${login}`,
  });
  file.output("mcp_endpoint", {
    description: "Address for MCP clients on this computer, through the tunnel.",
    value: `http://127.0.0.1:${PORT}/mcp`,
  });
  stopAndStart(file, variables.region, host.instance);
}
