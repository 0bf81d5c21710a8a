#!/bin/bash
# Generated from templates/iris/backup.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Backs up the cache and .env to /var/backups/iris and keeps the last four of the cache. iris-backup.timer runs it once
# a week; by hand: sudo iris-backup
set -euo pipefail
umask 077

BACKUPS=/var/backups/iris
install -d -m 700 "$BACKUPS"
PART=$BACKUPS/.part
trap 'rm -f "$PART"' EXIT

# 1 is tar's word for a file that changed while it was read: the cache is in use.
tar -czf "$PART" -C / var/iris/cache || [ $? -eq 1 ]
mv "$PART" "$BACKUPS/iris-cache-backup-$(date -u +%Y%m%dT%H%M%SZ).tar.gz"
if [ -e /opt/iris/backend/.env ]; then
  install -m 600 /opt/iris/backend/.env "$BACKUPS/.env.backup"
fi
find "$BACKUPS" -name 'iris-cache-backup-*.tar.gz' | sort | head -n -4 | xargs -r rm --
