import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { LocalModule, type PlainStack } from "../../../constructs/plain";
import { filesOf } from "../support/synth";

const PROJECT = mkdtempSync(join(tmpdir(), "plainform-source-"));
afterAll(() => rmSync(PROJECT, { recursive: true }));

/** Lays files in the project. */
function present(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(join(PROJECT, dirname(path)), { recursive: true });
    writeFileSync(join(PROJECT, path), "{}");
  }
}
present(
  "package.json",
  "stacks/site/index.ts",
  "stacks/site/ec2.ts",
  "stacks/site/terraform.tfvars.ts",
  "stacks/site/readme.ts",
  "stacks/loose/other.ts",
  "stacks/alone.ts",
  "dist/site/index.js",
  "dist/site/ec2.js",
  "stacks/beside.js",
  "stacks/beside.ts",
  "modules/network/main.ts",
  "modules/network/variables.ts",
  "node_modules/@company/site/package.json",
  "node_modules/@company/site/lib/index.js",
);
// What `tsc --outDir dist --sourceMap` leaves beside the second of them.
writeFileSync(
  join(PROJECT, "dist/site/ec2.js.map"),
  JSON.stringify({
    version: 3,
    file: "ec2.js",
    sourceRoot: "",
    sources: ["../../stacks/site/ec2.ts"],
    mappings: "",
  }),
);

class Network extends LocalModule {
  constructor(scope: PlainStack) {
    super(scope, "network", { source: join(PROJECT, "modules/network") });
    this.input("cidr", { type: "string", description: "A network." }, "10.0.0.0/16");
    this.output("cidr", { description: "A network.", value: "" });
  }
}

/** What each file of a stack says that it is generated from. */
function sources(source: string | undefined): Readonly<Record<string, string | undefined>> {
  const files = filesOf(
    (stack) => {
      stack.file("ec2.tf").local("a", 1);
      stack.file("vpc.tf").local("b", 1);
      stack.text("README.md", { content: "# Site\n" });
      stack.text("run.sh", { content: "true\n", source: "templates/run.sh.hbs" });
      stack.tfvars("terraform.tfvars.example", {});
      stack.tfvars("prod.tfvars", {}, {}, join(PROJECT, "stacks/prod.ts"));
      new Network(stack);
    },
    source === undefined ? {} : { source },
  );
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, /Generated from (\S+) by/.exec(text)?.[1]]),
  );
}

describe("a generated file names its source", () => {
  it("in a folder: the file that is called as it, or the folder's entry", () => {
    expect(sources(join(PROJECT, "stacks/site"))).toEqual({
      "ec2.tf": "stacks/site/ec2.ts",
      "vpc.tf": "stacks/site/index.ts",
      "main.tf": "stacks/site/index.ts",
      "terraform.tf": "stacks/site/index.ts",
      "README.md": "stacks/site/index.ts",
      "run.sh": "templates/run.sh.hbs",
      "terraform.tfvars.example": "stacks/site/terraform.tfvars.ts",
      "prod.tfvars": "stacks/prod.ts",
      "modules/network/main.tf": "modules/network/main.ts",
      "modules/network/variables.tf": "modules/network/variables.ts",
      "modules/network/outputs.tf": "modules/network/main.ts",
    });
  });

  it.each([
    ["a folder without either", join(PROJECT, "stacks/loose"), "stacks/loose"],
    ["a file, whatever lies beside it", join(PROJECT, "stacks/site/index.ts"), "stacks/site/index.ts"],
    ["a file that is all of a stack", join(PROJECT, "stacks/alone.ts"), "stacks/alone.ts"],
    [
      "a package of somebody else's",
      join(PROJECT, "node_modules/@company/site/lib"),
      "@company/site/lib/index.js",
    ],
    ["what was compiled: what its map names", join(PROJECT, "dist/site"), "stacks/site/ec2.ts"],
    ["what was compiled in place", join(PROJECT, "stacks/beside.js"), "stacks/beside.ts"],
    ["a URL", pathToFileURL(join(PROJECT, "stacks/alone.ts")).href, "stacks/alone.ts"],
    ["a text, as it is", "stacks/site", "stacks/site"],
    ["nothing: the stack's id", undefined, "system"],
  ])("of %s", (_, source, expected) => {
    expect(sources(source)["ec2.tf"]).toBe(expected);
  });

  it("by no path of the machine, where there is no package around it", () => {
    rmSync(join(PROJECT, "package.json"));
    expect(sources(join(PROJECT, "stacks/alone.ts"))["ec2.tf"]).toBe("alone.ts");
  });
});
