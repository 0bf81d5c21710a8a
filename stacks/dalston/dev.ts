import type { EnvironmentProps } from "./environment";

/** The development environment: environments/dev/terraform.tfvars. */
export const DEV: EnvironmentProps = {
  values: {
    region: "eu-west-2",
    instance_type: "t3.xlarge",
    root_volume_size: 30,
    data_volume_size: 50,
    repository_url: "https://github.com/ssarunic/dalston.git",
    repository_branch: "main",
  },
};
