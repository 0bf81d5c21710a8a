import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import {
  Aspects,
  DataResource,
  type IAspect,
  TerraformIterator,
  TerraformOutput,
  TerraformVariable,
  Token,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { hcl } from "../../../../constructs/plain";
import type { AuthorStack } from "../author-code";

class Notifier extends Construct {
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, emails: readonly string[]) {
    super(scope, id);
    this.topic = new SnsTopic(this, "this", { name: id.replaceAll(" ", "-") });
    emails.forEach((email, index) => {
      const subscription = new SnsTopicSubscription(this, `email-${index}`, {
        topicArn: this.topic.arn,
        protocol: "email",
        endpoint: email,
      });
      subscription.node.addDependency(this.topic);
    });
    new TerraformOutput(this, "arn", { value: this.topic.arn });
  }
}

export function constructsWithinConstructs(stack: AuthorStack): void {
  const group = new Construct(stack, "Teams");
  const red = new Notifier(group, "Red Team", ["a@example.com", "b@example.com"]);
  const blue = new Notifier(stack.file("blue.tf"), "Blue", []);
  new DataResource(group, "both", {
    input: { arns: [red.topic.arn, blue.topic.arn] },
    dependsOn: [red.topic],
  });
}

class Tagger implements IAspect {
  visit(node: IConstruct): void {
    if (node instanceof SnsTopic && node.node.id.startsWith("aspect")) node.tags = { Visited: "yes" };
  }
}

export function aspectsAndLateChanges(stack: AuthorStack): void {
  const topic = new SnsTopic(stack, "aspect", { name: "before", fifoTopic: false });
  Aspects.of(stack).add(new Tagger());
  topic.name = "after.fifo";
  topic.fifoTopic = true;
  topic.resetKmsMasterKeyId();
  topic.overrideLogicalId("aspect_renamed");
  new TerraformOutput(stack, "aspect_name", { value: topic.name, staticId: true });
}

export function blocksGeneratedWithinBlocks(stack: AuthorStack): void {
  const types = TerraformIterator.fromList(["t3.small", "t3.medium"]);
  new AutoscalingGroup(stack, "aws_autoscaling_group.overrides", {
    minSize: 0,
    maxSize: 1,
    availabilityZones: ["us-east-1a"],
    mixedInstancesPolicy: {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: "lt-1" },
        override: types.dynamic({ instance_type: Token.asString(types.value) }) as never,
      },
    },
  });
}

export function countedAndKeyedInstances(stack: AuthorStack): void {
  const names = new TerraformVariable(stack, "instance_names", {
    type: "set(string)",
    default: ["x", "y"],
  });
  const each = TerraformIterator.fromList(names.listValue);
  const keyed = new DataResource(stack, "terraform_data.keyed", { forEach: each, input: { of: each.value } });
  const counted = new DataResource(stack, "terraform_data.counted", {
    count: 3,
    input: { at: hcl.any`count.index` },
  });
  new DataResource(stack, "terraform_data.of_both", {
    input: {
      first: hcl.any`${counted}[0].id`,
      named: hcl.any`${keyed}["x"].output`,
      all: hcl.any`[for key, instance in ${keyed} : "\${key}=\${instance.id}"]`,
      last: hcl.any`one(slice(${counted}[*].id, 2, 3))`,
    },
    dependsOn: [keyed, counted],
    lifecycle: { replaceTriggeredBy: ["terraform_data.counted[0]"] },
  });
  new TerraformOutput(stack, "instance_inputs", { value: hcl.any`${counted}[*].input.at` });
}
