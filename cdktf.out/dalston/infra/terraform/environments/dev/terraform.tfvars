# Generated from stacks/dalston/environments/dev.ts by plainform ("npm run synth"): edit that, not this.

region            = "eu-west-2"
availability_zone = "eu-west-2a"
instance_type     = "t3.xlarge"
root_volume_size  = 30
data_volume_size  = 50
repository_url    = "https://github.com/ssarunic/dalston.git"
# The last commit on which docker-compose.yml has the services that the document names: the next one renames them.
repository_revision = "075d4bf2d601a3c915768954daf1e45f459873fc"
