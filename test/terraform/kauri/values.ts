/** What the tests of Kauri share: its place, and everything that can be switched on. */
export const ROOT = "infrastructure/aws/kauri";
export const ACCOUNT = "123456789012";
export const SECRET = "sk-never-to-be-seen";
export const EMAILS = ["ops@example.com", "finance@example.com"];
export const PARAMETERS = {
  OPENAI_API_KEY: { value: SECRET },
  LOG_LEVEL: { value: "debug-level-value", type: "String", description: "How much is logged" },
};
export const FULL = {
  use_spot_instance: "true",
  allowed_cidrs: '["203.0.113.7/32", "198.51.100.0/24"]',
  budget_notification_emails: JSON.stringify(EMAILS),
  ssm_parameters: JSON.stringify(PARAMETERS),
  additional_tags: JSON.stringify({ Owner: "demo-team" }),
};

export const KEY = { ssh_key_name: "kauri-demo-key" };
export const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:kauri-alerts`;
