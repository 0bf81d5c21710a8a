#!/bin/bash
# Runs nginx with a configuration on the ports 80 and 443 of a network of its own, beside Docker's DNS and a container
# `web` as it sees them, and then a scenario:
#   unshare --net --mount bash nginx.sh CONFIGURATION SCENARIO
# /etc/bloaty, /srv, /var/www, /opt and /run are empty folders; WORK is one for files.
set -euo pipefail
configuration=$(realpath "$1")
scenario=$2
mount --make-rprivate /
WORK=$(mktemp -d)
trap 'nginx_stop; kill $(jobs -p) 2>/dev/null; wait; umount -l /etc; rm -rf "$WORK"' EXIT

nginx_stop() { [ ! -s "$WORK/nginx.pid" ] || kill "$(cat "$WORK/nginx.pid")"; }

ip link set lo up
mount -t tmpfs tmpfs /var/www
mount -t tmpfs tmpfs /srv
mount -t tmpfs tmpfs /opt
mount -t tmpfs tmpfs /run
mkdir -p "$WORK"/{lib,log,upper,work}
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$WORK/upper,workdir=$WORK/work" /etc
mkdir -p /etc/bloaty/tls /var/www/certbot
cat >"$WORK/nginx.conf" <<NGINX
user root;
pid $WORK/nginx.pid;
error_log $WORK/log/error.log;
events {}
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path $WORK/lib;
  proxy_temp_path $WORK/lib;
  fastcgi_temp_path $WORK/lib;
  scgi_temp_path $WORK/lib;
  uwsgi_temp_path $WORK/lib;
  include $configuration;
}
NGINX
# patiently COMMAND...: until it succeeds, for ten seconds at most.
patiently() {
  for _ in {1..100}; do
    if "$@"; then
      return
    fi
    sleep 0.1
  done
  echo "waited in vain for: $*"
}

# certificate NAME [DAYS]: a new self-signed one, certificate and key.
certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days "${2:-2}" -subj "/CN=$1" \
    -keyout "$WORK/key.pem" -out "$WORK/certificate.pem" 2>/dev/null
  cat "$WORK/certificate.pem" "$WORK/key.pem" >/etc/bloaty/tls/bloaty.pem
}

# issuer: of the certificate that nginx serves.
issuer() {
  openssl s_client -connect 127.0.0.1:443 -servername bloaty.com </dev/null 2>/dev/null | openssl x509 -noout -issuer -subject
}

# authority: a certificate authority that speaks ACME and looks at the challenge on port 80, as Let's Encrypt does.
authority() {
  cat >"$WORK/pebble.json" <<PEBBLE
{
  "pebble": {
    "listenAddress": "127.0.0.1:14000",
    "managementListenAddress": "127.0.0.1:15000",
    "certificate": "$WORK/certificate.pem",
    "privateKey": "$WORK/key.pem",
    "httpPort": 80,
    "tlsPort": 443,
    "ocspResponderURL": "",
    "externalAccountBindingRequired": false
  }
}
PEBBLE
  PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 pebble -config "$WORK/pebble.json" -dnsserver 127.0.0.11:53 \
    >"$WORK/pebble.log" 2>&1 &
  patiently curl -sk -o "$WORK/directory" https://127.0.0.1:14000/dir
  # shellcheck disable=SC2034 # for the scenario
  CERTBOT=(--config-dir "$WORK/letsencrypt" --work-dir "$WORK/certbot" --logs-dir "$WORK/certbot"
    --server https://127.0.0.1:14000/dir --no-verify-ssl --no-random-sleep-on-renew)
}
node "$(dirname "$0")/web.mjs" >"$WORK/web.log" &
patiently test -s "$WORK/web.log"
eval "$scenario"
