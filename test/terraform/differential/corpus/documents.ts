import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { DynamodbTableItem } from "@cdktf/provider-aws/lib/dynamodb-table-item";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformVariable } from "cdktf";
import type { AuthorStack } from "../author-code";

export function jsonOfWhichTheMeaningCounts(stack: AuthorStack): void {
  const retries = new TerraformVariable(stack, "json_retries", { type: "number", default: 4 });
  const image = new TerraformVariable(stack, "json_image", { type: "string", default: "a/b:1" });
  new SqsQueue(stack, "aws_sqs_queue.json_letters", {
    name: "letters",
    redrivePolicy: JSON.stringify({
      deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dead",
      maxReceiveCount: retries.numberValue,
    }),
    redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }, null, 2),
  });
  new EcsTaskDefinition(stack, "aws_ecs_task_definition.json_api", {
    family: "api",
    containerDefinitions: JSON.stringify([
      {
        name: "api",
        image: image.stringValue,
        essential: true,
        cpu: 0,
        environment: [{ name: "URL", value: `https://$\${x}.example.com/?a=<b>&c="d"` }],
        command: ["sh", "-c", 'echo "é\\n"'],
      },
    ]),
  });
  const table = new DynamodbTable(stack, "aws_dynamodb_table.json_table", {
    name: "json",
    hashKey: "id",
    billingMode: "PAY_PER_REQUEST",
    attribute: [{ name: "id", type: "S" }],
  });
  new DynamodbTableItem(stack, "aws_dynamodb_table_item.json_item", {
    tableName: table.name,
    hashKey: table.hashKey,
    item: JSON.stringify({ id: { S: "a" }, size: { N: "12345678901234567890" }, "odd key": { BOOL: false } }),
  });
  new CloudwatchEventRule(stack, "aws_cloudwatch_event_rule.json_rule", {
    name: "json",
    eventPattern: JSON.stringify({ source: ["aws.ec2"], detail: { size: [{ numeric: [">", 1.5e3] }] } }),
  });
}

export function jsonOfWhichTheTextCounts(stack: AuthorStack): void {
  new SecretsmanagerSecretVersion(stack, "aws_secretsmanager_secret_version.json_secret", {
    secretId: "json",
    secretString: JSON.stringify({ user: "b", host: "a" }),
  });
  new SqsQueue(stack, "aws_sqs_queue.json_exact", {
    name: "exact",
    redrivePolicy: '{"maxReceiveCount": 4, "maxReceiveCount": 12345678901234567890}',
  });
}
