import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { expect, it } from "vitest";
import type { PlainStack } from "../constructs/plain";
import * as plain from "../constructs/plain";
import { planApp } from "../constructs/plain/synth/plan";
import { withApp } from "./plain/support/synth";

const README = readFileSync(join(__dirname, "../README.md"), "utf8");

/** The class of this name that the README shows, as JavaScript; what it needs comes from `required`. */
function sample(first: string, required: (path: string) => unknown): Readonly<Record<string, unknown>> {
  const shown = README.matchAll(/^```ts\n(import[\s\S]*?|class[\s\S]*?)^```$/gm);
  const source = [...shown].map(([, text]) => text).join("\n");
  const { code } = transformSync(`${source}\nexport { ${first} };`, { loader: "ts", format: "cjs" });
  const module = { exports: {} };
  const place = join(__dirname, "../stacks/site.ts");
  new Function("module", "require", "__filename", code)(module, required, place);
  return module.exports;
}

it("the README's sample is written as its comments say", () => {
  const asked: string[] = [];
  const { Site } = sample("Site", (path) => {
    asked.push(path);
    if (path === "../constructs/plain") return plain;
    if (path === "../constructs/templates") return { renderTemplate: () => "#!/bin/sh\nset -eu\n" };
    return require(path);
  }) as { Site: new (...args: ConstructorParameters<typeof PlainStack>) => PlainStack };
  const files = withApp((app) => {
    new Site(app, "site");
    return new Map(planApp(app).plan.files.map(({ path, content }) => [path, String(content)]));
  });
  expect(asked).toContain("@cdktf/provider-aws/lib/eip");
  expect(files.get("site/terraform/main.tf")).toContain(`# Why it is there: printed above the block.
resource "aws_eip" "web" {
  count = 2
`);
  expect(files.get("site/terraform/main.tf")).toContain("[for eip in aws_eip.web : eip.public_ip]");
  expect(files.get("site/terraform/scripts/boot.sh")).toMatch(
    /^#!\/bin\/sh\n# Generated from stacks\/site\.ts .*\nset -eu\n$/,
  );
  expect(files.get("site/terraform/modules/network/outputs.tf")).toContain("aws_vpc.main.id");
});
