#!/usr/bin/env bash
# Generated from templates/bloaty/backup.sh.hbs by plainform ("npm run synth"): edit that, not this.

# The night's backup: a dump of the database and the uploads, to S3. Ends with an error when anything went wrong, and
# uploads nothing but a dump that is complete. Deletes nothing in S3: there, age does.
set -Eeuo pipefail
umask 077
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The region that this instance is in, unless the caller says another.
aws_region() {
  local token metadata=http://169.254.169.254/latest
  if [ -n "${AWS_REGION:-}" ]; then
    echo "$AWS_REGION"
    return
  fi
  token=$(curl -fsS --max-time 10 --retry 3 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/api/token")
  curl -fsS --max-time 10 --retry 3 -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/placement/region"
}

TODAY=$(date +%F)
echo "bloaty: backup of $TODAY"
trap 'echo "bloaty: backup of $TODAY FAILED at line $LINENO: $BASH_COMMAND" >&2' ERR

# Only what fetch-secrets.sh writes for the name of a bucket.
BUCKET=$(sed -n "s/^BACKUP_S3_BUCKET='\([a-z0-9][a-z0-9.-]*\)'$/\1/p" .env)
if [ -z "$BUCKET" ]; then
  echo "bloaty: no BACKUP_S3_BUCKET in .env: run deploy/fetch-secrets.sh" >&2
  false
fi
AWS_REGION=$(aws_region)
export AWS_REGION AWS_DEFAULT_REGION=$AWS_REGION

mkdir -p backups
# Left by a backup that was killed.
find backups -name '.*.sql.gz.*' -mmin +720 -delete
NEW=$(mktemp "backups/.bloaty-$TODAY.sql.gz.XXXXXX")
trap 'rm -f "$NEW"' EXIT

# --clean: psql restores it over what is there, as well as into an empty database.
docker-compose exec -T db pg_dump -U postgres --clean --if-exists bloaty | gzip >"$NEW"
# pg_dump's last line; newer ones write \unrestrict below it.
if ! gzip --decompress --stdout "$NEW" | tail -n 10 | grep '^-- PostgreSQL database dump complete$' >/dev/null; then
  echo "bloaty: the dump has no end" >&2
  false
fi
mv -f "$NEW" "backups/bloaty-$TODAY.sql.gz"

aws s3 cp --only-show-errors "backups/bloaty-$TODAY.sql.gz" "s3://$BUCKET/db/bloaty-$TODAY.sql.gz"
if [ ! -d uploads ]; then
  echo "bloaty: the database is backed up; /opt/bloaty/uploads is missing: run deploy/setup-ec2.sh, restore them" >&2
  false
fi
# Without --delete: an uploads folder that lost its files, as on a new machine, must not empty the backup.
aws s3 sync --only-show-errors uploads "s3://$BUCKET/uploads"

# Local copies are for a quick restore; 7 days of them. find counts whole days that are over.
find backups -name 'bloaty-*.sql.gz' -mtime +6 -delete
echo "bloaty: backup of $TODAY done"
