# shellcheck shell=bash
# What every scenario can use; sourced at its beginning.

# bootstrap: runs the user data as cloud-init does, and says how it ended. Through a pipe, because the script's own tee
# outlives it: the log is complete when nobody holds the pipe any more.
bootstrap() {
  /bin/bash /scratch/user-data.sh 2>&1 | cat >>/scratch/user-data.log
  echo "user data: ${PIPESTATUS[0]}"
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
