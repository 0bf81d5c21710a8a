#!/bin/bash
# Generated from templates/kauri/user-data.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Bootstrap of the Kauri host: Ubuntu 22.04 on Graviton (arm64). cloud-init runs it once, as root, on the first boot;
# running it again changes nothing.

# shellcheck disable=SC2154 # Terraform's templatefile() fills these in.
{
  PROJECT="${project}"
  REGION="${region}"
  BUCKET="${bucket}"
  DATA_VOLUME_ID="${data_volume_id}"
  DATA_VOLUME_CREATED="${data_volume_created}"
}

set -Eeuo pipefail

# Everything goes to a log and to the console, where EC2's system log shows it.
exec > >(tee -a /var/log/kauri-bootstrap.log) 2>&1
trap 'echo "kauri: bootstrap failed at line $LINENO: $BASH_COMMAND" >&2' ERR

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# retry TRIES PAUSE COMMAND...: until it succeeds, but not for ever.
retry() {
  local left=$1 pause=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ]; then
      echo "kauri: gave up on: $*" >&2
      return 1
    fi
    echo "kauri: failed, again in $pause s: $*"
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

# Ubuntu's own first updates may hold apt's locks: wait for them, and for a mirror that is out of step.
apt_get() {
  retry 10 30 env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a apt-get -qy \
    -o DPkg::Lock::Timeout=60 -o APT::Update::Error-Mode=any \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
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

# The AWS CLI, which Ubuntu's image lacks: a pinned version, signed by the key in AWS's documentation.
install_aws_cli() {
  local url fingerprint=FB5DB77FD5C118B80511ADA8A6310ACC4672475C
  if /usr/local/bin/aws --version 2>/dev/null | grep -F 'aws-cli/2.36.11 ' >/dev/null; then
    return
  fi
  url=https://awscli.amazonaws.com/awscli-exe-linux-$(uname -m)-2.36.11.zip
  fetch "$url" "$WORK/awscli.zip"
  fetch "$url.sig" "$WORK/awscli.sig"
  install -d -m 700 "$WORK/gnupg"
  gpg --homedir "$WORK/gnupg" --batch --quiet --import <<'KEY'
-----BEGIN PGP PUBLIC KEY BLOCK-----

mQINBF2Cr7UBEADJZHcgusOJl7ENSyumXh85z0TRV0xJorM2B/JL0kHOyigQluUG
ZMLhENaG0bYatdrKP+3H91lvK050pXwnO/R7fB/FSTouki4ciIx5OuLlnJZIxSzx
PqGl0mkxImLNbGWoi6Lto0LYxqHN2iQtzlwTVmq9733zd3XfcXrZ3+LblHAgEt5G
TfNxEKJ8soPLyWmwDH6HWCnjZ/aIQRBTIQ05uVeEoYxSh6wOai7ss/KveoSNBbYz
gbdzoqI2Y8cgH2nbfgp3DSasaLZEdCSsIsK1u05CinE7k2qZ7KgKAUIcT/cR/grk
C6VwsnDU0OUCideXcQ8WeHutqvgZH1JgKDbznoIzeQHJD238GEu+eKhRHcz8/jeG
94zkcgJOz3KbZGYMiTh277Fvj9zzvZsbMBCedV1BTg3TqgvdX4bdkhf5cH+7NtWO
lrFj6UwAsGukBTAOxC0l/dnSmZhJ7Z1KmEWilro/gOrjtOxqRQutlIqG22TaqoPG
fYVN+en3Zwbt97kcgZDwqbuykNt64oZWc4XKCa3mprEGC3IbJTBFqglXmZ7l9ywG
EEUJYOlb2XrSuPWml39beWdKM8kzr1OjnlOm6+lpTRCBfo0wa9F8YZRhHPAkwKkX
XDeOGpWRj4ohOx0d2GWkyV5xyN14p2tQOCdOODmz80yUTgRpPVQUtOEhXQARAQAB
tCFBV1MgQ0xJIFRlYW0gPGF3cy1jbGlAYW1hem9uLmNvbT6JAlQEEwEIAD4CGwMF
CwkIBwIGFQoJCAsCBBYCAwECHgECF4AWIQT7Xbd/1cEYuAURraimMQrMRnJHXAUC
akV0ygUJDqP4lQAKCRCmMQrMRnJHXFHjD/9eyZLYcKuQOlLvtqSDtUBiEZf6ZZjM
i3ygYH8rJNtuToUH+HvSpe819urJCquXhDrlK6N+aqW0hCLtNABJG/vsafIgvIYJ
hSGgpgtNnQyMV1jViRWqPjbouw8OkYKBThUfT1i2Y+wn58ifs6ODBCmTexWtXspA
Si+Gt49xDOW0APmbOPnI+a4HJW6tVEo6MWS0WjzpiBayR3d1A4pt4YrPfSdDgpLo
h2SLQqlRqvvVZJaWBjhkErNFpfsBA06sDcPEOb0G8LBUbR4WOcdvhe5LubJbZuxC
AG9kNPCVeQP1ixwjgjXKysaxeQ6rv0VzIQgRp6tLVLWhy6AKDNvLjFSsmXZ1Wl08
Y/RlOHXlzLuQMRE6sR1wOdRxc9TsrNWTGiBK65cvSWOy03JeBkQQ8pesqltiyxI9
U21kkgiXtTSKNGfKK8pO27D81YANhRqPK7iTp6kuFiY2WtOg90KTMNlIT+Ff85Y2
b1rHj6Z0SrCkJujhWk3IBPic/wJgz01LEc/OAdUPlby90RJZcIBhSlWhT7mXnXIO
c0HWlNQrns2s3CTyYwZSiSlYe9ApeLwhjDo8NhbFuCAy61l6O5UsR4AfZxx/rGKv
2wFb1/RN/P4gNe6vmxZAPjR0AQcwD3tc2McimOLr/22kmPz8IH3I0X7WoSFr0Biz
E91G7bb0hOb/cA==
=knv7
-----END PGP PUBLIC KEY BLOCK-----
KEY
  # VALIDSIG: this key made this signature, be the key expired by now or not.
  if ! gpg --homedir "$WORK/gnupg" --batch --quiet --status-fd 1 --verify "$WORK/awscli.sig" "$WORK/awscli.zip" |
    grep "^\[GNUPG:\] VALIDSIG $fingerprint " >/dev/null; then
    echo "wrong signature: $url is not signed by AWS" >&2
    return 1
  fi
  unzip -q "$WORK/awscli.zip" -d "$WORK"
  "$WORK/aws/install" --update
}

# The CloudWatch agent as AWS publishes it, signed by AWS's key, whose fingerprint is in AWS's documentation.
install_cloudwatch_agent() {
  local arch url fingerprint=937616F3450B7D806CBD9725D58167303B789C72
  local bucket=https://amazoncloudwatch-agent.s3.amazonaws.com
  if [ -x /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl ]; then
    return
  fi
  case $(uname -m) in
    aarch64) arch=arm64 ;;
    *) arch=amd64 ;;
  esac
  url=$bucket/ubuntu/$arch/latest/amazon-cloudwatch-agent.deb
  fetch "$bucket/assets/amazon-cloudwatch-agent.gpg" "$WORK/agent.gpg"
  fetch "$url" "$WORK/agent.deb"
  fetch "$url.sig" "$WORK/agent.sig"
  install -d -m 700 "$WORK/agent-gnupg"
  gpg --homedir "$WORK/agent-gnupg" --batch --quiet --import "$WORK/agent.gpg"
  # VALIDSIG: the key with this fingerprint made this signature, whatever else the key's file holds.
  if ! gpg --homedir "$WORK/agent-gnupg" --batch --quiet --status-fd 1 --verify "$WORK/agent.sig" "$WORK/agent.deb" |
    grep "^\[GNUPG:\] VALIDSIG $fingerprint " >/dev/null; then
    echo "wrong signature: $url is not signed by AWS" >&2
    return 1
  fi
  retry 10 30 dpkg --install "$WORK/agent.deb"
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
  if [ -z "$DEVICE" ] && DEVICE=$(readlink -e /dev/sdf) &&
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
    echo "kauri: volume $1 did not appear within ten minutes: is it attached to this instance?" >&2
    return 1
  fi
  if blank "$2"; then
    echo "kauri: volume $1 ($DEVICE) is blank: making a filesystem"
    # -F: it would ask about an accidental signature.
    mkfs.ext4 -q -F "$DEVICE"
  fi
  uuid=$(blkid --probe --usages filesystem --match-tag UUID --output value "$DEVICE") || true
  if [ -z "$uuid" ]; then
    found=$(wipefs --noheadings --output TYPE "$DEVICE" | paste --serial --delimiters ' ')
    if [ -z "$found" ]; then
      found="unknown bytes"
    fi
    echo "kauri: volume $1 ($DEVICE) has no filesystem, but is not known to be blank. On it: $found." \
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

# folder MODE OWNER PATH: only when missing. What is there belongs to the containers, whoever they run as.
folder() {
  if [ ! -e "$3" ]; then
    install -d -m "$1" -o "$2" -g "$2" "$3"
  fi
}

if [ "$(uname -m)" != aarch64 ]; then
  echo "kauri: this is a machine for $(uname -m): the images of Kauri are for arm64" >&2
  exit 1
fi

apt_get update
apt_get upgrade
apt_get install --no-install-recommends ca-certificates curl gnupg unzip

mount_volume "$DATA_VOLUME_ID" "$DATA_VOLUME_CREATED" /data
folder 700 root /data/postgres
folder 700 root /data/redis
folder 755 ubuntu /data/chroma
folder 755 ubuntu /data/models
put 644 /etc/systemd/system/opt-models.mount <<'UNIT'
[Unit]
Description=The models on the data volume
RequiresMountsFor=/data
# systemd would make an empty /data/models to mount.
AssertPathIsMountPoint=/data

[Mount]
What=/data/models
Where=/opt/models
Type=none
Options=bind

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet --now opt-models.mount

# Before Docker is there, because Ubuntu's package starts it.
mkdir -p /etc/docker /etc/systemd/system/docker.service.d
put 644 /etc/systemd/system/docker.service.d/kauri.conf <<'UNIT'
[Unit]
# Every morning Docker starts the containers by itself: never on empty folders where the data should be.
RequiresMountsFor=/data /opt/models
UNIT
if [ ! -e /etc/docker/daemon.json ]; then
  put 644 /etc/docker/daemon.json <<<'{ "log-opts": { "max-size": "20m", "max-file": "5" } }'
fi
systemctl daemon-reload
# Ubuntu's own packages: for arm64 too, and kept up to date by its unattended upgrades.
apt_get install --no-install-recommends docker.io docker-buildx docker-compose-v2
systemctl enable --quiet --now docker.service
usermod --append --groups docker ubuntu

install_aws_cli
install_cloudwatch_agent
put 644 /etc/kauri-metrics.json <<JSON
{
  "agent": { "metrics_collection_interval": 60, "run_as_user": "cwagent" },
  "metrics": {
    "namespace": "$PROJECT",
    "append_dimensions": { "InstanceId": "\u0024{aws:InstanceId}" },
    "metrics_collected": {
      "mem": { "measurement": ["mem_used_percent"] },
      "disk": { "measurement": ["used_percent"], "resources": ["/", "/data"], "drop_device": true }
    }
  }
}
JSON
if ! systemctl is-active --quiet amazon-cloudwatch-agent.service; then
  # Starts it, on every boot too.
  /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s \
    -c file:/etc/kauri-metrics.json
fi

# What the commands and scripts of the operators need to know: . /etc/kauri.env
printf '%s=%q\n' PROJECT "$PROJECT" AWS_DEFAULT_REGION "$REGION" BUCKET "$BUCKET" | put 644 /etc/kauri.env
echo "kauri: bootstrap done"
