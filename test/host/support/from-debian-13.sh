#!/bin/bash
# Puts one file of a Debian 13 package in place; for programs that also run on older releases, which lack them or have
# them too old. As root, from the mirror that this machine uses anyway:
#   bash from-debian-13.sh PACKAGE FILE DESTINATION
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
# shellcheck disable=SC2016 # apt fills it in
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$work/sources.list"
apt=(apt-get -q -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
"${apt[@]}" update
cd "$work"
"${apt[@]}" download "$1"
dpkg-deb -x "$1"_*.deb files
install -D "files/$2" "$3"
