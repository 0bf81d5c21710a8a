# Generated from stacks/bloaty/secrets.ts by plainform ("npm run synth"): edit that, not this.

# Only the container: its values would be in the state. The command in README.md fills it, once, from outside.
# trivy:ignore:AVD-AWS-0098 AWS's own key: one of its own costs more than the secret.
resource "aws_secretsmanager_secret" "production" {
  # checkov:skip=CKV_AWS_149: AWS's own key: one of its own costs more than the secret.
  # checkov:skip=CKV2_AWS_57: Postgres keeps the password that it was made with; the API key is Anthropic's to change.

  name        = "bloaty/production"
  description = "Bloaty: ANTHROPIC_API_KEY, SESSION_SECRET_KEY, POSTGRES_PASSWORD, BACKUP_S3_BUCKET as one JSON object"
  # Days in which a destroyed secret can be restored, and keeps its name: README.md says how to go on.
  recovery_window_in_days = var.disposable ? 0 : 7
}
