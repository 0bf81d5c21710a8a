import type { EnvironmentProps } from "./main";

/** The development environment: environments/dev/terraform.tfvars. */
export const DEV: EnvironmentProps = {
  source: __filename,
  values: {
    region: "eu-west-2",
    availability_zone: "eu-west-2a",
    instance_type: "t3.xlarge",
    root_volume_size: 30,
    data_volume_size: 50,
    repository_url: "https://github.com/ssarunic/dalston.git",
    repository_revision: "075d4bf2d601a3c915768954daf1e45f459873fc",
  },
  comments: {
    repository_revision:
      "The last commit on which docker-compose.yml has the services that the document names: the next one renames them.",
  },
};
