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
trap 'echo "bloaty: restore FAILED at line $LINENO: $BASH_COMMAND" >&2' ERR

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

if ! text | tail -n 10 | grep '^-- PostgreSQL database dump complete$' >/dev/null; then
  echo "bloaty: $DUMP is not a complete dump; nothing was changed" >&2
  exit 1
fi
database --dbname postgres --command 'DROP DATABASE IF EXISTS bloaty_restoring' --command 'CREATE DATABASE bloaty_restoring' </dev/null
text | database --dbname bloaty_restoring --single-transaction

docker-compose stop web worker
start() { docker-compose start web worker; }
trap start EXIT
database --dbname postgres \
  --command "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'bloaty'" \
  --command 'DROP DATABASE IF EXISTS bloaty_before_restore' \
  --command 'BEGIN' \
  --command 'ALTER DATABASE bloaty RENAME TO bloaty_before_restore' \
  --command 'ALTER DATABASE bloaty_restoring RENAME TO bloaty' \
  --command 'COMMIT' </dev/null
echo "bloaty: restored $DUMP; the data before is in the database bloaty_before_restore"
