#!/bin/bash
# Generated from templates/iris/fetch-env.sh.hbs by plainform ("npm run synth"): edit that, not this.

# Writes /opt/iris/backend/.env from the secret in Parameter Store. iris-backend.service runs it before every start.
set -euo pipefail
umask 077

# shellcheck source=/dev/null
. /etc/iris/iris.conf
ENV_FILE=/opt/iris/backend/.env
ERROR=$(mktemp)
trap 'rm -f "$ERROR"' EXIT

until KEY=$(aws ssm get-parameter --region "$REGION" --name "$PARAMETER" --with-decryption \
  --query Parameter.Value --output text 2>"$ERROR"); do
  grep -v '^$' "$ERROR" >&2 || true
  # The key of last time is better than no service.
  if [ -s "$ENV_FILE" ]; then
    echo "cannot read $PARAMETER: going on with the .env there is" >&2
    exit 0
  fi
  echo "waiting for the parameter $PARAMETER: see \"Put the secret\" in the README" >&2
  sleep 10
done

# What would need quotes in an environment file is no key, but a slip of whoever put it there.
case $KEY in
  '' | *[!A-Za-z0-9._~+/=-]*)
    echo "the value of $PARAMETER is not a key: one word of letters, digits and . _ ~ + / = - was expected" >&2
    exit 1
    ;;
esac

cat >"$ENV_FILE.new" <<ENV
OPENAI_API_KEY=$KEY
FLASK_ENV=production
CACHE_DIR=/var/iris/cache
CACHE_TTL_DAYS=30
ENV
chown "$APP_USER:$APP_USER" "$ENV_FILE.new"
mv "$ENV_FILE.new" "$ENV_FILE"
