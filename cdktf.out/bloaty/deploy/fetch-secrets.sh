#!/usr/bin/env bash
# Generated from templates/bloaty/fetch-secrets.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Writes /opt/bloaty/.env from the secret bloaty/production, with the role of this instance. Whatever goes wrong, the
# old .env stays as it was.
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

# Compose reads 'single quotes' as they are, and so does a shell, newlines included. What they cannot hold stands in
# "double quotes", with the escapes that Compose and a shell share. A backtick there is written by its number: Compose
# reads it right, and a shell runs nothing.
# shellcheck disable=SC2016 # jq's own variables
PROGRAM='
  def env_value:
    if contains("\u0027") or contains("\r") or endswith("\\") then
      "\"" + gsub("(?<c>[\\\\\"$])"; "\\" + .c) + "\"" | gsub("`"; "\\0140") | gsub("\r"; "\\r")
    else
      "\u0027" + . + "\u0027"
    end;
  def checked($key):
    if type != "string" or . == "" then error("the secret has no \($key), or it is not text")
    elif explode | any(. == 0) then error("\($key) has a NUL character, which no environment can hold")
    else . end;
  if type != "object" then error("the secret is not a JSON object") else . end
  | . as $secret
  | ($keys | map({key: ., value: (. as $key | $secret[$key] | checked($key))}) | from_entries)
  | .DATABASE_URL = "postgresql://postgres:" + (.POSTGRES_PASSWORD | @uri) + "@db:5432/bloaty"
  | .COMPOSE_FILE = "docker-compose.yml:deploy/docker-compose.prod.yml"
  | to_entries[] | "\(.key)=\(.value | env_value)"
'

NEW=
finish() {
  local status=$?
  if [ "$status" -ne 0 ]; then
    echo "bloaty: no new .env was written" >&2
  fi
  if [ -n "$NEW" ]; then
    rm -f "$NEW"
  fi
  exit "$status"
}
trap finish EXIT

AWS_REGION=$(aws_region)
export AWS_REGION AWS_DEFAULT_REGION=$AWS_REGION
NEW=$(mktemp .env.XXXXXX)
aws secretsmanager get-secret-value --secret-id bloaty/production --query SecretString --output text |
  jq --raw-output --argjson keys '["ANTHROPIC_API_KEY","SESSION_SECRET_KEY","POSTGRES_PASSWORD","BACKUP_S3_BUCKET"]' "$PROGRAM" >"$NEW"
# Written on disk before it takes the old one's place.
sync "$NEW"
mv -f "$NEW" .env
NEW=
echo "bloaty: .env written"
