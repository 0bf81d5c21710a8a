import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { describe, expect, it } from "vitest";
import { problemsOf } from "../support/synth";

const DOCUMENT = [
  "# Site",
  "",
  "<!-- resources -->",
  "",
  "| What | Why |",
  "| --- | --- |",
  "| `aws_s3_bucket.logs`, `aws_s3_bucket.site` | Two buckets |",
  "",
  "<!-- files -->",
  "```",
  "./",
  "├── .editorconfig            # above all",
  "└── infra/",
  "    ├── README.md",
  "    ├── scripts/",
  "    │   └── boot.sh          # what the host runs",
  "    └── terraform/",
  "        ├── s3.tf",
  "        └── terraform.tf",
  "```",
  "",
].join("\n");

function drift(content: string): readonly string[] {
  const problems = problemsOf(
    (stack) => {
      stack.text("infra/README.md", { content, documents: true, source: "README.md.hbs" });
      stack.text("infra/scripts/boot.sh", { content: "#!/bin/sh\n" });
      stack.text(".editorconfig", { content: "root = true\n" });
      const file = stack.file("s3.tf");
      file.add(AwsProvider, "aws", { region: "eu-west-1" });
      file.add(S3Bucket, "site", {});
      file.add(S3Bucket, "logs", {});
    },
    { rootModule: "infra/terraform" },
  );
  return problems.map(({ what, got = "", fix = "" }) => `${what}; ${got}; ${fix}`);
}

describe("a document about a stack", () => {
  it("passes when it names every resource and draws every file", () => {
    expect(drift(DOCUMENT)).toEqual([]);
  });

  it("need not do either", () => {
    expect(drift("# Site\n")).toEqual([]);
  });

  it.each([
    [
      "`aws_s3_bucket.logs`, ",
      "",
      "the document lacks the resource aws_s3_bucket.logs; README.md.hbs:3: nothing below it names it; name `aws_s3_bucket.logs` in the first column of a row",
    ],
    [
      "`aws_s3_bucket.logs`, ",
      "`aws_s3_bucket.logs`, `aws_s3_bucket.old`, ",
      "the document describes a resource that the stack does not have; README.md.hbs:7: `aws_s3_bucket.old`; remove it, or correct its name",
    ],
    [
      "| Two buckets |",
      "| Two buckets |\n| A role | |",
      "the document describes a resource that the stack does not have; README.md.hbs:8: A role; remove it, or correct its name",
    ],
    [
      "    │   └── boot.sh          # what the host runs\n",
      "",
      "the document lacks the file infra/scripts/boot.sh; README.md.hbs:9: nothing below it names it; draw infra/scripts/boot.sh in the tree",
    ],
    [
      "        ├── s3.tf\n",
      "        ├── s3.tf\n        ├── ec2.tf\n",
      "the document describes a file that the stack does not have; README.md.hbs:19: ec2.tf; remove it, or correct its name",
    ],
    [
      "        ├── s3.tf\n",
      "        ├── s3.tf\n        │\n        and so on\n",
      "the document describes a file that the stack does not have; README.md.hbs:20:         and so on; remove it, or correct its name",
    ],
  ])("that says %j as %j is refused with file and line", (from, to, expected) => {
    expect(drift(DOCUMENT.replace(from, to))).toEqual([expected]);
  });

  it("without a drawing below the mark lacks every file", () => {
    expect(drift(DOCUMENT.replace("```\n./", "./"))).toHaveLength(5);
  });
});
