#!/usr/bin/env bash
# Generated from templates/bloaty/restore.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Puts a dump in the database's place:
#   deploy/restore.sh /tmp/bloaty-2024-01-15.sql.gz
# It is loaded into a database of its own first: a dump that does not load changes nothing. What was there is kept as
# bloaty_before_restore, until the next restore.
set -Eeuo pipefail
if [ $# -ne 1 ] || [ ! -f "$1" ]; then
  echo "usage: deploy/restore.sh FILE.sql.gz (or .sql)" >&2
  exit 2
fi
DUMP=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# database PARAMETERS...: psql as the administrator, which stops at the first error.
database() {
  docker-compose exec -T db psql -U postgres --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@" >/dev/null
}

# text: the dump, unpacked if it is packed.
text() {
  case $DUMP in
    *.gz) gzip --decompress --stdout "$DUMP" ;;
    *) cat "$DUMP" ;;
  esac
}

LOADING=
STOPPED=
DONE=
finish() {
  if [ -n "$LOADING" ]; then
    database --dbname postgres --command 'DROP DATABASE IF EXISTS bloaty_restoring' </dev/null || true
  fi
  if [ -n "$STOPPED" ]; then
    docker-compose start web worker
  fi
  if [ -z "$DONE" ]; then
    echo "bloaty: $DUMP was not restored; nothing was changed in the database bloaty" >&2
  fi
}
trap finish EXIT

if ! text | tail -n 10 | grep '^-- PostgreSQL database dump complete$' >/dev/null; then
  echo "bloaty: $DUMP is not a complete dump" >&2
  exit 1
fi
database --dbname postgres --command 'DROP DATABASE IF EXISTS bloaty_restoring' \
  --command 'CREATE DATABASE bloaty_restoring' </dev/null
LOADING=yes
text | database --dbname bloaty_restoring --single-transaction

STOPPED=yes
docker-compose stop web worker
database --dbname postgres \
  --command "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'bloaty'" \
  --command 'DROP DATABASE IF EXISTS bloaty_before_restore' \
  --command 'BEGIN' \
  --command 'ALTER DATABASE bloaty RENAME TO bloaty_before_restore' \
  --command 'ALTER DATABASE bloaty_restoring RENAME TO bloaty' \
  --command 'COMMIT' </dev/null
LOADING=
DONE=yes
echo "bloaty: restored $DUMP; the data before is in the database bloaty_before_restore"
