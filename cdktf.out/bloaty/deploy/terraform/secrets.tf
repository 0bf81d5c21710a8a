# Generated from stacks/bloaty by plainform ("npm run synth"): edit that, not this.

# Only the container: its values would be in the state. The command in README.md fills it, once, from outside.
resource "aws_secretsmanager_secret" "production" {
  name        = "bloaty/production"
  description = "Bloaty: ANTHROPIC_API_KEY, SESSION_SECRET_KEY, POSTGRES_PASSWORD, BACKUP_S3_BUCKET as one JSON object"
  # With a window a destroyed secret keeps its name, and the next apply fails, for up to 30 days.
  recovery_window_in_days = 0
}
