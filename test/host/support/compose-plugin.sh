#!/bin/bash
# Docker Compose v2 for the tests, where it is missing. As root:
#   bash compose-plugin.sh
set -euo pipefail
if docker compose version >/dev/null 2>&1; then
  exit
fi
plugin=usr/libexec/docker/cli-plugins/docker-compose
bash "$(dirname "$0")/from-debian-13.sh" docker-compose "$plugin" /usr/local/lib/docker/cli-plugins/docker-compose
/usr/local/lib/docker/cli-plugins/docker-compose version
