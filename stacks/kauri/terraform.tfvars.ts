import type { PlainStack } from "../../constructs/plain";

/** terraform.tfvars.example: values to begin with. */
export function exampleValues(stack: PlainStack): void {
  stack.tfvars(
    "terraform.tfvars.example",
    {
      aws_region: "eu-west-1",
      ssh_key_name: "kauri-demo-key",
      allowed_cidrs: ["203.0.113.7/32"],
      budget_notification_emails: ["ops@example.com"],
      ssm_parameters: { OPENAI_API_KEY: { value: "replace-me" } },
      ssm_parameters_version: 1,
    },
    {
      ssh_key_name: "Un Key Pair EC2 qui existe dans la région.",
      allowed_cidrs: "Mettez ici votre propre adresse, sans quoi ni ssh ni scp n’atteignent l’instance.",
      budget_notification_emails: "Chaque adresse reçoit un courriel à confirmer.",
      ssm_parameters: "Des secrets. Gardez votre copie de ce fichier, terraform.tfvars, hors de Git.",
      ssm_parameters_version:
        "Garde les valeurs hors du state, ce qui demande Terraform 1.11. Avec une version plus ancienne, supprimez cette ligne et\nprotégez le state.",
    },
  );
}
