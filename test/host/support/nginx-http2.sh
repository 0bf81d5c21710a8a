#!/bin/bash
# An nginx as new as the container's, which knows "http2 on" (1.25.1), for the tests: beside the distribution's. As root:
#   bash nginx-http2.sh
set -euo pipefail
nginx=/usr/local/lib/nginx-http2/nginx
if [ ! -x "$nginx" ]; then
  bash "$(dirname "$0")/from-debian-13.sh" nginx usr/sbin/nginx "$nginx"
fi
"$nginx" -v
