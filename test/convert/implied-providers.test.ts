import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { convert } from "../../constructs/convert/convert";
import { temporaryFolder } from "../terraform/support/temporary";
import { SCHEMA } from "./support";

it("a provider that nothing requires is HashiCorp's of its name, as Terraform takes it", () => {
  const folder = temporaryFolder("implied");
  const [source, program] = [join(folder, "net.tf.json"), join(folder, "terraform")];
  writeFileSync(join(folder, "schema.json"), JSON.stringify(SCHEMA));
  writeFileSync(
    program,
    `#!${process.execPath}
const { copyFileSync, readFileSync } = require("node:fs");
if (process.argv[2] === "init") copyFileSync("main.tf.json", ${JSON.stringify(join(folder, "asked.json"))});
else process.stdout.write(readFileSync(${JSON.stringify(join(folder, "schema.json"))}));
`,
    { mode: 0o755 },
  );
  const remote = { backend: "local", config: { path: "x" } };
  const configuration = {
    provider: { x: [{ alias: "west", region: "a" }] },
    resource: { x_net: { a: { provider: "x.west", name: "a" } }, terraform_data: { b: {} } },
    data: { terraform_remote_state: { c: remote } },
  };
  writeFileSync(source, JSON.stringify(configuration));
  const { plan } = convert({ source, out: join(folder, "out"), terraform: program });
  expect(plan.files.map(({ path }) => path)).toContain("net/main.tf");
  expect(JSON.parse(readFileSync(join(folder, "asked.json"), "utf8"))).toEqual({
    terraform: { required_providers: { x: { source: "hashicorp/x" } } },
  });
});
