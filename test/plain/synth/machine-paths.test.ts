import { homedir } from "node:os";
import { join } from "node:path";
import { App, Fn, S3Backend, TerraformHclModule, TerraformOutput, TerraformVariable } from "cdktf";
import { describe, expect, it } from "vitest";
import { LocalModule, type PlainStack } from "../../../constructs/plain";
import { type Build, blocksOf, problemsOf } from "../support/synth";

const inTree = (stack: PlainStack, ...path: readonly string[]): string =>
  join(App.of(stack).outdir, "system", ...path);

const output = (stack: PlainStack, id: string, value: unknown): TerraformOutput =>
  new TerraformOutput(stack, id, { value });

const pathsOf = (build: Build): readonly (readonly (string | undefined)[])[] =>
  problemsOf(build)
    .filter(({ what }) => what.startsWith("a path of this machine"))
    .map(({ at, got }) => [at, got?.replaceAll(process.cwd(), "<project>").replaceAll(homedir(), "<home>")]);

describe("an absolute path below the tree", () => {
  it("is written as one from the module, wherever it stands", () => {
    const text = blocksOf((stack) => {
      stack.text("scripts/boot.sh", { content: "true\n" });
      output(stack, "plain", inTree(stack, "scripts", "boot.sh"));
      output(stack, "read", Fn.file(inTree(stack, "scripts/boot.sh")));
      output(stack, "listed", [inTree(stack), inTree(stack, "a b")]);
      stack.file("locals.tf").local("path", { at: inTree(stack, "x") });
    });
    for (const line of [
      'value = "${path.module}/scripts/boot.sh"',
      'value = file("${path.module}/scripts/boot.sh")',
      'value = [path.module, "${path.module}/a b"]',
      'at = "${path.module}/x"',
    ])
      expect(text).toContain(line);
  });

  it("is one from the local module that it stands in", () => {
    class Network extends LocalModule {
      constructor(stack: PlainStack) {
        super(stack, "network");
        this.output("path", { description: "A path.", value: inTree(stack, "scripts/boot.sh") });
      }
    }
    expect(blocksOf((stack) => void new Network(stack))).toContain(
      'value       = "${path.module}/../../scripts/boot.sh"',
    );
  });

  it("is refused where only a literal may stand, and within a longer text", () => {
    const found = pathsOf((stack) => {
      new TerraformVariable(stack, "path", { default: inTree(stack, "x") });
      output(stack, "command", `cat ${inTree(stack, "x")}`);
      new TerraformHclModule(stack, "m", {
        source: inTree(stack, "m"),
        skipAssetCreationFromLocalModules: true,
      });
    });
    expect(found.map(([at]) => at)).toEqual(["system/m", "system/command", "system/path"]);
  });
});

describe("any other path of this machine", () => {
  it("is refused with the construct, the argument and the way out", () => {
    const build: Build = (stack) => {
      output(stack, "zip", join(process.cwd(), "dist/x.zip"));
      output(stack, "within", `cd ${process.cwd()} && make`);
      output(stack, "key", Fn.file(join(homedir(), ".ssh/id_ed25519.pub")));
      stack.text("boot.sh", { content: `#!/bin/sh\nsource ${__filename}\n` });
    };
    expect(pathsOf(build)).toEqual([
      ["system/boot.sh", expect.stringMatching(/^<project>\/test\/\S+, in system\/boot.sh: line 3$/)],
      [
        "system/key",
        '<home>/.ssh/id_ed25519.pub, in system/outputs.tf: argument value of output "key", line 12',
      ],
      ["system/zip", '<project>/dist/x.zip, in system/outputs.tf: argument value of output "zip", line 4'],
      ["system/within", '<project>, in system/outputs.tf: argument value of output "within", line 8'],
    ]);
    const fixes = problemsOf(build).map(({ fix }) => fix);
    expect(fixes.every((fix) => fix?.includes("new TerraformAsset"))).toBe(true);
    expect(fixes.some((fix) => fix?.includes('pathexpand("~/.ssh/id_ed25519.pub")'))).toBe(true);
  });

  it("is none where it is a part of another, or the host's", () => {
    const found = pathsOf((stack) => {
      output(stack, "other", `/mnt${process.cwd()}/x`);
      output(stack, "longer", `${process.cwd()}-old/x`);
      output(stack, "host", join(homedir(), "app/start.sh"));
      output(stack, "system", Fn.file("/etc/hostname"));
      new S3Backend(stack, { bucket: "b", key: "a/b", region: "eu-west-1" });
    });
    expect(found).toEqual([]);
  });
});
