import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { convert } from "../../constructs/convert/convert";
import { temporaryFolder } from "../terraform/support/temporary";
import { SCHEMA, STACK } from "./support";

it("what a relative path leads to from the stack's folder is found from the tree", () => {
  const folder = temporaryFolder("relative");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const net = {
    name: '${file("../../../files/motd.txt")}',
    tags: { path: "../../../files/motd.txt", of: "${path.module}/../../../files/motd.txt" },
  };
  const configuration = {
    ...STACK,
    module: {
      shared: { source: "../../../modules/shared" },
      absolute: { source: join(folder, "modules/shared") },
      own: { source: "./own" },
      gone: { source: "../../../modules/gone" },
    },
    resource: { x_net: { a: net, b: { name: "../of/nothing", tags: { up: "../.." } } } },
  };
  write("cdktf.out/stacks/web/cdk.tf.json", JSON.stringify(configuration));
  write("cdktf.out/stacks/web/own/main.tf", "");
  write("modules/shared/main.tf", "");
  write("files/motd.txt", "hello");
  write("schema.json", JSON.stringify(SCHEMA));
  const { plan } = convert({
    source: join(folder, "cdktf.out/stacks/web/cdk.tf.json"),
    out: join(folder, "infra"),
    schemaFile: join(folder, "schema.json"),
  });
  const main = String(plan.files.find(({ path }) => path === "web/main.tf")?.content);
  expect(main.match(/source = "\.\.\/\.\.\/modules\/shared"/g)).toHaveLength(2);
  expect(main).toContain('source = "./modules/own"');
  expect(main).toContain('source = "../../../modules/gone"');
  expect(main).toContain('name = file("../../files/motd.txt")');
  expect(main).toContain('path = "../../files/motd.txt"');
  expect(main).toContain('of   = "${path.module}/../../files/motd.txt"');
  expect(main).toContain('name = "../of/nothing"');
  expect(main).toContain('up = "../.."');
  expect(plan.files.map(({ path }) => path)).toContain("web/modules/own/main.tf");
});
