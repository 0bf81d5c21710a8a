#!/bin/bash
# Boots a real systemd as process 1 over a copy-on-write view of this machine's root, in namespaces and a control
# group of its own:
#   unshare --mount bash boot.sh DIRECTORY
# DIRECTORY holds the view's own files (upper/) and what the scenario exchanges with the test (scratch/).
set -euo pipefail
self=$(realpath "$0")
cd "$1"

if [ $# -eq 1 ]; then
  mount --make-rprivate /
  mkdir -p cgroup
  mount -t cgroup2 cgroup2 cgroup
  own=cgroup/scratch-host-$$
  mkdir "$own"
  echo $$ >"$own/cgroup.procs"
  status=0
  # A network of its own, with nothing in it but localhost, for hosts that serve.
  network=()
  if [ -e scratch/own-network ]; then
    network=(--net)
  fi
  # Whoever kills this shell kills the host with it.
  setpriv --pdeathsig KILL unshare --mount --pid --fork --uts --ipc --cgroup "${network[@]}" --kill-child \
    bash "$self" "$1" inside || status=$?
  echo $$ >cgroup/cgroup.procs
  find "$own" -depth -type d -exec rmdir {} +
  exit "$status"
fi

mkdir -p upper work merged scratch
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work merged
root=$1/merged

mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
for directory in run tmp; do
  mount -t tmpfs tmpfs "$root/$directory"
done
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/shm" "$root/dev/pts" "$root/dev/net"
cp -a /dev/{null,zero,full,random,urandom,tty} "$root/dev/"
mknod -m 666 "$root/dev/net/tun" c 10 200
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
if [ ! -e scratch/no-kvm ]; then
  mknod -m 660 "$root/dev/kvm" c 10 232
fi

# A machine of its own: nothing that this one starts, and a journal in memory.
if [ ! -e upper/etc/scratch-host ]; then
  rm -rf "$root"/etc/systemd/system/* "$root"/usr/lib/systemd/system/*.wants "$root"/etc/cron.*
  # A dozen programs at each boot and reload; only the one for /etc/fstab has anything to say here.
  find "$root/usr/lib/systemd/system-generators" -mindepth 1 ! -name systemd-fstab-generator -delete
  mkdir -p "$root/etc/systemd/journald.conf.d"
  printf '[Journal]\nStorage=volatile\nRateLimitIntervalSec=0\n' >"$root/etc/systemd/journald.conf.d/scratch.conf"
  # As on Ubuntu, where udev's package makes it.
  chroot "$root" groupadd --force --system kvm
  touch "$root/etc/scratch-host"
fi
if [ -e "$root/dev/kvm" ]; then
  chroot "$root" chgrp kvm /dev/kvm
fi
rm -rf "$root/scratch"
mkdir "$root/scratch"
mount --bind scratch "$root/scratch"
: >"$root/etc/machine-id"

cat >"$root/run/scratch-scenario.service" <<'UNIT'
[Unit]
Description=What the test does on this machine
Wants=systemd-journald.service multi-user.target
After=systemd-journald.service
DefaultDependencies=no
SuccessAction=exit-force
FailureAction=exit-force

[Service]
Type=oneshot
ExecStart=/bin/bash /scratch/scenario.sh
StandardOutput=append:/scratch/scenario.log
StandardError=inherit
UNIT
mkdir -p "$root/run/systemd/system"
mv "$root/run/scratch-scenario.service" "$root/run/systemd/system/"

cd "$root"
mkdir -p .old
pivot_root . .old
umount -l .old
exec env -i container=scratch /usr/lib/systemd/systemd --system --unit=scratch-scenario.service \
  --log-target=journal --show-status=0
