# shellcheck shell=bash
# What every scenario can use; sourced at its beginning.

# bootstrap: runs the user data as cloud-init does, and says how it ended.
bootstrap() {
  local status=0
  /bin/bash /scratch/user-data.sh >>/scratch/user-data.log 2>&1 || status=$?
  echo "user data: $status"
}

# wait_for SECONDS COMMAND...: until the command succeeds; says so when it does not.
wait_for() {
  local left=$(($1 * 10))
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    if [ "$left" -le 0 ]; then
      echo "waited in vain for: $*"
      return 1
    fi
    sleep 0.1
  done
}

active() { systemctl is-active --quiet "$1"; }

restarted() { [ "$(systemctl show --property=NRestarts --value "$1")" -ge "$2" ]; }

# journal UNIT: what the unit itself and systemd said about it.
journal() {
  journalctl --sync
  journalctl --unit="$1" --output=cat --no-pager
}

# fingerprint PATH...: name, mode, owner, size and times of everything below, to compare.
fingerprint() { find "$@" -printf '%p %M %u:%g %s %T+\n' | sort; }
