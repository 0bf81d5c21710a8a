import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformOutput, TerraformVariable } from "cdktf";
import type { AuthorStack } from "../author-code";

export function overridesOfAttributes(stack: AuthorStack): void {
  const cidr = new TerraformVariable(stack, "raw_cidr", { type: "string", default: "10.8.0.0/16" });
  const vpc = new Vpc(stack, "aws_vpc.raw", { cidrBlock: "10.7.0.0/16", tags: { Name: "raw", Old: "x" } });
  vpc.addOverride("cidr_block", "${var.raw_cidr}");
  vpc.addOverride("enable_dns_support", false);
  vpc.addOverride("tags.Name", `raw-${cidr.stringValue}`);
  vpc.addOverride("tags.Old", undefined);
  vpc.addOverride("tags.New", "yes");
  vpc.addOverride("instance_tenancy", '${true ? "default" : "dedicated"}');
  vpc.addOverride("lifecycle.prevent_destroy", true);
  vpc.addOverride("lifecycle.ignore_changes", ['tags["Touched"]']);
  const subnet = new Subnet(stack, "aws_subnet.raw", { vpcId: vpc.id, cidrBlock: "10.8.1.0/24" });
  subnet.addOverride("count", 2);
  subnet.addOverride("cidr_block", "${cidrsubnet(aws_vpc.raw.cidr_block, 8, count.index)}");
  subnet.addOverride("timeouts", { create: "11m" });
  subnet.addOverride("depends_on", ["aws_vpc.raw"]);
  const output = new TerraformOutput(stack, "raw_output", { value: "before" });
  output.addOverride("value", "${aws_vpc.raw.cidr_block}");
  output.addOverride("description", "after");
  cidr.addOverride("description", "given by hand");
  stack.addOverride("resource.aws_vpc.raw.enable_dns_hostnames", true);
  stack.addOverride("output.raw_output.sensitive", true);
}

export function overridesOfBlocks(stack: AuthorStack): void {
  const instance = new Instance(stack, "aws_instance.raw", {
    ami: "ami-1",
    instanceType: "t3.micro",
    ebsBlockDevice: [
      { deviceName: "/dev/sdf", volumeSize: 1 },
      { deviceName: "/dev/sdg", volumeSize: 2 },
    ],
    metadataOptions: { httpTokens: "optional" },
  });
  instance.addOverride("ebs_block_device.1.volume_size", 20);
  instance.addOverride("ebs_block_device.0.tags", { Name: "first" });
  instance.addOverride("metadata_options.http_tokens", "required");
  instance.addOverride("root_block_device", [{ volume_size: 30, encrypted: true }]);
  instance.addOverride("maintenance_options", { auto_recovery: "default" });
  instance.addOverride("tags", { Name: "raw" });
  const group = new SecurityGroup(stack, "aws_security_group.raw", {
    name: "raw",
    ingress: [{ fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: ["10.0.0.0/8"] }],
  });
  group.addOverride("ingress.0.cidr_blocks", ["192.168.0.0/16"]);
  group.addOverride("egress", []);
  const target = new LbTargetGroup(stack, "aws_lb_target_group.raw", {
    port: 80,
    protocol: "HTTP",
    vpcId: "vpc-1",
  });
  target.addOverride("health_check.path", "/raw");
  target.addOverride("target_health_state", [{ enable_unhealthy_connection_termination: false }]);
}

export function overridesWithDynamicBlocks(stack: AuthorStack): void {
  new TerraformVariable(stack, "raw_rules", {
    type: "list(object({ id = string, days = number }))",
    default: [
      { id: "a", days: 10 },
      { id: "b", days: 20 },
    ],
  });
  const rules = new S3BucketLifecycleConfiguration(stack, "aws_s3_bucket_lifecycle_configuration.raw", {
    bucket: "raw",
  });
  rules.addOverride("dynamic.rule", {
    for_each: "${var.raw_rules}",
    iterator: "each_rule",
    content: {
      id: "${each_rule.value.id}",
      status: "Enabled",
      filter: [{ prefix: "${each_rule.value.id}/" }],
      dynamic: {
        expiration: { for_each: "${[each_rule.value.days]}", content: { days: "${expiration.value}" } },
      },
    },
  });
  const devices = new Instance(stack, "aws_instance.raw_dynamic", { ami: "ami-1", instanceType: "t3.micro" });
  devices.addOverride("dynamic.ebs_block_device", {
    for_each: { "/dev/sdf": 10, "/dev/sdg": 20 },
    content: { device_name: "${ebs_block_device.key}", volume_size: "${ebs_block_device.value}" },
  });
  new SnsTopic(stack, "aws_sns_topic.raw", { name: "raw" }).addOverride("display_name", 'a\\b "c"');
}
