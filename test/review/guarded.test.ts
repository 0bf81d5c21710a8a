import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { preventDestroyIn } from "../../constructs/review/guarded";
import { temporaryFolder } from "../terraform/support/temporary";

describe("what a configuration does not let be destroyed", () => {
  it("is found in its files, in local modules and in JSON; not in comments, data sources or elsewhere", () => {
    const folder = temporaryFolder("guarded");
    mkdirSync(join(folder, "modules/b"), { recursive: true });
    mkdirSync(join(folder, ".terraform/modules"), { recursive: true });
    const kept = (header: string): string =>
      `${header} {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n`;
    writeFileSync(
      join(folder, "main.tf"),
      `${kept('resource "aws_x" "a"')}\n${kept('data "aws_x" "d"')}\nresource "aws_x" "free" {\n  # prevent_destroy = true\n}\n\nresource "aws_x" "one" {\n  lifecycle { prevent_destroy = true }\n}\n`,
    );
    writeFileSync(join(folder, "modules/b/main.tf"), kept('resource "aws_x" "in_module"'));
    writeFileSync(join(folder, ".terraform/modules/main.tf"), kept('resource "aws_x" "downloaded"'));
    writeFileSync(
      join(folder, "cdk.tf.json"),
      JSON.stringify({ resource: { aws_x: { json: { lifecycle: { prevent_destroy: true } }, other: {} } } }),
    );
    // Terraform takes a list of bodies too.
    writeFileSync(
      join(folder, "more.tf.json"),
      JSON.stringify([{ resource: { aws_x: { listed: { lifecycle: { prevent_destroy: true } } } } }]),
    );
    expect([...preventDestroyIn(folder)].sort()).toEqual([
      "aws_x.a",
      "aws_x.in_module",
      "aws_x.json",
      "aws_x.listed",
      "aws_x.one",
    ]);
  });

  it("is nothing where there is no such folder", () => {
    expect(preventDestroyIn("/nowhere/at/all").size).toBe(0);
  });
});
