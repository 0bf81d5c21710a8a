#!/bin/bash
# Generated from templates/dalston/user-data.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Bootstrap of the Dalston host: Amazon Linux 2023. cloud-init runs it once, as root, on the first boot; running it
# again is safe. What is run here, dalston-update asks Parameter Store; what has to hold on every boot is in
# dalston.service.

# shellcheck disable=SC2154 # Terraform's templatefile() fills these in.
{
  BUCKET="${bucket}"
  REGION="${region}"
  DATA_VOLUME_ID="${data_volume_id}"
  DATA_VOLUME_CREATED="${data_volume_created}"
  PARAMETERS="${parameters}"
  GPU="${gpu}"
}

set -Eeuo pipefail

# Everything goes to a log and to the console, where EC2's system log shows it.
exec > >(tee -a /var/log/dalston-bootstrap.log) 2>&1
trap 'echo "dalston: bootstrap failed at line $LINENO: $BASH_COMMAND" >&2' ERR

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# retry TRIES PAUSE COMMAND...: until it succeeds, but not for ever.
retry() {
  local left=$1 pause=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ]; then
      echo "dalston: gave up on: $*" >&2
      return 1
    fi
    echo "dalston: failed, again in $pause s: $*"
    sleep "$pause"
  done
}

# put MODE FILE: standard input becomes the file, in one step, and only when that changes it.
put() {
  cat >"$WORK/put"
  if ! cmp -s "$WORK/put" "$2"; then
    install -m "$1" "$WORK/put" "$2.new"
    mv "$2.new" "$2"
  fi
}

# dnf_install PACKAGE...: dnf waits for its own lock; the mirrors may be slow to answer on a first boot.
dnf_install() {
  retry 10 30 dnf -qy install "$@"
}

# fetch URL FILE: over TLS only, with retries and an end.
fetch() {
  curl -fsSL --proto =https --tlsv1.2 --connect-timeout 20 --max-time 900 \
    --retry 5 --retry-delay 5 --retry-all-errors -o "$2" "$1"
}

# verify FILE SHA256: refuses a file that is not the one that was meant.
verify() {
  local actual
  actual=$(sha256sum "$1" | cut -d ' ' -f 1)
  if [ "$actual" != "$2" ]; then
    echo "wrong checksum: $1 has $actual, expected $2" >&2
    return 1
  fi
}

# find_volume VOLUME_ID: sets DEVICE to that EBS volume, however this machine names it.
find_volume() {
  local serial
  serial=$(tr -d - <<<"$1")
  # Nitro: udev's link, or else the serial number itself.
  DEVICE=$(readlink -e "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_$serial") ||
    DEVICE=$(lsblk --nodeps --noheadings --paths --output NAME,SERIAL |
      awk -v "serial=$serial" '$2 == serial { print $1 }')
  # Xen: only the name given at the attachment. A device that tells its serial number is another volume.
  if [ -z "$DEVICE" ] && DEVICE=$(readlink -e /dev/xvdf) &&
    lsblk --nodeps --noheadings --output SERIAL "$DEVICE" | grep '[^ ]' >/dev/null; then
    DEVICE=
  fi
  [ -b "$DEVICE" ]
}

# blank CREATED: whether DEVICE was never written to. Its bytes alone cannot tell: unwritten blocks of an encrypted EBS
# volume read as random bytes, as ciphertext does, and random bytes can look like a partition table or a filesystem. So it
# is blank when it is all zeros; or when Terraform created it, from no snapshot, at CREATED (else empty), within the last
# day, and its beginning is random: it neither compresses nor has eight zero bytes in a row, as every text, header and
# table does. A signature in there is an accident; one behind it is not. All else may be data.
blank() {
  local created age offsets offset beginning=67108864
  if cmp --silent --bytes="$(blockdev --getsize64 "$DEVICE")" "$DEVICE" /dev/zero; then
    return 0
  fi
  if [ -z "$1" ] || ! created=$(date --date="$1" +%s); then
    return 1
  fi
  age=$(($(date +%s) - created))
  # A clock that is far behind knows no age.
  if [ "$age" -lt -300 ] || [ "$age" -gt 86400 ]; then
    return 1
  fi
  head --bytes="$beginning" "$DEVICE" >"$WORK/beginning" || return 1
  if LC_ALL=C grep --quiet --text --perl-regexp '\x00{8}' "$WORK/beginning" ||
    [ "$(gzip --fast --stdout "$WORK/beginning" | wc --bytes)" -lt "$(wc --bytes <"$WORK/beginning")" ]; then
    return 1
  fi
  offsets=$(wipefs --noheadings --output OFFSET "$DEVICE") || return 1
  for offset in $offsets; do
    if [ "$((offset))" -ge "$beginning" ]; then
      return 1
    fi
  done
}

# mount_volume VOLUME_ID CREATED FOLDER: waits for the volume, gives it a filesystem if it is blank, and mounts it, now and
# on every boot. What is on a volume is never overwritten.
mount_volume() {
  local uuid found
  if ! retry 120 5 find_volume "$1"; then
    echo "dalston: volume $1 did not appear within ten minutes: is it attached to this instance?" >&2
    return 1
  fi
  if blank "$2"; then
    echo "dalston: volume $1 ($DEVICE) is blank: making a filesystem"
    # -F: it would ask about an accidental signature.
    mkfs.ext4 -q -F "$DEVICE"
  fi
  uuid=$(blkid --probe --usages filesystem --match-tag UUID --output value "$DEVICE") || true
  if [ -z "$uuid" ]; then
    found=$(wipefs --noheadings --output TYPE "$DEVICE" | paste --serial --delimiters ' ')
    if [ -z "$found" ]; then
      found="unknown bytes"
    fi
    echo "dalston: volume $1 ($DEVICE) has no filesystem, but is not known to be blank. On it: $found." \
      "Nothing was changed. If nothing on it is needed: sudo mkfs.ext4 -F $DEVICE, then run this script again:" \
      "sudo bash /var/lib/cloud/instance/user-data.txt" >&2
    return 1
  fi
  mkdir -p "$3"
  # By UUID: the device may have another name after a start. growfs: a volume that was made larger is used.
  {
    awk -v "folder=$3" '$2 != folder' /etc/fstab
    echo "UUID=$uuid $3 auto defaults,nofail,x-systemd.growfs 0 2"
  } | put 644 /etc/fstab
  systemctl daemon-reload
  # The device, since mount finds no fault with an entry of fstab that says nofail and names what is not there.
  mountpoint -q "$3" || mount "$DEVICE" "$3"
}

# docker_plugin NAME URL SHA256: a pinned one, which docker prefers to the distribution's.
docker_plugin() {
  local file=/usr/local/lib/docker/cli-plugins/$1
  if [ -x "$file" ] && sha256sum --check --status <<<"$3  $file"; then
    return
  fi
  fetch "$2" "$WORK/$1"
  verify "$WORK/$1" "$3"
  install -D -m 755 "$WORK/$1" "$file"
}

# Amazon Linux's own NVIDIA repository; the kernel module is built for the running kernel.
install_gpu() {
  local release packages=kernel
  release=$(uname -r)
  dnf_install pciutils
  if [ -z "$(lspci -n -d 10de:)" ]; then
    echo "dalston: no NVIDIA GPU here: gpu_enabled needs a GPU instance type, such as g4dn.xlarge" >&2
    return 1
  fi
  # Kernels after the first have their version in the names of their packages.
  case $release in
    6.1.*) ;;
    *) packages=kernel$(cut -d . -f 1,2 <<<"$release") ;;
  esac
  dnf_install --allowerasing dkms "$packages-devel-$release" "$packages-headers-$release" \
    "$packages-modules-extra-$release"
  dnf_install nvidia-release
  dnf_install nvidia-open nvidia-container-toolkit
  modprobe nvidia
  nvidia-smi --list-gpus
  if ! grep nvidia /etc/docker/daemon.json >/dev/null; then
    nvidia-ctk runtime configure --runtime=docker
  fi
}

# settings: what Compose fills into its files, in /opt/dalston/.env. On /data, because Postgres keeps the password
# that it was made with, whichever machine it runs on.
settings() {
  local file=/data/dalston.env
  if [ ! -e "$file" ]; then
    {
      echo "# For the compose files in /opt/dalston: POSTGRES_PASSWORD, HF_TOKEN, and what else .env.example there lists."
      if [ -z "$(ls -A /data/postgres)" ]; then
        echo "POSTGRES_PASSWORD=$(od -An -N 24 -t x1 /dev/urandom | tr -d ' \n')"
      else
        echo "# /data/postgres was there before this file: POSTGRES_PASSWORD is the one that it was made with."
      fi
    } | put 600 "$file"
  fi
  {
    printf '%s\n' "S3_BUCKET=$BUCKET" "S3_REGION=$REGION" "AWS_REGION=$REGION"
    sed -E '/^(S3_BUCKET|S3_REGION|AWS_REGION)=/d' "$file"
  } | put 600 "$file"
  # docker compose as the document types it, without sudo. Whoever may talk to Docker is root anyway.
  chown ec2-user: "$file"
}

dnf_install awscli-2 docker git
docker_plugin docker-compose https://github.com/docker/compose/releases/download/v2.40.3/docker-compose-linux-x86_64 \
  dba9d98e1ba5bfe11d88c99b9bd32fc4a0624a30fafe68eea34d61a3e42fd372
# Compose builds images with it, and refuses the old one in Amazon Linux.
docker_plugin docker-buildx https://github.com/docker/buildx/releases/download/v0.29.1/buildx-v0.29.1.linux-amd64 \
  7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141

mount_volume "$DATA_VOLUME_ID" "$DATA_VOLUME_CREATED" /data
# Only when missing: what is in them belongs to the containers, whoever they run as.
[ -d /data/postgres ] || mkdir -m 700 /data/postgres
[ -d /data/models ] || mkdir -m 1777 /data/models
settings

mkdir -p /etc/dalston /etc/docker /etc/systemd/system/docker.service.d
put 644 /etc/systemd/system/docker.service.d/dalston.conf <<'DROPIN'
[Unit]
# After a crash Docker starts the containers by itself: never on an empty folder where /data should be.
RequiresMountsFor=/data
AssertPathIsMountPoint=/data
DROPIN
if [ ! -e /etc/docker/daemon.json ]; then
  put 644 /etc/docker/daemon.json <<<'{ "log-opts": { "max-size": "20m", "max-file": "5" } }'
fi
if [ "$GPU" = true ]; then
  install_gpu
fi
systemctl daemon-reload
systemctl enable --quiet --now docker.service
usermod --append --groups docker ec2-user

put 644 /etc/dalston/parameters.env <<ENV
REGION=$REGION
PARAMETERS=$PARAMETERS
ENV

put 755 /usr/local/sbin/dalston-update <<'SCRIPT'
#!/bin/bash
# Brings this host to what Terraform says: repository, revision, services and docker-compose.aws.yml. After a
# terraform apply that changed one of them: sudo dalston-update. A revision that cannot work changes nothing.
set -euo pipefail
# shellcheck source=/dev/null
. /etc/dalston/parameters.env
# Nobody is there to answer a question.
export GIT_TERMINAL_PROMPT=0

parameter() {
  aws ssm get-parameter --region "$REGION" --name "$PARAMETERS/$1" --query Parameter.Value --output text
}

fetch() {
  timeout 300 git fetch --quiet --depth 1 origin "$revision"
}

# compose FLAG...: Docker Compose in the tree that is looked at first.
compose() {
  docker compose --project-directory "$new" -f "$new/docker-compose.yml" "$@"
}

repository=$(parameter repository)
revision=$(parameter revision)
services=$(parameter services)
override=$(parameter docker-compose.aws.yml)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Compose names images after the folder.
new=$scratch/dalston
mkdir "$new"

git init --quiet /opt/dalston
cd /opt/dalston
git config remote.origin.url "$repository"
if ! fetch && ! { sleep 10 && fetch; }; then
  echo "dalston: cannot fetch $revision of $repository: are both right, may everybody read it? README.md says what" \
    "the host needs for a private one; then: sudo dalston-update" >&2
  exit 1
fi
GIT_INDEX_FILE=$scratch/index git --work-tree="$new" checkout --quiet FETCH_HEAD -- .
echo "$override" >"$new/docker-compose.aws.yml"
echo "SERVICES=\"$services\"" >"$scratch/services.env"
ln -s /data/dalston.env "$new/.env"

# Compose would say "has neither an image nor a build context", and dalston.service try it again for ever.
there=$(compose --profile '*' config --services)
for service in $services; do
  if ! grep -qxF -- "$service" <<<"$there"; then
    echo "dalston: docker-compose.yml of $revision has no service $service, but: $(sort <<<"$there" | paste -s -d ' ')." \
      "Set repository_revision to a revision that has it, or services (and compose_override) to what is there," \
      "then: terraform apply, and here: sudo dalston-update" >&2
    exit 1
  fi
done
# shellcheck disable=SC2086 # One word for each service.
compose -f "$new/docker-compose.aws.yml" config --quiet $services

# dalston.service starts nothing before all is built. On a new host it tries for ever.
if [ -e /etc/dalston/services.env ] && ! SERVICES=$services /usr/local/sbin/dalston-build "$new" FETCH_HEAD; then
  # What was built took the names of what runs.
  systemctl reload dalston.service || true
  echo "dalston: images of $revision do not build: nothing was changed" >&2
  exit 1
fi

git checkout --quiet --detach FETCH_HEAD
install -C -m 644 "$new/docker-compose.aws.yml" docker-compose.aws.yml
install -C -m 644 "$scratch/services.env" /etc/dalston/services.env
[ -L .env ] || ln -sf /data/dalston.env .env
systemctl enable --quiet dalston.service
# Not waited for: images take minutes.
systemctl reload-or-restart --no-block dalston.service
echo "dalston: $revision; journalctl --follow --unit dalston shows how it starts"
SCRIPT

put 755 /usr/local/sbin/dalston-build <<'SCRIPT'
#!/bin/bash
# dalston-build FOLDER REVISION: builds the images of $SERVICES, once for each revision.
set -euo pipefail
cd "$1"
built=/var/cache/dalston/built
commit=$(git -C /opt/dalston rev-parse "$2^{commit}")
wanted=$(sha256sum - docker-compose.aws.yml <<<"$commit $SERVICES")
if [ "$wanted" = "$(cat "$built" 2>/dev/null)" ]; then
  exit
fi
rm -f "$built"
compose() {
  # shellcheck disable=SC2086 # One word for each service.
  docker compose -f docker-compose.yml -f docker-compose.aws.yml "$@" $SERVICES
}
# Engines start FROM dalston/NAME, which Compose does not know and no registry has: docker/Dockerfile.NAME.
bases=$(compose config | sed -n 's/^ *dockerfile: //p' | sort -u |
  xargs -r sed -n 's|^FROM .*dalston/\([a-z0-9.-]*\).*|\1|p' | sort -u)
for base in $bases; do
  docker build --tag "dalston/$base" --file "docker/Dockerfile.$base" .
done
compose build
echo "$wanted" >"$built"
SCRIPT

put 644 /etc/systemd/system/dalston.service <<'UNIT'
[Unit]
Description=Dalston: transcription services under Docker Compose
Requires=docker.service
Wants=network-online.target
After=docker.service network-online.target
RequiresMountsFor=/data
# Never give up: the first start pulls and builds images, from places that may be down.
StartLimitIntervalSec=0

[Service]
Type=oneshot
RemainAfterExit=yes
WorkingDirectory=/opt/dalston
EnvironmentFile=/etc/dalston/services.env
# Docker's command keeps notes at home.
CacheDirectory=dalston
Environment=HOME=/var/cache/dalston
# One word for each service.
ExecStartPre=/usr/local/sbin/dalston-build /opt/dalston HEAD
ExecStart=docker compose -f docker-compose.yml -f docker-compose.aws.yml up -d $SERVICES
# Images whose name a newer one has would fill the root volume.
ExecStartPost=-docker image prune -f
# Only what is different is made anew; the rest keeps running while images are built.
ExecReload=/usr/local/sbin/dalston-build /opt/dalston HEAD
ExecReload=docker compose -f docker-compose.yml -f docker-compose.aws.yml up -d $SERVICES
ExecReload=-docker image prune -f
# Containers that were stopped do not come up with Docker at the next boot, but with this unit, after /data. Those with
# a profile are left out unless it is named.
ExecStop=docker compose -f docker-compose.yml -f docker-compose.aws.yml --profile '*' stop
Restart=on-failure
RestartSec=30
TimeoutStartSec=infinity

# It only asks Docker: all that is done as root is done there.
NoNewPrivileges=yes
# The settings are ec2-user's.
CapabilityBoundingSet=CAP_DAC_READ_SEARCH
LockPersonality=yes
MemoryDenyWriteExecute=yes
PrivateDevices=yes
PrivateTmp=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectSystem=strict
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
UMask=0077

[Install]
WantedBy=multi-user.target
UNIT

# So that docker compose ps, in whichever folder, is about Dalston.
put 644 /etc/profile.d/dalston.sh <<'PROFILE'
export COMPOSE_FILE=/opt/dalston/docker-compose.yml:/opt/dalston/docker-compose.aws.yml
PROFILE

systemctl daemon-reload
dalston-update
echo "dalston: bootstrap done"
