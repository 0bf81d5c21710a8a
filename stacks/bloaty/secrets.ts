import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

/** secrets.tf: the container of the secret. Its values never pass through Terraform. */
export function productionSecret(stack: PlainStack, variables: Inputs): SecretsmanagerSecret {
  return stack.file("secrets.tf").add(
    SecretsmanagerSecret,
    "production",
    {
      name: "bloaty/production",
      description:
        "Bloaty: ANTHROPIC_API_KEY, SESSION_SECRET_KEY, POSTGRES_PASSWORD, BACKUP_S3_BUCKET as one JSON object",
      recoveryWindowInDays: hcl.number`${variables.disposable} ? 0 : 7`,
    },
    {
      above:
        "Only the container: its values would be in the state. The command in README.md fills it, once, from outside.",
      skip: {
        "CKV_AWS_149, AVD-AWS-0098": "AWS's own key: one of its own costs more than the secret.",
        CKV2_AWS_57:
          "Postgres keeps the password that it was made with; the API key is Anthropic's to change.",
      },
      on: {
        recovery_window_in_days:
          "Days in which a destroyed secret can be restored, and keeps its name: README.md says how to go on.",
      },
    },
  );
}
