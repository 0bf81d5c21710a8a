import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { PlainStack } from "../../constructs/plain";

/** secrets.tf: the container of the secret. Its values never pass through Terraform. */
export function productionSecret(stack: PlainStack): SecretsmanagerSecret {
  return stack.file("secrets.tf").add(
    SecretsmanagerSecret,
    "production",
    {
      name: "bloaty/production",
      description:
        "Bloaty: ANTHROPIC_API_KEY, SESSION_SECRET_KEY, POSTGRES_PASSWORD, BACKUP_S3_BUCKET as one JSON object",
      recoveryWindowInDays: 0,
    },
    {
      above:
        "Only the container: its values would be in the state. The command in README.md fills it, once, from outside.",
      on: {
        recovery_window_in_days:
          "With a window a destroyed secret keeps its name, and the next apply fails, for up to 30 days.",
      },
    },
  );
}
