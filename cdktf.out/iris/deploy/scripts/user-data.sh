#!/bin/bash
# Generated from templates/iris/user-data.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Bootstrap of the IRIS host: Amazon Linux 2023 or Ubuntu 22.04. cloud-init runs it as root on the first boot, and
# iris-setup.service on a later one when it has changed. Running it again changes nothing.

# shellcheck disable=SC2154 # Terraform's templatefile() fills these in, and the files in this folder below.
{
  APP_USER="${user}"
  REGION="${region}"
  PARAMETER="${parameter}"
  DOMAIN="${domain}"
  EMAIL="${email}"
  REPOSITORY_URL="${repository_url}"
  REPOSITORY_BRANCH="${repository_branch}"
}

set -Eeuo pipefail

# Everything goes to a log and to the console, where EC2's system log shows it.
exec > >(tee -a /var/log/iris-bootstrap.log) 2>&1
trap 'echo "iris: bootstrap failed at line $LINENO: $BASH_COMMAND" >&2' ERR

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# retry TRIES PAUSE COMMAND...: until it succeeds, but not for ever.
retry() {
  local left=$1 pause=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ]; then
      echo "iris: gave up on: $*" >&2
      return 1
    fi
    echo "iris: failed, again in $pause s: $*"
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

# dnf_install PACKAGE...: dnf waits for its own lock; the mirrors may be slow to answer on a first boot.
dnf_install() {
  retry 10 30 dnf -qy install "$@"
}

cd /
APP=/opt/iris
APPLIED=/var/lib/iris/user-data.sh
if command -v dnf >/dev/null; then
  NGINX_AVAILABLE=/etc/nginx/iris
  NGINX_ENABLED=/etc/nginx/conf.d/iris.conf
else
  NGINX_AVAILABLE=/etc/nginx/sites-available
  NGINX_ENABLED=/etc/nginx/sites-enabled/iris
fi

install_packages() {
  if command -v dnf >/dev/null; then
    # The AWS CLI and logrotate are in the image.
    if [ ! -e "$APPLIED" ]; then
      retry 10 30 dnf -qy upgrade
    fi
    dnf_install python3.11 python3.11-pip git nginx logrotate certbot
  else
    apt_get update
    if [ ! -e "$APPLIED" ]; then
      apt_get upgrade
    fi
    apt_get install --no-install-recommends python3.11 python3.11-venv git nginx logrotate certbot awscli \
      ca-certificates curl
  fi
}

# pip needs more than 1 GB for some wheels.
make_swap() {
  if [ ! -e /swapfile ]; then
    fallocate -l 2048M /swapfile.new || dd if=/dev/zero of=/swapfile.new bs=1M count=2048 status=none
    chmod 600 /swapfile.new
    mkswap /swapfile.new >/dev/null
    mv /swapfile.new /swapfile
  fi
  {
    awk '$1 != "/swapfile"' /etc/fstab
    echo "/swapfile none swap nofail 0 0"
  } | put 644 /etc/fstab
  if ! swapon --show=NAME --noheadings | grep -Fx /swapfile >/dev/null; then
    swapon /swapfile
  fi
}

# unit NAME: standard input becomes a unit.
unit() {
  sed "s/ec2-user/$APP_USER/g" | put 644 "/etc/systemd/system/$1"
}

# as_user COMMAND...: not in /tmp, which is memory on Amazon Linux.
as_user() {
  runuser -u "$APP_USER" -- env HOME="/home/$APP_USER" TMPDIR=/var/tmp "$@"
}

clone_once() {
  rm -rf "$APP.new"
  install -d -o "$APP_USER" -g "$APP_USER" "$APP.new"
  # Nobody is there to answer a question. Without CPU credits, as on a new machine, a clone may take many minutes.
  as_user env GIT_TERMINAL_PROMPT=0 GIT_SSH_COMMAND="ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new" \
    timeout 1800 git -c credential.helper= clone --quiet --branch "$REPOSITORY_BRANCH" -- \
    "$REPOSITORY_URL" "$APP.new" </dev/null
}

clone() {
  if [ -e "$APP/.git" ]; then
    return
  fi
  # For whoever clones by hand, too.
  install -d -o "$APP_USER" -g "$APP_USER" "$APP"
  if ! retry 3 10 clone_once; then
    echo "iris: cannot clone branch $REPOSITORY_BRANCH of $REPOSITORY_URL: is the address right, is the branch there," \
      "may everybody read it? Clone a private one to $APP by hand as $APP_USER, with a deploy key, then run:" \
      "sudo iris-setup" >&2
    return 1
  fi
  mv --no-target-directory "$APP.new" "$APP"
}

# The document's files lie in the checkout: git need not mention them.
exclude() {
  local line
  as_user mkdir -p "$APP/.git/info"
  for line in /deploy.sh /backend/gunicorn_config.py /backend/venv/ /backend/.env /backend/.iris/; do
    if ! grep -Fx "$line" "$APP/.git/info/exclude" >/dev/null 2>&1; then
      as_user tee -a "$APP/.git/info/exclude" >/dev/null <<<"$line"
    fi
  done
}

install_application() {
  # Where the unit shows /var/iris.
  as_user mkdir -p "$APP/backend/.iris"
  if [ ! -x "$APP/backend/venv/bin/pip" ]; then
    as_user python3.11 -m venv "$APP/backend/venv"
  fi
  retry 3 30 as_user "$APP/backend/venv/bin/pip" install --quiet --no-cache-dir \
    -r "$APP/backend/requirements.txt" 'gunicorn~=23.0'
}

# First of all: where this run fails, the next boot tries again.
install -d -m 755 /etc/iris /var/lib/iris
put 755 /usr/local/sbin/iris-setup <<'SCRIPT'
${chomp(setup)}
SCRIPT
unit iris-setup.service <<'UNIT'
${chomp(setup_service)}
UNIT
systemctl daemon-reload
systemctl enable --quiet iris-setup.service

make_swap
install_packages

install -d -m 755 /var/www/iris "$NGINX_AVAILABLE"
printf '%s=%q\n' APP_USER "$APP_USER" REGION "$REGION" PARAMETER "$PARAMETER" DOMAIN "$DOMAIN" EMAIL "$EMAIL" \
  NGINX_AVAILABLE "$NGINX_AVAILABLE" NGINX_ENABLED "$NGINX_ENABLED" | put 644 /etc/iris/iris.conf
install -d -m 755 -o "$APP_USER" -g "$APP_USER" /var/iris /var/iris/cache /var/log/iris
# certbot's own, there before the unit that may write to them.
install -d -m 755 /etc/letsencrypt /var/lib/letsencrypt

put 755 /usr/local/sbin/iris-fetch-env <<'SCRIPT'
${chomp(fetch_env)}
SCRIPT
put 755 /usr/local/sbin/iris-certificate <<'SCRIPT'
${chomp(certificate)}
SCRIPT

put 644 "$NGINX_AVAILABLE/iris" <<'NGINX'
${chomp(nginx)}
NGINX
sed "s/api\.iris\.example\.com/$DOMAIN/g" <<'NGINX' | put 644 "$NGINX_AVAILABLE/iris-https"
${chomp(nginx_https)}
NGINX
sed "s/ec2-user/$APP_USER/g" <<'LOGROTATE' | put 644 /etc/logrotate.d/iris
${chomp(logrotate)}
LOGROTATE
unit iris-backend.socket <<'UNIT'
${chomp(backend_socket)}
UNIT
unit iris-backend.service <<'UNIT'
${chomp(backend_service)}
UNIT
unit iris-certificate.service <<'UNIT'
${chomp(certificate_service)}
UNIT
systemctl daemon-reload

# HTTPS only where iris-certificate has switched to it, and with a certificate: nginx would not start without it.
if [ -n "$DOMAIN" ] && [ -e "/etc/letsencrypt/live/$DOMAIN/fullchain.pem" ] &&
  [ "$(readlink "$NGINX_ENABLED")" = "$NGINX_AVAILABLE/iris-https" ]; then
  site=iris-https
else
  site=iris
fi
if [ "$(readlink "$NGINX_ENABLED")" != "$NGINX_AVAILABLE/$site" ]; then
  ln -sfn "$NGINX_AVAILABLE/$site" "$NGINX_ENABLED"
fi
# Ubuntu's welcome page is a default server too, and there can be only one.
rm -f /etc/nginx/sites-enabled/default
nginx -t
systemctl enable --quiet --now nginx.service
systemctl reload nginx.service
systemctl enable --quiet --now logrotate.timer
# Renewal, as the distribution's certbot does it.
for timer in certbot.timer certbot-renew.timer; do
  if systemctl cat "$timer" >/dev/null 2>&1; then
    systemctl enable --quiet --now "$timer"
  fi
done
if [ -n "$DOMAIN" ]; then
  systemctl enable --quiet iris-certificate.service
  # Not waited for: DNS may point here tomorrow.
  systemctl restart --no-block iris-certificate.service
else
  systemctl disable --quiet --now iris-certificate.service
fi

clone
exclude
install_application
sed "s/ec2-user/$APP_USER/g" <<'GUNICORN' | put 644 "$APP/backend/gunicorn_config.py"
${chomp(gunicorn_config)}
GUNICORN
put 755 "$APP/deploy.sh" <<'SCRIPT'
${chomp(deploy)}
SCRIPT
chown "$APP_USER:$APP_USER" "$APP/backend/gunicorn_config.py" "$APP/deploy.sh"

systemctl enable --quiet --now iris-backend.socket
systemctl enable --quiet iris-backend.service
# Not waited for: the secret may not be there yet.
if cmp -s "$0" "$APPLIED"; then
  systemctl start --no-block iris-backend.service
else
  systemctl restart --no-block iris-backend.service
  install -m 700 "$0" "$APPLIED"
fi
echo "iris: bootstrap done"
