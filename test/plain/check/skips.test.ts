import { DataResource } from "cdktf";
import { describe, expect, it } from "vitest";
import { comment, hcl } from "../../../constructs/plain";
import { describeWith } from "../../terraform/support/requirements";
import { blocksOf, problemsOf } from "../support/synth";
import { formatComplaints } from "../support/terraform";

const printed = (skip: Readonly<Record<string, string>>, above?: string): string =>
  blocksOf((stack) => {
    stack
      .file("main.tf")
      .add(DataResource, "main", { input: hcl.map`1` }, { skip, ...(above !== undefined && { above }) });
  });

const problems = (skip: Readonly<Record<string, string>>) =>
  problemsOf((stack) => {
    stack.file("main.tf").add(DataResource, "main", { input: hcl.map`1` }, { skip });
  });

describe("a scanner's finding that is meant", () => {
  it("stands inside the block for checkov, with its reason", () => {
    expect(
      printed({ CKV2_AWS_11: "Flow logs cost more than the machine." }),
    ).toBe(`resource "terraform_data" "main" {
  # checkov:skip=CKV2_AWS_11: Flow logs cost more than the machine.

  input = 1
}
`);
  });

  it("stands directly above the block for Trivy and TFLint, below what a reviewer would ask", () => {
    expect(printed({ "AWS-0178": "It costs.", "AVD-AWS-0101": "It is its own." }, "Why.")).toBe(`# Why.
# trivy:ignore:AWS-0178 It costs.
# trivy:ignore:AVD-AWS-0101 It is its own.
resource "terraform_data" "main" {
  input = 1
}
`);
    expect(printed({ aws_resource_missing_tags: "The provider's default_tags." })).toContain(
      '# tflint-ignore: aws_resource_missing_tags # The provider\'s default_tags.\nresource "terraform_data"',
    );
  });

  it("has one reason for several scanners, and a line of its own for each rule of checkov", () => {
    expect(
      printed({ "CKV_AWS_18, CKV_AWS_21, AVD-AWS-0089, AVD-AWS-0090": "It is built elsewhere." }),
    ).toBe(`# trivy:ignore:AVD-AWS-0089 trivy:ignore:AVD-AWS-0090 It is built elsewhere.
resource "terraform_data" "main" {
  # checkov:skip=CKV_AWS_18: It is built elsewhere.
  # checkov:skip=CKV_AWS_21: It is built elsewhere.

  input = 1
}
`);
  });

  it("may be put on an element that was created with a plain new", () => {
    const text = blocksOf((stack) => {
      comment(new DataResource(stack, "main", {}), { skip: { CKV2_AWS_11: "It costs." } });
    });
    expect(text).toBe('resource "terraform_data" "main" {\n  # checkov:skip=CKV2_AWS_11: It costs.\n}\n');
  });

  it.each([
    ["no reason", { CKV_AWS_1: " " }],
    ["a reason of two lines", { CKV_AWS_1: "one\ntwo" }],
    ["a rule that no scanner has", { "S3 logging": "It costs." }],
  ])("is refused with %s", (_, skip) => {
    expect(problems(skip)).toMatchObject([
      {
        at: "system/main.tf/terraform_data.main",
        what: "a scanner's finding is skipped without a rule and a reason",
      },
    ]);
  });

  it("is refused for Trivy and TFLint on one block, since both want the line directly above", () => {
    expect(problems({ "AWS-0178": "It costs.", aws_resource_missing_tags: "It has." })).toMatchObject([
      { what: "two scanners want the line directly above a block" },
    ]);
  });
});

describeWith(["terraform"], "terraform fmt", () => {
  it("leaves what is skipped where it stands", async () => {
    const text = printed({ CKV_AWS_1: "One.", CKV_AWS_2: "Two.", "AWS-0178": "Three." });
    expect(await formatComplaints({ "main.tf": text })).toBe("");
  });
});
