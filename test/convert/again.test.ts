import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { expect, it } from "vitest";
import { convert } from "../../constructs/convert/convert";
import { temporaryFolder } from "../terraform/support/temporary";
import { converted, type Json, metadata, SCHEMA } from "./support";

/** One of everything that a reader of HCL gives back as Terraform's JSON has it: keys in the order of the alphabet. */
const EVERYTHING: Json = {
  provider: { x: [{ region: "${var.region}" }, { alias: "west", region: "west" }] },
  variable: { region: { type: "string", default: "east", description: "Where it is." } },
  locals: { names: '${[for name in ["a", "b"] : upper(name)]}' },
  data: { x_net: { shared: { name: "shared", provider: "x.west", ...metadata("Network/shared") } } },
  resource: {
    x_net: {
      first: {
        count: 2,
        name: "${data.x_net.shared.name}-${count.index}",
        tags: { "a.b": 'quoted "text"', plain: "$${HOME} %%{x}" },
        part: [{ size: 1 }, { size: 2 }],
        dynamic: { rules: { for_each: "${local.names}", content: { port: "${rules.key}" } } },
        lifecycle: { ignore_changes: ["tags"], prevent_destroy: true },
        depends_on: ["data.x_net.shared"],
      },
      second: { limits: { size: 3 }, name: "line one\nline two\n" },
    },
  },
  module: { network: { source: "./network", name: "${x_net.first[0].name}" } },
  output: { names: { value: "${x_net.first[*].name}", sensitive: true } },
  moved: [{ from: "x_net.zero", to: "x_net.first" }],
};

it("a converted tree that is converted again is the same text", async () => {
  const first = converted({ web: EVERYTHING });
  const tree = (plan: typeof first.plan): ReadonlyMap<string, string> =>
    new Map(
      plan.files
        .filter(({ path }) => path.endsWith(".tf"))
        .map(({ path, content }) => [path.replace(/^[^/]*\//, ""), String(content)]),
    );
  const files = tree(first.plan);
  expect(files.size).toBeGreaterThan(5);
  const read = (await parse("all.tf", [...files.values()].join("\n"))) as Json;
  const folder = temporaryFolder("again");
  writeFileSync(join(folder, "web.tf.json"), JSON.stringify(read));
  writeFileSync(join(folder, "schema.json"), JSON.stringify(SCHEMA));
  const { plan } = convert({
    source: join(folder, "web.tf.json"),
    out: folder,
    schemaFile: join(folder, "schema.json"),
  });
  expect(tree(plan)).toEqual(files);
});
