# shellcheck shell=bash
# An EBS volume for a scenario: a file in /scratch on a loop device; sourced by the scenario.

# attach FILE [LINK...]: the volume appears, under these names besides its own, which is left in LOOP.
attach() {
  local file=$1 tries=0 problem
  shift
  [ -e /dev/loop-control ] || mknod -m 660 /dev/loop-control c 10 237
  # Another host may take the free one before us: that is no part of the scenario's account.
  until
    LOOP=$(losetup --find)
    [ -e "$LOOP" ] || mknod -m 660 "$LOOP" b 7 "${LOOP#/dev/loop}"
    problem=$(losetup "$LOOP" "/scratch/$file" 2>&1)
  do
    tries=$((tries + 1))
    if [ "$tries" -eq 20 ]; then
      echo "$problem" >&2
      return 1
    fi
  done
  # Of whatever had this device before: blkid takes a disk with partitions for nothing but a disk.
  partx --delete "$LOOP" 2>/dev/null || true
  for link in "$@"; do
    mkdir -p "$(dirname "$link")"
    ln -sfn "$LOOP" "$link"
  done
}

# detach: for good as soon as nothing has it mounted, so that no loop device outlives the scenario.
detach() {
  losetup --detach "$LOOP"
}
