#!/bin/bash
# Generated from templates/iris/setup.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Runs this machine's user data when it is not what ran last: EC2 itself runs it on the first boot only.
# iris-setup.service runs this on every boot; by hand: sudo iris-setup
set -euo pipefail
METADATA=http://169.254.169.254/latest
SCRIPT=$(mktemp)
trap 'rm -f "$SCRIPT"' EXIT
token=$(curl -fsS --retry 5 --max-time 5 -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" "$METADATA/api/token")
# zcat -f: as Terraform sent it, or in clear.
curl -fsS --retry 5 --max-time 20 -H "X-aws-ec2-metadata-token: $token" "$METADATA/user-data" | zcat -f >"$SCRIPT"
if ! cmp -s "$SCRIPT" /var/lib/iris/user-data.sh; then
  bash "$SCRIPT"
fi
