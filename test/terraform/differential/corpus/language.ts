import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { DataResource, Fn, Lazy, TerraformLocal, TerraformOutput, TerraformVariable, Token } from "cdktf";
import { hcl } from "../../../../constructs/plain";
import type { AuthorStack } from "../author-code";

export function variablesOfAllTypes(stack: AuthorStack): void {
  const file = stack.file("variables.tf");
  const declared = [
    file.variable("v_string", {
      type: "string",
      default: 'text with "quotes", \\ and $${x} and ${x} and %{x}',
    }),
    file.variable("v_empty", { type: "string", default: "" }),
    file.variable("v_zero", { type: "number", default: 0 }),
    file.variable("v_negative", { type: "number", default: -1.5e-7 }),
    file.variable("v_big", { type: "number", default: 9007199254740991 }),
    file.variable("v_false", { type: "bool", default: false, nullable: false }),
    file.variable("v_any", { type: "any", default: { a: [1, "two", { b: false }] } }),
    file.variable("v_list", { type: "list(number)", default: [3, 2, 1] }),
    file.variable("v_empty_list", { type: "list(string)", default: [] }),
    file.variable("v_set", { type: "set(string)", default: ["b", "a", "b"] }),
    file.variable("v_map", { type: "map(bool)", default: { yes: true, no_way: false } }),
    file.variable("v_empty_map", { type: "map(string)", default: {} }),
    file.variable("v_tuple", { type: "tuple([string, number])", default: ["x", 1] }),
    file.variable("v_object", {
      type: "object({ name = string, size = optional(number, 5), tags = optional(map(string)) })",
      default: { name: "n" },
    }),
    file.variable("v_number_like", { type: "string", default: "007" }),
    file.variable("v_lines", { type: "string", default: "one\ntwo\n\tthree\n" }),
    file.variable("v_untyped", { default: "untyped", description: "No type" }),
    file.variable("v_validated", {
      type: "string",
      default: "eu-west-1",
      validation: [
        {
          condition: hcl.any`can(regex("^[a-z]{2}-[a-z]+-\\d$", var.v_validated))`,
          errorMessage: "a region has the form eu-west-1",
        },
        { condition: "${length(var.v_validated) > 3}", errorMessage: "The name is too short." },
      ],
    }),
  ];
  for (const variable of declared)
    file.output(`out_${variable.node.id.replace("var.", "")}`, { value: variable.value });
  file.output("out_secret", {
    value: file.variable("v_secret", { type: "string", sensitive: true, default: "s3cret" }).value,
    sensitive: true,
  });
}

export function localsAndOutputs(stack: AuthorStack): void {
  const file = stack.file("locals.tf");
  const names = file.local("l_names", ["b", "a", "c"]);
  const map = file.local("l_map", {
    one: 1,
    two: { nested: [true, false, null] },
    "odd key": "x",
    for: "loop",
  });
  const text = file.local(
    "l_text",
    `first: ${Fn.element(names.expression, 0)}, all: ${Fn.join("/", names.expression as never)}`,
  );
  const number = file.local("l_number", Fn.max([1, 5, 3]));
  const off = file.local("l_off", false);
  const nothing = file.local("l_nothing", { a: null, b: "", c: 0, d: [], e: {} });
  file.output("o_names", { value: names.expression });
  file.output("o_map", { value: map.expression, description: "Two\nlines" });
  file.output("o_text", { value: text.expression });
  file.output("o_number", { value: `n=${number.asNumber}` });
  file.output("o_off", { value: off.expression });
  file.output("o_nothing", { value: nothing.expression });
  file.output("o_nested", {
    value: {
      list: [{ id: names.expression, deep: { er: [[1, 2], [3]] } }],
      text: `a${text.asString}b`,
      "with space": Token.asString(map.expression) as unknown,
      sum: hcl.any`1 + 2 * ${number}`,
    },
  });
  file.output("o_literals", {
    value: {
      percent: "100%",
      dollar: "costs $5",
      escaped: "$${not.a.reference} %%{ if not }",
      newline: "a\nb",
      tab: "a\tb",
      crlf: "a\r\nb\r\n",
      unicode: "Zürich — 東京 🚀",
      backslashes: "C:\\new\\table",
      quotes: `"'\``,
      number: "1.0",
      yes: "true",
      nothing: "null",
      json: '{"a":[1,2]}',
      bracket: "[1",
      hash: "# no comment // nor this /* nor */ that",
      heredoc: "one\nEOT\n  EOF\nthree\n",
      trailing: "  spaces  \n  and more  ",
      control: "bell\u0007, nul-free",
    },
  });
}

export function dataResources(stack: AuthorStack): void {
  const first = new DataResource(stack, "terraform_data.first", {
    input: { a: "1", list: ["x", "y"] },
    triggersReplace: ["one", 2],
  });
  new DataResource(stack, "terraform_data.second", {
    input: first.output,
    dependsOn: [first],
    count: 2,
    provisioners: [
      {
        type: "local-exec",
        command: "echo \"$NAME\" > /dev/null && printf '%s\\n' done",
        environment: { NAME: "second", camelCase: "kept" },
        interpreter: ["/bin/sh", "-c"],
        workingDir: ".",
      },
      { type: "local-exec", command: "echo bye", when: "destroy" },
    ],
    lifecycle: {
      createBeforeDestroy: true,
      postcondition: [{ condition: hcl.any`self.id != ""`, errorMessage: 'it has an id; "really"' }],
    },
  });
  new DataResource(stack, "terraform_data.remote", {
    connection: { type: "ssh", host: "192.0.2.1", user: "root", privateKey: "key\nlines\n" },
    provisioners: [
      { type: "remote-exec", inline: ["set -eu", 'echo "hi"'] },
      {
        type: "file",
        source: "cdk.tf.json",
        destination: "/tmp/x",
        connection: { type: "ssh", host: "192.0.2.2" },
      },
    ],
  });
  const moved = new DataResource(stack, "terraform_data.moved", { input: { from: "there" } });
  moved.moveFromId("terraform_data.old_name");
  const imported = new DataResource(stack, "terraform_data.imported", { input: { imported: true } });
  imported.importFrom("an-id-from-elsewhere");
}

export function providersWithAliases(stack: AuthorStack): void {
  const west = new AwsProvider(stack, "west", {
    alias: "west",
    region: "eu-west-1",
    defaultTags: [{ tags: { Region: "west", "owner:team": "ops" } }],
    ignoreTags: [{ keyPrefixes: ["kubernetes.io/"], keys: ["Touched"] }],
    allowedAccountIds: ["123456789012"],
    maxRetries: 1,
  });
  new SnsTopic(stack, "aws_sns_topic.west", { provider: west, name: "west", tags: { Name: "west" } });
  new SnsTopic(stack, "aws_sns_topic.east", { name: "east" });
}

export function lazyAndComputed(stack: AuthorStack): void {
  const names: string[] = [];
  const port = new TerraformVariable(stack, "lazy_port", { type: "number", default: 8080 });
  const instance = new Instance(stack, "aws_instance.lazy", {
    ami: "ami-1",
    instanceType: Lazy.stringValue({ produce: () => `t3.${names.length > 1 ? "large" : "small"}` }),
    tags: Lazy.anyValue({
      produce: () => ({ Names: names.join(" "), Port: `p${port.numberValue}` }),
    }) as never,
    sourceDestCheck: false,
  });
  names.push("one", "two");
  new SsmParameter(stack, "aws_ssm_parameter.lazy", {
    name: "lazy",
    type: "String",
    value: `${instance.privateIp}:${port.numberValue}/${instance.rootBlockDevice.volumeSize}`,
    description: Token.asString(Fn.try([instance.metadataOptions.httpTokens, "none"])),
  });
  new TerraformOutput(stack, "lazy_numbers", {
    value: [port.numberValue, `${port.numberValue}`, Token.asString(Fn.tostring(port.numberValue))],
  });
  new TerraformLocal(stack, "lazy_local", Lazy.anyValue({ produce: () => names.map((name) => ({ name })) }));
}
