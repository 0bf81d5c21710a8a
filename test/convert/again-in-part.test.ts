import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { convert } from "../../constructs/convert/convert";
import { writeTree } from "../../constructs/plain/tree";
import { temporaryFolder } from "../terraform/support/temporary";
import { type Json, SCHEMA, STACK } from "./support";

const NET: Json = {
  ...STACK,
  "//": { metadata: { stackName: "net" } },
  resource: { x_net: { a_1A2B3C4D: { name: "a" } } },
  output: { id_1A2B3C4D: { value: "${x_net.a_1A2B3C4D.name}" } },
  terraform: { ...(STACK.terraform as Json), backend: { local: { path: "/app/terraform.net.tfstate" } } },
};
const WEB: Json = {
  ...STACK,
  data: {
    terraform_remote_state: { net: { backend: "local", config: { path: "/app/terraform.net.tfstate" } } },
  },
  resource: { x_net: { b: { name: "${data.terraform_remote_state.net.outputs.id_1A2B3C4D}" } } },
};

describe("stacks that are converted one after another", () => {
  let folder: string;
  const write = (path: string, value: unknown): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof value === "string" ? value : JSON.stringify(value));
  };
  const read = (path: string): string => readFileSync(join(folder, "infra", path), "utf8");
  const run = (...stacks: string[]): void => {
    const out = join(folder, "infra");
    const [source, schemaFile] = [join(folder, "cdktf.out"), join(folder, "schema.json")];
    writeTree(out, convert({ source, out, schemaFile, stacks }).plan);
  };

  beforeEach(() => {
    folder = temporaryFolder("part");
    write("schema.json", SCHEMA);
    write("cdktf.out/stacks/net/cdk.tf.json", NET);
    write("cdktf.out/stacks/web/cdk.tf.json", WEB);
    const paths = ["net", "web"].map((name) => [
      name,
      { synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
    ]);
    write("cdktf.out/manifest.json", { stacks: Object.fromEntries(paths) });
  });

  it("leave each other's trees, names and reports, and are those of one conversion", () => {
    run();
    const paths = ["web/main.tf", "net/main.tf", "net/outputs.tf", "names.json", "CONVERSION.md"];
    const together = paths.map(read);
    folder = `${folder}/again`;
    write("schema.json", SCHEMA);
    write("cdktf.out/stacks/net/cdk.tf.json", NET);
    write("cdktf.out/stacks/web/cdk.tf.json", WEB);
    const stacks = {
      net: { synthesizedStackPath: "stacks/net/cdk.tf.json" },
      web: { synthesizedStackPath: "stacks/web/cdk.tf.json" },
    };
    write("cdktf.out/manifest.json", { stacks });
    run("net");
    run("web");
    expect(read("web/main.tf")).toContain("outputs.id\n");
    expect(paths.slice(0, 4).map(read)).toEqual(together.slice(0, 4));
    const sections = (text: string): string[] =>
      text
        .split("\n## ")
        .slice(1)
        .map((part) => part.trim())
        .sort();
    expect(sections(read("CONVERSION.md"))).toEqual(sections(together[4] ?? ""));
  });

  it("do not need the others to be convertible", () => {
    write("cdktf.out/stacks/web/cdk.tf.json", "{ nope");
    run("net");
    expect(read("net/outputs.tf")).toContain('output "id"');
  });

  it("do not write into the folder that they are read from", () => {
    expect(() =>
      convert({
        source: join(folder, "cdktf.out"),
        out: join(folder, "cdktf.out/stacks"),
        schemaFile: join(folder, "schema.json"),
      }),
    ).toThrow(/the tree would lie in the folder that it is made from/);
  });
});
