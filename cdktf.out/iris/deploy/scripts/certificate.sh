#!/bin/bash
# Generated from templates/iris/certificate.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Gets the certificate once DNS points to this machine, and switches nginx to HTTPS. iris-certificate.timer runs it
# every minute until then; certbot's own timer renews.
set -euo pipefail

# shellcheck source=/dev/null
. /etc/iris/iris.conf
METADATA=http://169.254.169.254/latest
TRIED=/run/iris-certificate-tried

# Let's Encrypt takes five failures an hour.
if [ ! -e "/etc/letsencrypt/live/$DOMAIN/fullchain.pem" ]; then
  if [ -n "$(find "$TRIED" -mmin -15 2>/dev/null)" ]; then
    exit 0
  fi
  token=$(curl -fsS --max-time 5 -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" "$METADATA/api/token")
  address=$(curl -fsS --max-time 5 -H "X-aws-ec2-metadata-token: $token" "$METADATA/meta-data/public-ipv4")
  found=$(getent ahostsv4 "$DOMAIN" | awk '{ print $1 }' | sort -u | tr '\n' ' ') || true
  if [ "$found" != "$address " ]; then
    echo "waiting: $DOMAIN points to ${found:-nothing }instead of $address"
    exit 0
  fi
  touch "$TRIED"
  certbot certonly --non-interactive --agree-tos --email "$EMAIL" --webroot --webroot-path /var/www/iris \
    --cert-name "$DOMAIN" --domain "$DOMAIN" --deploy-hook "systemctl reload nginx.service"
fi

ln -sfn "$NGINX_AVAILABLE/iris-https" "$NGINX_ENABLED"
if ! nginx -t; then
  ln -sfn "$NGINX_AVAILABLE/iris" "$NGINX_ENABLED"
  echo "nginx refuses the HTTPS configuration: HTTP stays" >&2
  exit 1
fi
systemctl reload nginx.service
systemctl disable --quiet --now iris-certificate.timer
echo "https://$DOMAIN is ready"
