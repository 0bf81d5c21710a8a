import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Conversion, convert } from "../../constructs/convert/convert";
import type { ConvertOptions } from "../../constructs/convert/converted";
import type { PlainformError } from "../../constructs/plain";
import { temporaryFolder } from "../terraform/support/temporary";

/** What one small provider declares, as `terraform providers schema -json` says it. */
export const SCHEMA = {
  format_version: "1.0",
  provider_schemas: {
    "registry.terraform.io/hashicorp/x": {
      provider: { block: { attributes: { region: { type: "string", optional: true } } } },
      resource_schemas: {
        x_net: {
          block: {
            attributes: {
              name: { type: "string", optional: true },
              tags: { type: ["map", "string"], optional: true },
              secret_text: { type: "string", optional: true, sensitive: true },
              rules: { type: ["list", ["object", { port: "number" }]], optional: true },
              limits: {
                nested_type: {
                  nesting_mode: "single",
                  attributes: { size: { type: "number", optional: true } },
                },
                optional: true,
              },
            },
            block_types: {
              part: {
                nesting_mode: "list",
                block: {
                  attributes: {
                    size: { type: "number", optional: true },
                    hidden: { type: "string", optional: true, sensitive: true },
                  },
                },
              },
            },
          },
        },
        x_queue: { block: { attributes: { name: { type: "string", optional: true } } } },
        x_log: { block: { attributes: { name: { type: "string", optional: true } } } },
        x_net_policy: { block: { attributes: { net: { type: "string", optional: true } } } },
      },
      data_source_schemas: { x_net: { block: { attributes: { name: { type: "string", required: true } } } } },
    },
  },
};

/** What stands in a `cdk.tf.json`, as far as it matters here. */
export type Json = Readonly<Record<string, unknown>>;

/** Where cdktf says a construct stands. */
export const metadata = (path: string): Json => ({
  "//": { metadata: { path: `web/${path}`, uniqueId: "any" } },
});
export const STACK: Json = {
  "//": { metadata: { backend: "local", stackName: "web", version: "0.21.0" }, outputs: {} },
  terraform: { required_providers: { x: { source: "x", version: "1.2.3" } } },
};

/** Converts stacks that are given as JSON; nothing is written but the input. */
export function converted(
  stacks: Readonly<Record<string, Json>>,
  options: Partial<ConvertOptions> = {},
): Conversion & { readonly text: (path: string) => string } {
  const folder = temporaryFolder("convert");
  const write = (path: string, value: unknown): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof value === "string" ? value : JSON.stringify(value));
  };
  write("schema.json", SCHEMA);
  for (const [name, configuration] of Object.entries(stacks))
    write(`cdktf.out/stacks/${name}/cdk.tf.json`, { ...STACK, ...configuration });
  const manifest = Object.keys(stacks).map((name) => [
    name,
    { synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
  ]);
  write("cdktf.out/manifest.json", { stacks: Object.fromEntries(manifest) });
  if (options.namesFile !== undefined) write("names.json", options.namesFile);
  const conversion = convert({
    source: join(folder, "cdktf.out"),
    out: join(folder, "infra"),
    schemaFile: join(folder, "schema.json"),
    ...options,
    ...(options.namesFile !== undefined && { namesFile: join(folder, "names.json") }),
  });
  const text = (path: string): string =>
    String(conversion.plan.files.find((file) => file.path === path)?.content ?? `no ${path}`);
  return { ...conversion, text };
}

/** What is wrong with a configuration. */
export function problemsOf(
  configuration: Json | string,
  options: Partial<ConvertOptions> = {},
): PlainformError["problems"] {
  const folder = temporaryFolder("convert");
  const source = join(folder, "cdk.tf.json");
  const schemaFile = join(folder, "schema.json");
  writeFileSync(
    source,
    typeof configuration === "string" ? configuration : JSON.stringify({ ...STACK, ...configuration }),
  );
  writeFileSync(schemaFile, JSON.stringify(SCHEMA));
  try {
    convert({ source, out: join(folder, "infra"), schemaFile, ...options });
  } catch (error) {
    return (error as PlainformError).problems;
  }
  return [];
}

export const NETWORK: Json = {
  resource: {
    x_net: {
      Network_network_1A2B3C4D: {
        name: "a",
        part: [{ size: 1 }],
        rules: [{ port: 80 }],
        limits: { size: 2 },
        ...metadata("Network/network"),
      },
      Network_Default_extra_5E6F7A8B: {
        name: "${x_net.Network_network_1A2B3C4D.name}-x_net.Network_network_1A2B3C4D",
        tags: { "x_net.Network_network_1A2B3C4D": '${x_net.Network_network_1A2B3C4D.tags["a.b"]}' },
        depends_on: ["x_net.Network_network_1A2B3C4D"],
        lifecycle: {
          ignore_changes: ["tags"],
          replace_triggered_by: ["x_net.Network_network_1A2B3C4D.name"],
        },
        ...metadata("Network/extra"),
      },
    },
    x_net_policy: {
      "Network_net-policy_00000000": {
        net: "${x_net.Network_extra[0].name}",
        ...metadata("Network/net-policy"),
      },
    },
  },
};
