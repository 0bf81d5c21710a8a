#!/bin/bash
# Generated from templates/bouvet/user-data.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Bootstrap of the Bouvet host: Ubuntu 22.04 on bare metal. cloud-init runs it once, as root, on the first boot;
# running it again is safe. What has to hold on every boot is in bouvet.service.

# shellcheck disable=SC2154 # Terraform's templatefile() fills these in, and bouvet.service below.
{
  BUCKET="${bucket}"
  REGION="${region}"
  BINARY_URI="${binary_uri}"
  FIRECRACKER_VERSION="${firecracker_version}"
  FIRECRACKER_SHA256="${firecracker_sha256}"
}

set -Eeuo pipefail

# Everything goes to a log and to the console, where EC2's system log shows it.
exec > >(tee -a /var/log/bouvet-bootstrap.log) 2>&1
trap 'echo "bouvet: bootstrap failed at line $LINENO: $BASH_COMMAND" >&2' ERR

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# retry TRIES PAUSE COMMAND...: until it succeeds, but not for ever.
retry() {
  local left=$1 pause=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ]; then
      echo "bouvet: gave up on: $*" >&2
      return 1
    fi
    echo "bouvet: failed, again in $pause s: $*"
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

install_firecracker() {
  local arch name url
  arch=$(uname -m)
  name=firecracker-$FIRECRACKER_VERSION-$arch
  url=https://github.com/firecracker-microvm/firecracker/releases/download/$FIRECRACKER_VERSION/$name.tgz
  if /usr/local/bin/firecracker --version 2>/dev/null | grep -Fx "Firecracker $FIRECRACKER_VERSION" >/dev/null; then
    return
  fi
  fetch "$url" "$WORK/$name.tgz"
  if [ -z "$FIRECRACKER_SHA256" ]; then
    # Nothing pinned for this version: the release's own sum finds a broken download, not a forged one.
    fetch "$url.sha256.txt" "$WORK/$name.sha256"
    FIRECRACKER_SHA256=$(cut -d ' ' -f 1 "$WORK/$name.sha256")
  fi
  verify "$WORK/$name.tgz" "$FIRECRACKER_SHA256"
  tar -xzf "$WORK/$name.tgz" -C "$WORK" --no-same-owner
  for tool in jailer firecracker; do
    install -m 755 "$WORK/release-$FIRECRACKER_VERSION-$arch/$tool-$FIRECRACKER_VERSION-$arch" "/usr/local/bin/$tool"
  done
}

if [ ! -c /dev/kvm ]; then
  echo "bouvet: no /dev/kvm here: Firecracker needs a bare-metal instance type" >&2
  exit 1
fi

apt_get update
apt_get upgrade
apt_get install --no-install-recommends ca-certificates curl gnupg unzip
install_firecracker
install_aws_cli

# Ubuntu gives /dev/kvm to the group kvm.
getent group kvm >/dev/null || groupadd --system kvm
id bouvet >/dev/null 2>&1 ||
  useradd --system --user-group --home-dir /var/lib/bouvet --no-create-home --shell /usr/sbin/nologin bouvet
usermod --append --groups kvm bouvet
install -d -m 755 /etc/bouvet
install -d -m 750 -g bouvet /var/lib/bouvet /var/lib/bouvet/bin

printf '%s=%q\n' BUCKET "$BUCKET" REGION "$REGION" BINARY_URI "$BINARY_URI" | put 644 /etc/bouvet/images.env

put 755 /usr/local/sbin/bouvet-fetch-images <<'SCRIPT'
#!/bin/bash
# Brings /var/lib/bouvet up to what S3 holds. bouvet.service runs it before every start, so never under a running
# VM, and again and again until everything is there. What came earlier is enough when S3 has no answer.
set -euo pipefail

# shellcheck source=/dev/null
. /etc/bouvet/images.env
export AWS_DEFAULT_REGION="$REGION" AWS_MAX_ATTEMPTS=2
DIRECTORY=/var/lib/bouvet
STAMPS=$DIRECTORY/.fetched
ERROR=$(mktemp)
PART=
trap 'rm -f "$ERROR" "$PART"' EXIT
install -d -m 700 "$STAMPS"
# One at a time: somebody may run this by hand.
exec 9<"$STAMPS"
flock 9
complete=yes

# fetch URI FILE MODE: fetches the object when it, or the file, is not what was last fetched. Every step says when it
# failed: inside a condition, set -e does not.
fetch() {
  local from key head etag size file=$DIRECTORY/$2 stamp
  from=$(cut -d / -f 3 <<<"$1")
  key=$(cut -d / -f 4- <<<"$1")
  stamp=$STAMPS/$(basename "$2")
  head=$(aws s3api head-object --bucket "$from" --key "$key" --cli-connect-timeout 10 \
    --query '[ETag, ContentLength]' --output text 2>"$ERROR") || return
  read -r etag size <<<"$head"
  if [ -f "$file" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$etag $(stat -c '%s %y' "$file")" ]; then
    return
  fi
  echo "fetching $1, $size bytes"
  PART=$file.part
  # If-Match: exactly the object that was asked about, though a newer one arrives meanwhile.
  aws s3api get-object --bucket "$from" --key "$key" --if-match "$etag" "$PART" 2>"$ERROR" >/dev/null || return
  if [ "$(stat -c %s "$PART")" != "$size" ]; then
    echo "it came incomplete" >"$ERROR"
    return 1
  fi
  # Only whole files get the name: what has it can be used.
  chown root:bouvet "$PART" && chmod "$3" "$PART" && sync "$PART" && mv "$PART" "$file" || return
  echo "$etag $(stat -c '%s %y' "$file")" >"$stamp"
}

bring() {
  local problem
  if fetch "$@"; then
    return
  fi
  rm -f "$PART"
  problem=$(tr -s '\n' ' ' <"$ERROR" | sed 's/^ //; s/ $//')
  if grep -F '(404)' "$ERROR" >/dev/null; then
    problem="not uploaded yet"
  fi
  if [ -f "$DIRECTORY/$2" ]; then
    echo "starting with the copy that came earlier of $1: $problem" >&2
  else
    echo "waiting for $1: $problem" >&2
    complete=no
  fi
}

# Writable for the service, in case a VM runs on an image itself: the next start fetches that image afresh.
bring "s3://$BUCKET/"vmlinux.bin vmlinux.bin 660
bring "s3://$BUCKET/"debian-python.ext4 debian-python.ext4 660
bring "s3://$BUCKET/"debian.ext4 debian.ext4 660
bring "$BINARY_URI" bin/bouvet-mcp 750

[ "$complete" = yes ]
SCRIPT

put 644 /etc/systemd/system/bouvet.service <<'UNIT'
${chomp(service_unit)}
UNIT

systemctl daemon-reload
systemctl enable --quiet bouvet.service
# Not waited for: the bucket is empty after the first apply, and the service asks for its images until they come.
systemctl start --no-block bouvet.service
echo "bouvet: bootstrap done"
