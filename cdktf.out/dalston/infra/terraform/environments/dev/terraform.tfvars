# Generated from stacks/dalston by plainform ("npm run synth"): edit that, not this.

region            = "eu-west-2"
instance_type     = "t3.xlarge"
root_volume_size  = 30
data_volume_size  = 50
repository_url    = "https://github.com/ssarunic/dalston.git"
repository_branch = "main"
