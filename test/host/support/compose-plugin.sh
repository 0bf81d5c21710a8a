#!/bin/bash
# Docker Compose v2 for the tests, where it is missing: from Debian 13, whose package also runs on older ones. As root:
#   bash compose-plugin.sh
set -euo pipefail
if docker compose version >/dev/null 2>&1; then
  exit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
# From the mirror that this machine uses anyway.
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$work/sources.list"
apt=(apt-get -q -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
"${apt[@]}" update
cd "$work"
"${apt[@]}" download docker-compose
dpkg-deb -x docker-compose_*.deb files
install -D files/usr/libexec/docker/cli-plugins/docker-compose /usr/local/lib/docker/cli-plugins/docker-compose
/usr/local/lib/docker/cli-plugins/docker-compose version
