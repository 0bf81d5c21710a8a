import { sessionCommand, stopAndStart } from "../../constructs/aws/commands";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Host } from "./ec2";
import type { Inputs } from "./variables";

/** outputs.tf: addresses, and the document's commands ready to paste. */
export function outputs(
  stack: PlainStack,
  { variables, host }: { readonly variables: Inputs; readonly host: Host },
): void {
  const file = stack.file("outputs.tf");
  const { region, domain } = variables;
  const address = host.address.publicIp;
  file.output("public_ip", {
    description: "Address of the host, for the domain's A record; stays the same over stop and start.",
    value: address,
  });
  file.output("instance_id", { description: "ID of the instance.", value: host.instance.id });
  const url = file.local("url", hcl.any`${domain} == null ? ${`http://${address}`} : ${`https://${domain}`}`);
  file.output("api_url", {
    description: "What the VS Code extension calls: IRIS_API_URL.",
    value: url,
  });
  file.output("put_secret_command", {
    description:
      "Asks for the key of the OpenAI API and stores it, on no command line; the service starts within seconds.",
    value: `(read -rs KEY && printf %s "$KEY" | aws ssm put-parameter --region ${region} --name ${variables.apiKeyParameter} --type SecureString --overwrite --value file:///dev/stdin)`,
  });
  file.output("health_command", {
    description: 'Answers {"status": "healthy", "agent": "ready"}.',
    value: `curl ${url}/api/iris/health`,
  });
  file.output("ssh_command", {
    description: "Opens a shell on the host, with the key that you launched it with.",
    value: `ssh ${host.user}@${address}`,
  });
  file.output("session_command", {
    description: "Opens a shell on the host without SSH, by Session Manager: no key, no open port.",
    value: sessionCommand(region, host.instance),
  });
  stopAndStart(file, region, host.instance);
}
