import { Instance } from "@cdktf/provider-aws/lib/instance";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import {
  conditional,
  DataResource,
  Fn,
  Op,
  TerraformIterator,
  TerraformOutput,
  TerraformVariable,
  Token,
} from "cdktf";
import { hcl } from "../../../../constructs/plain";
import type { Case } from ".";

/** Author code that is right and that cdktf makes something wrong of. */
export interface Mistake extends Case {
  /** What cdktf does. */
  readonly reason: string;
}

/** cdktf's own synth throws. */
export const THROWN: readonly (Mistake & { readonly error: RegExp })[] = [
  {
    name: "a variable whose default is null",
    reason: "it lists the keys of the default",
    error: /Cannot convert undefined or null to object/,
    build: (stack) => {
      const name = new TerraformVariable(stack, "optional_name", { type: "string", default: null });
      new TerraformOutput(stack, "named", { value: Fn.coalesce([name.stringValue, "nobody"]) });
    },
  },
  {
    name: "a null within a default",
    reason: "it lists the keys of everything in the default",
    error: /Cannot convert undefined or null to object/,
    build: (stack) => {
      const object = new TerraformVariable(stack, "partly_null", {
        type: "any",
        default: { a: null, b: [null, 1] },
      });
      new TerraformOutput(stack, "partly_null_out", { value: object.value });
    },
  },
];

/** cdktf writes JSON that Terraform refuses. */
export const REFUSED: readonly (Mistake & { readonly error: RegExp })[] = [
  {
    name: "an element in replaceTriggeredBy",
    reason: "it writes a template where Terraform wants an address",
    error: /Invalid character|Invalid expression/,
    build: (stack) => {
      const trigger = new DataResource(stack, "terraform_data.trigger", {});
      new DataResource(stack, "terraform_data.triggered", { lifecycle: { replaceTriggeredBy: [trigger] } });
    },
  },
  {
    name: "an output that depends on an element",
    reason: "it writes a template where Terraform wants an address",
    error: /A single static variable reference is required/,
    build: (stack) => {
      const data = new DataResource(stack, "terraform_data.awaited", {});
      new TerraformOutput(stack, "awaiting", { value: "done", dependsOn: [data] });
    },
  },
  {
    name: "an operator with false, or with zero, on its right",
    reason: "it takes a falsy operand for none",
    error: /undefined/,
    build: (stack) => {
      const on = new TerraformVariable(stack, "falsy_on", { type: "bool", default: true });
      const size = new TerraformVariable(stack, "falsy_size", { type: "number", default: 3 });
      new TerraformOutput(stack, "falsy", {
        value: [Op.or(on.value, false), Op.gt(size.value, 0), Op.eq(size.value, 0), Op.sub(size.value, 0)],
      });
    },
  },
  {
    name: "a quote in a text within an expression",
    reason: "it does not escape it",
    error: /Missing false expression|Invalid/,
    build: (stack) => {
      new TerraformOutput(stack, "quoted_text", { value: conditional(true, 'say "hi"', "no") });
    },
  },
  {
    name: "a backslash in an argument of a function",
    reason: "it does not escape it",
    error: /escape sequence/,
    build: (stack) => {
      new TerraformOutput(stack, "pattern_argument", { value: Fn.replace("a1b22", "/\\d+/", "#") });
      new TerraformOutput(stack, "raw_argument", { value: Fn.upper(Fn.rawString("\\d") as never) });
    },
  },
  {
    name: "an attribute of all instances of a resource with for_each",
    reason: "it writes a splat, which only lists have",
    error: /Unsupported attribute|does not have an attribute/,
    build: (stack) => {
      const each = TerraformIterator.fromList(["a", "b"]);
      const data = new DataResource(stack, "terraform_data.keyed_all", { forEach: each });
      new TerraformOutput(stack, "keyed_all_ids", { value: data.id });
    },
  },
  {
    name: "an iterator's value within a loop over that iterator",
    reason: "it writes each.value, which only a resource with for_each has",
    error: /each\.value/,
    build: (stack) => {
      const each = TerraformIterator.fromMap({ a: { size: 1 }, b: { size: 2 } });
      new TerraformOutput(stack, "looped_sizes", {
        value: each.forExpressionForList(Fn.format("%s: %d", [each.key, each.getNumber("size")])),
      });
    },
  },
  {
    name: "generated blocks of an argument that is an attribute too",
    reason: "it writes a list of objects, to which all attributes are required",
    error: /are required/,
    build: (stack) => {
      const cidrs = TerraformIterator.fromList(["10.0.0.0/8"]);
      new SecurityGroup(stack, "aws_security_group.partial", {
        name: "partial",
        ingress: cidrs.dynamic({ fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: [cidrs.value] }),
      });
    },
  },
  {
    name: "generated blocks with the keys of TypeScript",
    reason: "it does not spell them for Terraform",
    error: /Unsupported argument|Missing required argument/,
    build: (stack) => {
      const sizes = TerraformIterator.fromMap({ "/dev/sdf": 10, "/dev/sdg": 20 });
      new Instance(stack, "aws_instance.generated", {
        ami: "ami-1",
        instanceType: "t3.micro",
        ebsBlockDevice: sizes.dynamic({ deviceName: sizes.key, volumeSize: sizes.value }),
      });
    },
  },
  {
    name: "generated blocks within generated blocks",
    reason: "it calls every element each, and writes the inner ones as an attribute",
    error: /./,
    build: (stack) => {
      const rules = TerraformIterator.fromMap({ logs: [30, 60], tmp: [1] } as never);
      const days = TerraformIterator.fromList(Token.asList(hcl.any`[30, 60]`));
      new S3BucketLifecycleConfiguration(stack, "aws_s3_bucket_lifecycle_configuration.nested", {
        bucket: "nested",
        rule: rules.dynamic({
          id: rules.key,
          status: "Enabled",
          filter: [{ prefix: `${rules.key}/` }],
          transition: days.dynamic({ days: Fn.tonumber(days.value), storage_class: "GLACIER" }),
        }),
      });
    },
  },
];

/** cdktf writes JSON that means something else: what Terraform makes of it, and of ours. */
export const CHANGED: readonly (Mistake & {
  readonly output: string;
  readonly cdktf: unknown;
  readonly ours: unknown;
})[] = [
  {
    name: "a condition as an operand",
    reason: "it writes no parentheses",
    output: "precedence",
    cdktf: 1,
    ours: 2,
    build: (stack) => {
      const on = new TerraformVariable(stack, "precedence_on", { type: "bool", default: true });
      new TerraformOutput(stack, "precedence", { value: Op.add(conditional(on.value, 1, 2) as never, 1) });
    },
  },
  {
    name: "a number in a text within an expression",
    reason: "it writes the reference as text",
    output: "numbered",
    cdktf: "port=var.numbered_port",
    ours: "port=80",
    build: (stack) => {
      const port = new TerraformVariable(stack, "numbered_port", { type: "number", default: 80 });
      new TerraformOutput(stack, "numbered", {
        value: conditional(true, `port=${port.numberValue}`, "none"),
      });
    },
  },
  {
    name: "two numbers side by side in a text",
    reason: "it finds only the first",
    output: "side_by_side",
    cdktf: 80,
    ours: "8080",
    build: (stack) => {
      const port = new TerraformVariable(stack, "side_port", { type: "number", default: 80 }).numberValue;
      new TerraformOutput(stack, "side_by_side", { value: `${port}${port}` });
    },
  },
  {
    name: "a null in a list",
    reason: "it drops it",
    output: "null_in_list",
    cdktf: "[1]",
    ours: "[1,null]",
    build: (stack) => {
      new TerraformOutput(stack, "null_in_list", { value: Fn.jsonencode([1, null] as never) });
    },
  },
  {
    name: "keys in a default",
    reason: "it spells them in snake case",
    output: "default_keys",
    cdktf: { cost_center: "a", dev_sdf: "b", eu_west_1: "c" },
    ours: { CostCenter: "a", "/dev/sdf": "b", "eu-west-1": "c" },
    build: (stack) => {
      const keys = new TerraformVariable(stack, "default_keys_in", {
        type: "map(string)",
        default: { CostCenter: "a", "/dev/sdf": "b", "eu-west-1": "c" },
      });
      new TerraformOutput(stack, "default_keys", { value: keys.value });
    },
  },
];
