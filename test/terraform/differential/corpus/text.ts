import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Fn, TerraformOutput, TerraformVariable, Token } from "cdktf";
import type { AuthorStack } from "../author-code";

export function textOfSeveralLines(stack: AuthorStack): void {
  const file = stack.file("text.tf");
  const name = file.variable("text_name", { type: "string", default: "world" }).stringValue;
  const port = file.variable("text_port", { type: "number", default: 80 }).numberValue;
  const texts: Record<string, string> = {
    script: `#!/bin/bash\nset -euo pipefail\n\necho "hello ${name}" >&2\nif true; then\n\techo tab\nfi\n`,
    no_newline: `one ${name}\n  two\n    three`,
    indented: "    all\n      lines\n    indented\n",
    blank_lines: "\n\nfirst\n\n\nlast\n\n",
    only_newlines: "\n\n",
    carriage: `dos\r\n${name}\r\nlines\r\n`,
    escapes: `a $\${literal} and %%{literal} and $$ and %% and $ {no} \\n \\\\ \\" end\nof ${name}\n`,
    delimiters: "EOT\nEOF\nEND\nHEREDOC\nEOT_1\n",
    quotes: `"${name}"\n'\`"""\n`,
    trailing_space: "a  \nb\t\n c \n",
    directive: "%{ if true }yes%{ else }no%{ endif }\nand %{ for x in [1, 2] }${x},%{ endfor }\n",
    stripped: "a\n  ${~ true ~}  \nb\n\n${~ 1 } ${~ 2 ~}\t\n\n  c %{~ if true ~}\n  d\n%{~ endif ~}\n",
    stripped_list: `hosts:\n%{ for host in ["a", "b"] ~}\n  - \${host}\n%{ endfor ~}\n`,
    expression: '${upper("in \\"quotes\\"")}-${1 + 2}-${true ? "a" : "b"}\n${length([1, 2])}\n',
    number: `port ${port}, twice ${port} and ${port}\n`,
    dollar_first: "costs $5\n100%\nand $",
    unicode: "Grüße\n\u00a0no-break\u200b zero\u2028line\n🚀\n",
    control: "\u0001\u001b[0m\u007f\n",
    ends_in_reference: `one\ntwo\n${name}\n\n`,
    ends_in_lines: 'one\ntwo\n${"three\\n\\n"}',
    looks_like_heredoc: "<<EOT\nx\nEOT\n",
    hash: "# a\n// b\n/* c */\n",
  };
  for (const [key, value] of Object.entries(texts)) file.output(`text_${key}`, { value });
  file.output("text_in_lists", {
    value: [texts.script, [texts.no_newline], { key: texts.escapes, "a\nb": texts.carriage }],
  });
  file.output("text_in_functions", { value: Fn.base64encode(Token.asString(texts.no_newline)) });
}

export function userDataWithReferences(stack: AuthorStack): void {
  const bucket = new S3Bucket(stack, "aws_s3_bucket.user_data", { bucket: "user-data-bucket" });
  const region = new TerraformVariable(stack, "user_data_region", { type: "string", default: "us-east-1" });
  const script = [
    "#!/usr/bin/env bash",
    "set -euo pipefail",
    `BUCKET="${bucket.bucket}"`,
    `REGION='${region.stringValue}'`,
    'cat > /etc/app.conf <<"EOT"',
    '  key = "value with \\ backslash"',
    "EOT",
    'for file in "$BUCKET"/*; do echo "$${file##*/}"; done',
    "",
  ].join("\n");
  new Instance(stack, "aws_instance.user_data", {
    ami: "ami-1",
    instanceType: "t3.micro",
    userDataReplaceOnChange: true,
    userData: script,
  });
  new Instance(stack, "aws_instance.user_data_encoded", {
    ami: "ami-1",
    instanceType: "t3.micro",
    userDataBase64: Fn.base64encode(`#!/bin/sh\nset -eu\necho ${bucket.bucket} > /etc/bucket\n`),
  });
  new TerraformOutput(stack, "user_data_text", { value: script });
}

export function documentsAsText(stack: AuthorStack): void {
  const bucket = new S3Bucket(stack, "aws_s3_bucket.documents", {});
  const days = new TerraformVariable(stack, "document_days", { type: "number", default: 14 }).numberValue;
  new IamPolicy(stack, "aws_iam_policy.odd", {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Id: "<&> \u2028 ü 🚀",
      Statement: [
        {
          Sid: "NumbersAndNulls",
          Effect: "Allow",
          Action: [],
          Resource: `arn:aws:s3:::${bucket.bucket}/$\${aws:username}/*`,
          Condition: {
            NumericLessThan: { "s3:max-keys": 10, "aws:MultiFactorAuthAge": `${days}` },
            Bool: { "aws:SecureTransport": true },
            Null: { "aws:TokenIssueTime": "false" },
          },
          Principal: {},
        },
      ],
    }),
  });
  new EcrLifecyclePolicy(stack, "aws_ecr_lifecycle_policy.old", {
    repository: "app",
    policy: JSON.stringify({
      rules: [
        {
          rulePriority: 1,
          description: "old",
          selection: { tagStatus: "any", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
          action: { type: "expire" },
        },
      ],
    }),
  });
  new SqsQueue(stack, "aws_sqs_queue.documents", {
    name: "documents",
    policy: '{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n',
  });
  new CloudwatchDashboard(stack, "aws_cloudwatch_dashboard.documents", {
    dashboardName: "documents",
    dashboardBody: JSON.stringify(
      { widgets: [{ type: "text", x: 0, width: 3, properties: { markdown: `# of ${bucket.id}\n<b>` } }] },
      null,
      2,
    ),
  });
  new SsmDocument(stack, "aws_ssm_document.documents", {
    name: "documents",
    documentType: "Command",
    documentFormat: "YAML",
    content:
      'schemaVersion: "2.2"\nmainSteps:\n  - action: aws:runShellScript\n    name: run\n    inputs:\n      runCommand:\n        - echo "{{ name }}"\n',
  });
  new CloudfrontFunction(stack, "aws_cloudfront_function.documents", {
    name: "documents",
    runtime: "cloudfront-js-2.0",
    code: "function handler(event) {\n  const uri = event.request.uri;\n  return /\\.html$/.test(uri) ? event.request : `$${uri}.html`;\n}\n",
  });
}
