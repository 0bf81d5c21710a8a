#!/bin/bash
# Generated from templates/dalston/user-data.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Bootstrap of the Dalston host: Amazon Linux 2023. cloud-init runs it once, as root, on the first boot; running it
# again is safe. What has to hold on every boot is in dalston.service.

# shellcheck disable=SC2154 # Terraform's templatefile() fills these in, and docker-compose.aws.yml below.
{
  BUCKET="${bucket}"
  REGION="${region}"
  DATA_VOLUME_ID="${data_volume_id}"
  REPOSITORY_URL="${repository_url}"
  REPOSITORY_BRANCH="${repository_branch}"
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

# mount_volume VOLUME_ID FOLDER: waits for the volume, gives it a filesystem if it is blank, and mounts it, now and
# on every boot. What is on a volume is never overwritten.
mount_volume() {
  local signatures uuid
  if ! retry 120 5 find_volume "$1"; then
    echo "dalston: volume $1 did not appear within ten minutes: is it attached to this instance?" >&2
    return 1
  fi
  signatures=$(wipefs --noheadings --output TYPE "$DEVICE")
  if [ -z "$signatures" ] && cmp --silent --bytes=1048576 "$DEVICE" /dev/zero; then
    echo "dalston: volume $1 ($DEVICE) is blank: making a filesystem"
    mkfs.ext4 -q "$DEVICE"
  fi
  uuid=$(blkid --probe --usages filesystem --match-tag UUID --output value "$DEVICE") || true
  if [ -z "$uuid" ]; then
    echo "dalston: volume $1 ($DEVICE) is neither blank nor a filesystem, but: $(wipefs "$DEVICE")" >&2
    return 1
  fi
  mkdir -p "$2"
  # By UUID: the device may have another name after a start. growfs: a volume that was made larger is used.
  {
    awk -v "folder=$2" '$2 != folder' /etc/fstab
    echo "UUID=$uuid $2 auto defaults,nofail,x-systemd.growfs 0 2"
  } | put 644 /etc/fstab
  systemctl daemon-reload
  mountpoint -q "$2" || mount "$2"
}

# docker_plugin NAME URL SHA256: a pinned one, which docker prefers to the one in Amazon Linux.
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

clone_once() {
  rm -rf /opt/dalston.new
  # Nobody is there to answer a question.
  GIT_TERMINAL_PROMPT=0 GIT_SSH_COMMAND="ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new" \
    timeout 300 git -c credential.helper= clone --quiet --branch "$REPOSITORY_BRANCH" -- \
    "$REPOSITORY_URL" /opt/dalston.new </dev/null
}

clone() {
  if [ -e /opt/dalston/.git ]; then
    return
  fi
  if ! retry 3 10 clone_once; then
    echo "dalston: cannot clone branch $REPOSITORY_BRANCH of $REPOSITORY_URL: is the address right, is the branch" \
      "there, may everybody read it? Clone a private one to /opt/dalston by hand, with credentials of your own," \
      "then run: sudo bash /var/lib/cloud/instance/user-data.txt" >&2
    return 1
  fi
  mv --no-target-directory /opt/dalston.new /opt/dalston
}

if [ "$GPU" = true ]; then
  SERVICES="gateway orchestrator redis postgres stt-batch-prepare stt-batch-transcribe-whisper stt-batch-merge"
else
  SERVICES="gateway orchestrator redis postgres stt-batch-prepare stt-batch-transcribe-whisper-cpu stt-batch-merge"
fi

dnf_install docker git
docker_plugin docker-compose https://github.com/docker/compose/releases/download/v2.40.3/docker-compose-linux-x86_64 \
  dba9d98e1ba5bfe11d88c99b9bd32fc4a0624a30fafe68eea34d61a3e42fd372
# Compose builds images with it, and refuses the old one in Amazon Linux.
docker_plugin docker-buildx https://github.com/docker/buildx/releases/download/v0.29.1/buildx-v0.29.1.linux-amd64 \
  7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141

mount_volume "$DATA_VOLUME_ID" /data
# Only when missing: what is in them belongs to the containers, whoever they run as.
[ -d /data/postgres ] || mkdir -m 700 /data/postgres
[ -d /data/models ] || mkdir -m 1777 /data/models

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

clone
put 644 /opt/dalston/docker-compose.aws.yml <<'COMPOSE'
${chomp(compose_override)}
COMPOSE

put 644 /etc/dalston/dalston.env <<ENV
S3_BUCKET=$BUCKET
AWS_REGION=$REGION
S3_REGION=$REGION
SERVICES="$SERVICES"
ENV
if [ ! -e /etc/dalston/local.env ]; then
  put 640 /etc/dalston/local.env <<'ENV'
# Yours, and over dalston.env: what the repository's .env.example lists (HF_TOKEN, ...), or other SERVICES to start.
ENV
  chgrp docker /etc/dalston/local.env
fi

put 755 /usr/local/bin/dalston-compose <<'SCRIPT'
#!/bin/bash
# docker compose as dalston.service calls it: dalston-compose ps, dalston-compose logs -f gateway.
cd /opt/dalston || exit
# No other environment: the override hands keys and endpoints on from it, if there are any.
exec env -i PATH="$PATH" HOME="$HOME" TERM="$TERM" docker compose \
  --env-file /etc/dalston/dalston.env --env-file /etc/dalston/local.env \
  -f docker-compose.yml -f docker-compose.aws.yml "$@"
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
Environment=HOME=/root
EnvironmentFile=/etc/dalston/dalston.env
EnvironmentFile=/etc/dalston/local.env
# One word for each service.
ExecStart=/usr/local/bin/dalston-compose up -d $SERVICES
# Containers that were stopped do not come up with Docker at the next boot, but with this unit, after /data.
ExecStop=/usr/local/bin/dalston-compose stop $SERVICES
Restart=on-failure
RestartSec=30
TimeoutStartSec=infinity

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --quiet dalston.service
# Not waited for: images take minutes.
systemctl start --no-block dalston.service
echo "dalston: bootstrap done"
