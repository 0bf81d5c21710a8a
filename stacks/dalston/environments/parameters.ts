import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { TerraformIterator } from "cdktf";
import { hcl, type TerraformFile } from "../../../constructs/plain";
import type { Inputs } from "./variables";

/** What the host runs, where it can ask for it: none of it is a secret, and none of it may cost the machine. */
export function parameters(file: TerraformFile, name: string, variables: Inputs): SsmParameter {
  const services = file.local(
    "services",
    hcl.any`[for service in ${variables.services} : ${variables.gpuEnabled} ? trimsuffix(service, "-cpu") : service]`,
    "The repository's engines have -cpu in their names only where a GPU is the other choice.",
  );
  const values = TerraformIterator.fromMap(hcl.map`{
    repository = ${variables.repositoryUrl}
    revision = ${variables.repositoryRevision}
    services = join(" ", ${services})
    "docker-compose.aws.yml" = chomp(file(coalesce(${variables.composeOverride}, "\${path.module}/../../../docker/docker-compose.aws.yml")))
  }`);
  return file.add(
    SsmParameter,
    "host",
    {
      forEach: values,
      name: `/${name}/\${each.key}`,
      description: "Read by dalston-update on the host",
      type: "String",
      insecureValue: hcl`each.value`,
    },
    {
      above:
        "Not in the user data: a change of these needs dalston-update on the host, and not a new machine.",
      skip: {
        CKV2_AWS_34: "No secrets: a plan is to show what changes.",
        CKV_AWS_337: "No secrets: a plan is to show what changes.",
      },
    },
  );
}
