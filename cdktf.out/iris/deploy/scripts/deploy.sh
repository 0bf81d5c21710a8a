#!/bin/bash
# Generated from templates/iris/deploy.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Brings /opt/iris to the newest commit of its branch, and back to the one before when the service is not healthy
# afterwards. As the owner of /opt/iris or as root: /opt/iris/deploy.sh
set -euo pipefail

APP=/opt/iris
HEALTH=http://127.0.0.1:8080/api/iris/health
TRIES=${IRIS_HEALTH_TRIES:-12}
OWNER=$(stat -c %U "$APP")
cd "$APP"

as_owner() {
  if [ "$(id -un)" = "$OWNER" ]; then
    "$@"
  else
    runuser -u "$OWNER" -- env HOME="$(getent passwd "$OWNER" | cut -d : -f 6)" "$@"
  fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

install_dependencies() {
  # Not /tmp, which is memory on Amazon Linux.
  as_owner env TMPDIR=/var/tmp backend/venv/bin/pip install --quiet --no-cache-dir \
    -r backend/requirements.txt 'gunicorn~=23.0'
}

healthy() {
  local left=$TRIES
  until curl -fsS --max-time 5 -o /dev/null "$HEALTH"; do
    left=$((left - 1))
    if [ "$left" -le 0 ]; then
      return 1
    fi
    sleep 5
  done
}

# restart: with what is checked out and installed.
restart() {
  echo "Restarting service..."
  as_root systemctl restart iris-backend.service && healthy
}

# go_back WHY: --keep, because what somebody changed on the host is not ours to throw away.
go_back() {
  echo "$1: back to $BEFORE" >&2
  as_owner git reset --quiet --keep "$BEFORE"
  install_dependencies || echo "pip failed again: the packages stay as they are" >&2
}

# One at a time.
exec 9<"$APP/.git"
if ! flock --nonblock 9; then
  echo "another deployment is running" >&2
  exit 1
fi

BEFORE=$(as_owner git rev-parse HEAD)
echo "Pulling latest code..."
as_owner git pull --quiet --ff-only origin "$(as_owner git rev-parse --abbrev-ref HEAD)"
AFTER=$(as_owner git rev-parse HEAD)

echo "Installing dependencies..."
if ! install_dependencies; then
  go_back "the dependencies of $AFTER cannot be installed"
  echo "the service was not restarted: it goes on with $BEFORE" >&2
  exit 1
fi
if restart; then
  echo "Deployment complete: $AFTER"
  exit 0
fi

as_root journalctl --unit=iris-backend.service --lines=20 --no-pager >&2 || true
go_back "$AFTER is not healthy"
if restart; then
  echo "$BEFORE is running again; fix the branch before the next deployment" >&2
else
  echo "$BEFORE is not healthy either: sudo journalctl -u iris-backend, /var/log/iris/error.log" >&2
fi
exit 1
