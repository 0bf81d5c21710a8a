#!/usr/bin/env bash
# Generated from templates/bloaty/install-certificate.sh.hbs by plainform ("npm run synth"): edit that, not this.

# certbot's deploy hook, run as root after a certificate was issued or renewed: gives it to nginx in its container.
set -Eeuo pipefail
umask 077
if [ ! -f "${RENEWED_LINEAGE:-}/privkey.pem" ]; then
  echo "bloaty: certbot calls this; by hand: sudo RENEWED_LINEAGE=/etc/letsencrypt/live/YOUR_DOMAIN $0" >&2
  exit 2
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Certificate and key in one file: nginx never sees one without the other.
cat "$RENEWED_LINEAGE/fullchain.pem" "$RENEWED_LINEAGE/privkey.pem" >/etc/bloaty/tls/bloaty.pem.new
mv -f /etc/bloaty/tls/bloaty.pem.new /etc/bloaty/tls/bloaty.pem

# A stopped nginx reads it when it starts.
if [ -n "$(docker-compose ps --quiet --status running nginx)" ]; then
  docker-compose exec -T nginx nginx -s reload
fi
