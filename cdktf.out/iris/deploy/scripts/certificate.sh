#!/bin/bash
# Generated from templates/iris/certificate.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Gets the certificate and switches nginx to HTTPS. iris-certificate.service runs it until DNS points here; at once:
# sudo systemctl restart iris-certificate. certbot's own timer renews.
set -euo pipefail

# shellcheck source=/dev/null
. /etc/iris/iris.conf

# Not the certificate tells whether this is done: nginx may have refused the configuration that uses it.
if [ "$(readlink "$NGINX_ENABLED")" = "$NGINX_AVAILABLE/iris-https" ]; then
  echo "nginx has the HTTPS configuration already; certbot's timer renews the certificate"
  exit 0
fi

certbot certonly --non-interactive --agree-tos --keep-until-expiring --email "$EMAIL" \
  --webroot --webroot-path /var/www/iris --cert-name "$DOMAIN" --domain "$DOMAIN" --deploy-hook "nginx -s reload"

ln -sfn "$NGINX_AVAILABLE/iris-https" "$NGINX_ENABLED"
if ! nginx -t; then
  ln -sfn "$NGINX_AVAILABLE/iris" "$NGINX_ENABLED"
  echo "nginx refuses the HTTPS configuration: HTTP stays" >&2
  exit 1
fi
nginx -s reload
echo "https://$DOMAIN is ready"
