import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const OUTPUT = join(__dirname, "..", "..", "cdktf.out");

/** Top-level blocks of every .tf file of a system, by file. */
function blocksOf(system: string): readonly (readonly [file: string, block: string])[] {
  const folder = join(OUTPUT, system);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tf") && !path.includes(".terraform"))
    .flatMap((path) =>
      readFileSync(join(folder, path), "utf8")
        .split(/^(?=[a-z]+ (?:"[^"]+" )*\{)/m)
        .map((block): readonly [string, string] => [path, block]),
    );
}

describe.each(["bouvet", "dalston", "kauri", "bloaty", "iris"])("the tree of %s", (system) => {
  const blocks = blocksOf(system);
  const ofType = (type: string): string[] =>
    blocks.map(([, block]) => block).filter((block) => block.startsWith(type));
  const text = blocks.map(([, block]) => block).join("");

  it("works in every partition of AWS: no ARN begins with the one of most", () => {
    const literal = blocks
      .filter(([, block]) => !block.startsWith("variable "))
      .flatMap(([file, block]) => [...block.matchAll(/.*arn:aws:.*/g)].map(([line]) => `${file}: ${line}`));
    expect(literal).toEqual([]);
  });

  it("says of its machine that it is optimized for EBS", () => {
    for (const block of ofType('resource "aws_instance"')) expect(block).toMatch(/^ {2}ebs_optimized +=/m);
  });

  it("leaves the default security group of its own VPC empty", () => {
    const groups = ofType('resource "aws_default_security_group"');
    expect(groups).toHaveLength(ofType('resource "aws_vpc"').length);
    for (const block of groups) expect(block).not.toMatch(/ingress|egress/);
  });

  it("leaves Local Zones out of those that offer a type", () => {
    const offerings = ofType('data "aws_ec2_instance_type_offerings"');
    expect(offerings).toHaveLength(1);
    // A subnet that the default VPC has for a zone is never in a Local Zone.
    if (/name += "default-for-az"/.test(text)) return;
    expect(text).toMatch(/name += "opt-in-status"\n +values = \["opt-in-not-required"\]/);
    expect(text).toMatch(/setintersection\(\s*data\.aws_ec2_instance_type_offerings\.\w+\.locations,\s*data/);
  });

  it("refuses a network with host bits in each variable that is one", () => {
    const networks = ofType('variable "').filter((block) => /^variable "\w*cidrs?"/.test(block));
    expect(networks.length).toBeGreaterThan(0);
    for (const block of networks) if (/validation/.test(block)) expect(block).toContain("cidrsubnet(");
  });

  it("has no image that ends with the kernel of today", () => {
    expect(text).not.toMatch(/kernel-\d/);
  });

  it("aborts uploads that broke off wherever a bucket's objects age", () => {
    for (const block of ofType('resource "aws_s3_bucket_lifecycle_configuration"'))
      expect(block).toContain("abort_incomplete_multipart_upload");
  });

  it("gives a scanner a reason for each finding that is meant", () => {
    const skipped = [...text.matchAll(/#.*(?:checkov:skip|trivy:ignore|tflint-ignore).*/g)].map(
      ([line]) => line,
    );
    expect(skipped.length).toBeGreaterThan(0);
    for (const line of skipped)
      expect(line).toMatch(
        /checkov:skip=CKV2?_AWS_\d+: \S.{8}|trivy:ignore:(AVD-)?AWS-\d{4} (?!trivy:)\S.{8}|tflint-ignore: \w+.* # \S/,
      );
  });
});
