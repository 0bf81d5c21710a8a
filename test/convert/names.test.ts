import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { convert } from "../../constructs/convert/convert";
import { temporaryFolder } from "../terraform/support/temporary";
import { converted, type Json, metadata, SCHEMA, STACK } from "./support";

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

  it("are followed in what a loop runs over, also where its variable has the name of a type", () => {
    const loop = {
      for_each: `\${x_net.${network}}`,
      iterator: "x_net",
      content: { size: "${x_net.value.size}" },
    };
    const { text } = converted({
      web: {
        resource: {
          x_net: {
            [network]: { name: "a", ...metadata("Network/network") },
            user: { name: "b", dynamic: { part: loop } },
          },
        },
        data: { x_net: { [network]: { name: "c", ...metadata("Network/network") } } },
        output: {
          list: { value: `\${[for data in data.x_net.${network}.tags : data.name]}` },
          text: { value: `%{for x_net in x_net.${network}}\${x_net.name}%{endfor}` },
        },
      },
    });
    expect(text("web/main.tf")).toMatch(/for_each = x_net\.network\n +iterator = x_net\n/);
    expect(text("web/main.tf")).toContain("size = x_net.value.size");
    expect(text("web/outputs.tf")).toContain("value = [for data in data.x_net.network.tags : data.name]");
    expect(text("web/outputs.tf")).toContain('value = "%{for x_net in x_net.network}${x_net.name}%{endfor}"');
  });

  it("that the author chose stay, also where they are the last id of the construct's path", () => {
    const resource = { x_net: { main: { name: "a", ...metadata("Network/main") } } };
    expect(converted({ web: { resource } }).stacks[0]?.table.size).toBe(0);
  });

  it("lose the stack's id too, which older versions of cdktf put into them", () => {
    const old = hashed("web_Network_vpc", "web", "Network", "vpc");
    const resource = { x_net: { [old]: { name: "a", ...metadata("Network/vpc") } } };
    const { stacks } = converted({ web: { resource } });
    expect(stacks[0]?.table).toEqual(new Map([[`x_net.${old}`, "x_net.network_vpc"]]));
  });

  it("are those within the stack where the stack stands in another construct", () => {
    const comment = { "//": { metadata: { path: "prod/web/Network/network", uniqueId: "any" } } };
    const resource = { x_net: { [network]: { name: "a", ...comment } } };
    const { stacks } = converted({ web: { resource } });
    expect(stacks[0]?.table).toEqual(new Map([[`x_net.${network}`, "x_net.network"]]));
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
      /given to something that does not exist\n {2}got: x_net\.gone/,
    );
    expect(names({ [`x_net.${vpc}`]: "x_other.a" })).toThrow(/the new address is not valid for/);
    expect(names({ [`x_net.${vpc}`]: "x_net.a", [`x_net.${network}`]: "x_net.a" })).toThrow(
      /one name is given twice/,
    );
    const other = { resource: { x_net: { a_b: {}, "a-b": {} } } };
    const taken = (table: Json) => () => converted({ web: other }, { namesFile: JSON.stringify(table) });
    expect(taken({ "x_net.a-b": "x_net.a_b" })).toThrow(/a name is given that something else has/);
    expect(taken({ "x_net.a-b": "x_net.a_b", "x_net.a_b": "x_net.c" })).not.toThrow();
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
