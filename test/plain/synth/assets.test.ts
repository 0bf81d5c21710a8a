import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  AssetType,
  Fn,
  TerraformAsset,
  TerraformHclModule,
  TerraformLocal,
  TerraformOutput,
  TerraformVariable,
} from "cdktf";
import { Construct } from "constructs";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LocalModule, PlainStack, type PlainStackProps } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import type { PlannedFile } from "../../../constructs/plain/tree/file-plan";
import { blocksIn, problemsOf, withApp } from "../support/synth";

const BINARY = Uint8Array.from([0, 255, 128, 10, 13, 0]);
let folder: string;

function write(path: string, content: string | Uint8Array, mode = 0o644): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plainform-assets-"));
  write("code/index.js", "exports.handler = async () => 1;\n");
  write("code/lib/b.js", "b\n");
  write("code/.env.example", "A=1\n");
  write("code/bin/run", "#!/bin/sh\n", 0o755);
  write("logo.png", BINARY);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Build = (stack: PlainStack) => void;

function planOf(build: Build, props: PlainStackProps = { rootModule: "terraform" }): readonly PlannedFile[] {
  return withApp((app) => {
    const stack = new PlainStack(app, "web", props);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
    return planApp(app).plan.files.filter(({ path }) => path.startsWith("web/"));
  });
}

/** The blocks of a file of Terraform. */
function textOf(files: readonly PlannedFile[], path = "web/terraform/main.tf"): string {
  const file = files.find((one) => one.path === path);
  return blocksIn({ "main.tf": String(file?.content ?? "") });
}

const besidesTerraform = (files: readonly PlannedFile[]) =>
  files.filter(({ path }) => !path.endsWith(".tf")).map(({ path, mode }) => [path, mode.toString(8)]);

describe("an asset", () => {
  it("of one file lies below the root module, byte for byte, and is named by a path without hashes", () => {
    const files = planOf((stack) => {
      const logo = new TerraformAsset(new Construct(stack, "site"), "logo", {
        path: join(folder, "logo.png"),
      });
      new TerraformOutput(stack, "logo", { value: logo.path });
    });
    expect(textOf(files, "web/terraform/outputs.tf")).toBe(
      'output "logo" {\n  value = "${path.module}/assets/site_logo/logo.png"\n}\n',
    );
    const file = files.find(({ path }) => path === "web/terraform/assets/site_logo/logo.png");
    expect(file?.content).toEqual(Buffer.from(BINARY));
  });

  it("of a folder keeps names and modes", () => {
    const files = planOf((stack) => {
      const code = new TerraformAsset(stack, "code", { path: join(folder, "code") });
      new TerraformOutput(stack, "main", { value: `${code.path}/index.js` });
    });
    expect(textOf(files, "web/terraform/outputs.tf")).toContain('"${path.module}/assets/code/index.js"');
    expect(besidesTerraform(files)).toEqual([
      ["web/terraform/assets/code/.env.example", "644"],
      ["web/terraform/assets/code/bin/run", "755"],
      ["web/terraform/assets/code/index.js", "644"],
      ["web/terraform/assets/code/lib/b.js", "644"],
    ]);
  });

  it("as an archive has the same bytes whatever the time of its files, with their names and modes", () => {
    const archive = () => {
      const files = planOf((stack) => {
        new TerraformAsset(stack, "code", { path: join(folder, "code"), type: AssetType.ARCHIVE });
      });
      expect(besidesTerraform(files)).toEqual([["web/terraform/assets/code/archive.zip", "644"]]);
      return files.find(({ path }) => path.endsWith(".zip"))?.content as Uint8Array;
    };
    const first = archive();
    utimesSync(join(folder, "code/index.js"), 1, 1);
    expect(archive()).toEqual(first);
    expect(Object.keys(unzipSync(first))).toEqual([".env.example", "bin/run", "index.js", "lib/b.js"]);
  });

  it("is named everywhere: in functions, locals, texts and what a variable is by default", () => {
    const files = planOf((stack) => {
      const code = new TerraformAsset(stack, "code", { path: join(folder, "code"), type: AssetType.ARCHIVE });
      const logo = new TerraformAsset(stack, "logo", { path: join(folder, "logo.png") });
      const all = new TerraformLocal(stack, "all", {
        hash: Fn.filebase64sha256(code.path),
        both: `${code.path} ${logo.path}`,
        dotted: `./${logo.path}`,
        own: `\${path.module}/${logo.path}`,
      });
      new TerraformVariable(stack, "logo_path", { type: "string", default: logo.path });
      new LambdaFunction(stack, "api", {
        functionName: "api",
        role: all.asString,
        filename: code.path,
        sourceCodeHash: code.assetHash,
      });
    });
    expect(textOf(files, "web/terraform/locals.tf")).toBe(`locals {
  all = {
    hash   = filebase64sha256("\${path.module}/assets/code/archive.zip")
    both   = "assets/code/archive.zip assets/logo/logo.png"
    dotted = "\${path.module}/assets/logo/logo.png"
    own    = "\${path.module}/assets/logo/logo.png"
  }
}
`);
    expect(textOf(files, "web/terraform/variables.tf")).toContain('default = "assets/logo/logo.png"');
    expect(textOf(files)).toMatch(/filename {9}= "\$\{path\.module\}\/assets\/code\/archive\.zip"/);
    expect(textOf(files)).toMatch(/source_code_hash = "[0-9A-F]{32}"/);
  });

  it("of a local module lies in its folder; one of the root module is named from there too", () => {
    class Site extends LocalModule {
      constructor(scope: Construct, id: string, given: string) {
        super(scope, id);
        const own = new TerraformAsset(this, "own", { path: join(folder, "logo.png") });
        this.output("paths", { description: "Both.", value: [own.path, given] });
      }
    }
    const files = planOf((stack) => {
      const logo = new TerraformAsset(stack, "logo", { path: join(folder, "logo.png") });
      new Site(stack, "site", logo.path);
    });
    expect(besidesTerraform(files).map(([path]) => path)).toEqual([
      "web/terraform/assets/logo/logo.png",
      "web/terraform/modules/site/assets/own/logo.png",
    ]);
    expect(textOf(files, "web/terraform/modules/site/outputs.tf")).toContain(`value = [
    "\${path.module}/assets/own/logo.png",
    "\${path.root}/assets/logo/logo.png",
  ]`);
  });

  it("that cannot go along is a problem", () => {
    mkdirSync(join(folder, "round/inner"), { recursive: true });
    symlinkSync("..", join(folder, "round/inner/up"));
    const problems = problemsOf((stack) => {
      new TerraformAsset(stack, "round", { path: join(folder, "round"), assetHash: "x" });
    });
    expect(problems).toMatchObject([{ at: "system/round", got: "a link to a folder around it" }]);
  });
});

describe("a module of Terraform's own in the project", () => {
  const inFolder = <T>(action: () => T): T => {
    const cwd = process.cwd();
    process.chdir(folder);
    try {
      return action();
    } finally {
      process.chdir(cwd);
    }
  };

  beforeAll(() => {
    write("modules/net/main.tf", 'module "tags" {\n  source = "../tags"\n}\n');
    write("modules/net/.terraform/x", "x");
    write("modules/tags/main.tf", 'output "all" {\n  value = {}\n}\n');
    write("infra/dns/main.tf", "");
  });

  it("goes along with what it calls, and is called where it lies then", () => {
    const build: Build = (stack) => {
      new TerraformHclModule(stack, "net", { source: "./modules/net" });
      new TerraformHclModule(stack, "dns", { source: "./infra/dns" });
    };
    const sources = (files: readonly PlannedFile[], root: string) =>
      [...textOf(files, `web/${root}/main.tf`).matchAll(/source = (".*")/g)].map(([, source]) => source);
    const files = inFolder(() => planOf(build));
    expect(files.map(({ path }) => path).filter((path) => /modules|infra/.test(path))).toEqual([
      "web/terraform/infra/dns/main.tf",
      "web/terraform/modules/net/main.tf",
      "web/terraform/modules/tags/main.tf",
    ]);
    expect(sources(files, "terraform")).toEqual(['"./modules/net"', '"./infra/dns"']);
    const shared = inFolder(() => planOf(build, { rootModule: "envs/dev", modulesDirectory: "modules" }));
    expect(sources(shared, "envs/dev")).toEqual(['"../../modules/net"', '"./infra/dns"']);
    expect(shared.map(({ path }) => path)).toContain("web/modules/tags/main.tf");
  });

  it("is not there", () => {
    expect(relative(process.cwd(), folder)).not.toBe("");
    expect(() => planOf((stack) => new TerraformHclModule(stack, "net", { source: "./no/such" }))).toThrow(
      "web: the folder of a called module does not exist\n  got: ./no/such",
    );
  });
});
