import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readStacks } from "../../constructs/convert/input/stacks";
import { temporaryFolder } from "../terraform/support/temporary";

it("the stacks of a cdktf.out that was written on Windows are found", () => {
  const folder = temporaryFolder("windows");
  mkdirSync(join(folder, "stacks/web"), { recursive: true });
  writeFileSync(join(folder, "stacks/web/cdk.tf.json"), "{}");
  const manifest = { stacks: { web: { synthesizedStackPath: "stacks\\web\\cdk.tf.json" } } };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  expect(readStacks(folder)).toMatchObject([{ name: "web", folder: join(folder, "stacks/web") }]);
});

it("a byte order mark, which editors on Windows write, is no part of the JSON", () => {
  const file = join(temporaryFolder("bom"), "net.tf.json");
  writeFileSync(file, '\uFEFF{"output":{}}');
  expect(readStacks(file)).toMatchObject([{ name: "net", configuration: { output: {} } }]);
});
