#!/usr/bin/env bash
# Generated from templates/bloaty/install-certificate.sh.hbs by plainform ("npm run synth"): edit that, not this.

# certbot's deploy hook, run as root after a certificate was issued or renewed: gives it to nginx in its container.
# setup-ec2.sh installs it where only root can write: the clone belongs to ec2-user.
set -Eeuo pipefail
umask 077
if [ ! -f "${RENEWED_LINEAGE:-}/privkey.pem" ]; then
  echo "bloaty: certbot calls this; by hand: sudo RENEWED_LINEAGE=/etc/letsencrypt/live/YOUR_DOMAIN $0" >&2
  exit 2
fi

# Certificate and key in one file: nginx never sees one without the other.
cat "$RENEWED_LINEAGE/fullchain.pem" "$RENEWED_LINEAGE/privkey.pem" >/etc/bloaty/tls/bloaty.pem.new
mv -f /etc/bloaty/tls/bloaty.pem.new /etc/bloaty/tls/bloaty.pem

# A stopped nginx reads it when it starts.
NGINX=$(docker ps --quiet --filter label=com.docker.compose.project.working_dir=/opt/bloaty \
  --filter label=com.docker.compose.service=nginx)
if [ -n "$NGINX" ]; then
  docker exec "$NGINX" nginx -s reload
fi
