import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Conversion, type ConvertOptions, convert } from "../../constructs/convert/convert";
import type { PlainformError } from "../../constructs/plain";
import { temporaryFolder } from "../terraform/support/temporary";

const SCHEMA = {
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
                block: { attributes: { size: { type: "number", optional: true } } },
              },
            },
          },
        },
        x_net_policy: { block: { attributes: { net: { type: "string", optional: true } } } },
      },
      data_source_schemas: { x_net: { block: { attributes: { name: { type: "string", required: true } } } } },
    },
  },
};

/** What stands in a `cdk.tf.json`, as far as it matters here. */
type Json = Readonly<Record<string, unknown>>;

const metadata = (path: string): Json => ({ "//": { metadata: { path: `web/${path}`, uniqueId: "any" } } });
const STACK: Json = {
  "//": { metadata: { backend: "local", stackName: "web", version: "0.21.0" }, outputs: {} },
  terraform: { required_providers: { x: { source: "x", version: "1.2.3" } } },
};

function converted(
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

function problemsOf(
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

const NETWORK: Json = {
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

describe("names", () => {
  const hashed = (path: string, ...ids: string[]): string => {
    return `${path}_${createHash("md5").update(ids.join("/")).digest("hex").slice(0, 8).toUpperCase()}`;
  };
  const network = hashed("Network_network", "Network", "network");
  const vpc = hashed("Network_vpc", "Network", "vpc");
  const stack: Json = {
    resource: {
      x_net: {
        [network]: { name: "a", ...metadata("Network/network") },
        [vpc]: {
          name: `\${x_net.${network}.name}-x_net.${network}`,
          tags: { [`x_net.${network}`]: `\${[for ${network} in x_net.${network}[*].name : ${network}]}` },
          depends_on: [`x_net.${network}`],
          lifecycle: { ignore_changes: ["tags"], replace_triggered_by: [`x_net.${network}.name`] },
          ...metadata("Network/vpc"),
        },
        kept: { name: "author's choice", ...metadata("Network/some/where") },
      },
    },
  };

  it("lose their hash, in references and addresses, and nowhere else", () => {
    const { text, stacks } = converted({ web: stack });
    expect(stacks[0]?.table).toEqual(
      new Map([
        [`x_net.${network}`, "x_net.network"],
        [`x_net.${vpc}`, "x_net.network_vpc"],
      ]),
    );
    const main = text("web/main.tf");
    expect(main).toContain('resource "x_net" "network_vpc" {');
    expect(main).toContain(`name = "\${x_net.network.name}-x_net.${network}"`);
    expect(main).toContain(
      `"x_net.${network}" = [\n      for ${network} in x_net.network[*].name : ${network}\n`,
    );
    expect(main).toContain("replace_triggered_by = [x_net.network.name]");
    expect(main).toContain("depends_on = [x_net.network]");
    expect(main).toContain('resource "x_net" "kept" {');
  });

  it("of what has a state are kept by moved blocks, whose old addresses stay", () => {
    expect(converted({ web: stack }).text("web/moved.tf")).toBe(
      `moved {\n  from = x_net.${network}\n  to   = x_net.network\n}\n\nmoved {\n  from = x_net.${vpc}\n  to   = x_net.network_vpc\n}\n`,
    );
  });

  it("are the same in a second run, and another where they are given", () => {
    const { text } = converted({ web: stack });
    const names = text("names.json");
    expect(JSON.parse(names)).toEqual({
      web: { [`x_net.${network}`]: "x_net.network", [`x_net.${vpc}`]: "x_net.network_vpc" },
    });
    const given = converted(
      { web: stack },
      { namesFile: JSON.stringify({ [`x_net.${vpc}`]: "x_net.main" }) },
    );
    expect(given.text("web/main.tf")).toContain('resource "x_net" "main" {');
  });

  it("that are given to nothing, twice, or to another type are refused", () => {
    const names = (table: Json) => () => converted({ web: stack }, { namesFile: JSON.stringify(table) });
    expect(names({ "x_net.gone": "x_net.a" })).toThrow(
      /given to something that is not there\n {2}got: x_net\.gone/,
    );
    expect(names({ [`x_net.${vpc}`]: "x_other.a" })).toThrow(/no new address for/);
    expect(names({ [`x_net.${vpc}`]: "x_net.a", [`x_net.${network}`]: "x_net.a" })).toThrow(
      /one name is given twice/,
    );
  });

  it("of a configuration that cdktf did not write stay", () => {
    const { "//": _comment, ...plain } = STACK;
    const folder = temporaryFolder("plain");
    writeFileSync(join(folder, "schema.json"), JSON.stringify(SCHEMA));
    writeFileSync(
      join(folder, "net.tf.json"),
      JSON.stringify({ ...plain, resource: { x_net: { a_1A2B3C4D: { name: "a" } } } }),
    );
    const { stacks } = convert({
      source: join(folder, "net.tf.json"),
      out: folder,
      schemaFile: join(folder, "schema.json"),
    });
    expect(stacks[0]?.stack.name).toBe("net");
    expect(stacks[0]?.table.size).toBe(0);
  });
});

describe("what is a block", () => {
  it("is said by the schema: blocks, objects, lists of objects that take block syntax", () => {
    const { text } = converted({ web: NETWORK });
    const main = text("web/main.tf");
    expect(main).toContain("  part {\n    size = 1\n  }");
    expect(main).toContain("  rules {\n    port = 80\n  }");
    expect(main).toMatch(/limits = \{\n\s+size = 2\n\s+\}/);
  });

  it("is not guessed for an argument that the provider does not have: an error, with what was meant", () => {
    const [problem] = problemsOf({ resource: { x_net: { a: { nam: "a" } } } });
    expect(problem).toMatchObject({
      at: expect.stringContaining("x_net.a"),
      got: "nam",
      fix: "did you mean name?",
    });
  });

  it("nor for a type that it does not have", () => {
    const [problem] = problemsOf({ resource: { x_nat: { a: {} } } });
    expect(problem).toMatchObject({ what: "the provider x knows no resource of this type", got: "x_nat" });
  });
});

describe("stacks that read each other's state", () => {
  const reader: Json = {
    data: {
      terraform_remote_state: {
        "cross-stack-reference-input-net": {
          backend: "local",
          config: { path: "/home/me/app/terraform.net.tfstate" },
        },
      },
    },
    output: {
      id: {
        value:
          "${data.terraform_remote_state.cross-stack-reference-input-net.outputs.cross-stack-output-x_netaname}",
      },
    },
  };
  const net: Json = {
    "//": { metadata: { stackName: "net" } },
    terraform: {
      ...(STACK.terraform as Json),
      backend: { local: { path: "/home/me/app/terraform.net.tfstate" } },
    },
    resource: { x_net: { a: { name: "a" } } },
    output: { "cross-stack-output-x_netaname": { value: "${x_net.a.name}", sensitive: true } },
  };

  it("follow the new names of its outputs, by a path within the trees", () => {
    const { text, stacks } = converted({ web: reader, net });
    expect(stacks.map(({ stack }) => stack.name)).toEqual(["net", "web"]);
    expect(text("net/outputs.tf")).toContain('output "a_net_name" {');
    expect(text("web/main.tf")).toContain('path = "${path.module}/../net/terraform.tfstate"');
    expect(text("web/outputs.tf")).toMatch(/\.outputs\.a_net_name$/m);
    expect(text("net/terraform.tf")).not.toContain("backend");
    expect(text("CONVERSION.md")).toContain("Roll out in this order");
  });

  it("keep the names with --keep-interface", () => {
    const { text } = converted({ web: reader, net }, { keepInterface: true });
    expect(text("web/outputs.tf")).toMatch(/\.outputs\.cross-stack-output-x_netaname$/m);
  });
});

describe("bad input", () => {
  it.each([
    ["no JSON", "{ nope", /this is not JSON/],
    ["a list", "[]", /not a Terraform configuration/],
    ["other JSON", '{"name": "package"}', /not a Terraform configuration\n {2}got: "name"/],
    [
      "a corrupt number",
      '{"output":{"a":{"value":"jobs--1.8881545897087968e+289"}}}',
      /output\.a\.value: a number that cdktf had encoded/,
    ],
    ["a template that is none", '{"output":{"a":{"value":"${1 +}"}}}', /output\.a/],
  ])("is refused: %s", (_name, text, message) => {
    const [problem] = problemsOf(text);
    expect(`${problem?.at}: ${problem?.what}\n  got: ${problem?.got}`).toMatch(message);
  });

  it("says which stacks there are when one is asked for that is not", () => {
    expect(() => converted({ web: NETWORK }, { stacks: ["wob"] })).toThrow(
      /got: wob\n {2}expected: one of web/,
    );
  });

  it("leaves no file behind: nothing is written by a conversion itself", () => {
    const { plan } = converted({ web: NETWORK });
    expect(plan.files.map(({ path }) => path)).toContain("web/README.md");
    expect(() => readFileSync("infra/web/README.md")).toThrow();
  });
});
