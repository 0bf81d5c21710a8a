#!/usr/bin/env bash
# Generated from templates/bloaty/setup-ec2.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Configures the Bloaty host, Amazon Linux 2023, from the repository's clone:
#   sudo bash deploy/setup-ec2.sh
# Running it again changes nothing; running it after a git pull brings what changed.

if [ "$(id -u)" -ne 0 ]; then
  echo "bloaty: it installs packages, so: sudo bash deploy/setup-ec2.sh" >&2
  exit 1
fi

set -Eeuo pipefail

# Everything goes to a log and to the terminal.
exec > >(tee -a /var/log/bloaty-bootstrap.log) 2>&1
trap 'echo "bloaty: bootstrap failed at line $LINENO: $BASH_COMMAND" >&2' ERR

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# retry TRIES PAUSE COMMAND...: until it succeeds, but not for ever.
retry() {
  local left=$1 pause=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ]; then
      echo "bloaty: gave up on: $*" >&2
      return 1
    fi
    echo "bloaty: failed, again in $pause s: $*"
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

# link TARGET NAME: a symbolic link, left alone when it is right.
link() {
  if [ "$(readlink "$2")" != "$1" ]; then
    ln -sfn "$1" "$2"
  fi
}

# folder MODE OWNER PATH: only when it is missing; what is in it belongs to others.
folder() {
  [ -d "$3" ] || install -d -m "$1" -o "$2" -g "$2" "$3"
}

DEPLOY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ "$DEPLOY" != /opt/bloaty/deploy ]; then
  echo "bloaty: the repository is at $(dirname "$DEPLOY"): clone it to /opt/bloaty, where cron and systemd look" >&2
  exit 1
fi

dnf_install docker git jq openssl cronie certbot awscli-2
docker_plugin docker-compose https://github.com/docker/compose/releases/download/v2.40.3/docker-compose-linux-x86_64 \
  dba9d98e1ba5bfe11d88c99b9bd32fc4a0624a30fafe68eea34d61a3e42fd372
# Compose builds images with it, and refuses the old one in Amazon Linux.
docker_plugin docker-buildx https://github.com/docker/buildx/releases/download/v0.29.1/buildx-v0.29.1.linux-amd64 \
  7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141
# The plugin is a program of its own too: docker-compose up is docker compose up.
link /usr/local/lib/docker/cli-plugins/docker-compose /usr/bin/docker-compose

# A clone made with sudo is root's, and git refuses to pull in what is another's. Before the first start only.
if [ "$(stat -c %U /opt/bloaty)" != ec2-user ] && [ ! -e /opt/bloaty/uploads ]; then
  chown -R --no-dereference ec2-user:ec2-user /opt/bloaty
fi
folder 755 ec2-user /opt/bloaty/uploads
folder 700 ec2-user /opt/bloaty/backups
folder 755 root /var/www/certbot
folder 755 root /etc/bloaty
folder 700 root /etc/bloaty/tls

# nginx does not start without a certificate, and without nginx there is no proof of the domain, so no certificate:
# the first one is made here, and install-certificate.sh puts the real one in its place.
if [ ! -e /etc/bloaty/tls/bloaty.pem ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650 -subj /CN=placeholder.invalid \
    -keyout "$WORK/key.pem" -out "$WORK/certificate.pem"
  cat "$WORK/certificate.pem" "$WORK/key.pem" | put 600 /etc/bloaty/tls/bloaty.pem
fi

put 755 /usr/local/sbin/bloaty-install-certificate <"$DEPLOY/install-certificate.sh"
# For every certificate and renewal, whoever asks for it and with which method.
HOOK='deploy-hook = /usr/local/sbin/bloaty-install-certificate'
mkdir -p /etc/letsencrypt
if ! grep -xF "$HOOK" /etc/letsencrypt/cli.ini >/dev/null 2>&1; then
  echo "$HOOK" >>/etc/letsencrypt/cli.ini
fi

mkdir -p /etc/docker
if [ ! -e /etc/docker/daemon.json ]; then
  put 644 /etc/docker/daemon.json <<<'{ "log-opts": { "max-size": "20m", "max-file": "5" } }'
fi
usermod --append --groups docker ec2-user

# Before cron: backup.sh runs as ec2-user, who may not make files in /var/log.
if [ ! -e /var/log/bloaty-backup.log ]; then
  install -m 640 -o ec2-user -g ec2-user /dev/null /var/log/bloaty-backup.log
fi
put 644 /etc/logrotate.d/bloaty-backup <<'LOGROTATE'
/var/log/bloaty-backup.log {
  monthly
  rotate 6
  missingok
  notifempty
  create 640 ec2-user ec2-user
}
LOGROTATE
put 644 /etc/cron.d/bloaty-backup <"$DEPLOY/cron/bloaty-backup.cron"
put 644 /etc/cron.d/certbot-renew <"$DEPLOY/cron/certbot-renew.cron"
put 644 /etc/systemd/system/bloaty.service <"$DEPLOY/bloaty.service"

systemctl daemon-reload
systemctl enable --quiet --now docker.service crond.service
# Starts at boot; the first start is yours, once the secrets are there.
systemctl enable --quiet bloaty.service
echo "bloaty: setup done"
