import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { describe, expect, it } from "vitest";
import type { PlainStack } from "../../../constructs/plain";
import { blocksOf } from "../support/synth";

const queueWith = (redrivePolicy: (dead: SqsQueue) => string): string =>
  blocksOf((stack: PlainStack) => {
    new AwsProvider(stack, "aws", {});
    const dead = new SqsQueue(stack, "aws_sqs_queue.dead", {});
    new SqsQueue(stack, "aws_sqs_queue.main", { redrivePolicy: redrivePolicy(dead) });
  });

describe("text that is JSON", () => {
  it("is written as jsonencode where only its meaning counts, with its references", () => {
    const text = queueWith((dead) =>
      JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 4 }, null, 2),
    );
    expect(text).toContain(`resource "aws_sqs_queue" "main" {
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 4
  })
}
`);
  });

  it("stays text where something in it would be lost", () => {
    for (const text of ['{"a":1,"a":2}', '{"a":12345678901234567890}', '{"a":1.0}', "[1,]"])
      expect(queueWith(() => text)).not.toContain("jsonencode");
  });

  it("stays text where another order of its keys is a change", () => {
    const text = blocksOf((stack) => {
      new AwsProvider(stack, "aws", {});
      new SsmParameter(stack, "aws_ssm_parameter.main", {
        name: "a",
        type: "String",
        value: JSON.stringify({ b: 1, a: 2 }),
      });
    });
    expect(text).toContain('value = "{\\"b\\":1,\\"a\\":2}"');
  });
});
