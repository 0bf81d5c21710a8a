import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { arbitraryDrafts, type Named, named, templateOf } from "./arbitrary-stack";
import { converted, type Json } from "./support";

/** Text in which something looks like an address, a template, an escape; of one line, which stays a quoted string. */
const TEXT = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."ab .\"\\'$%{}é日~<&#=") }),
  fc.constantFrom("x_net.net_0", "${x_net.a.name}", "%{ if true }", "\\n", "${", "# no comment", "🙂", "a.b"),
);

/** An independent reader of HCL, which compiles for a second. */
const read = async (text: string): Promise<Json> => (await parse("main.tf", text)) as Json;
beforeAll(() => read(""));

it("whatever is said in a stack of cdktf's is said after the conversion, of the same things, without a hash", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDrafts(TEXT), async (drafts) => {
      const resources = named(drafts, "web", "x_net");
      const { text, stacks, plan } = converted({ web: { resource: { x_net: jsonOf(resources) } } });
      const table = stacks[0]?.table ?? new Map<string, string>();
      const addresses = resources.map(({ address }) => table.get(address) ?? address);
      expect(new Set(addresses).size).toBe(resources.length);
      for (const address of addresses) expect(address).toMatch(/^x_net\.[\p{ID_Start}_][\p{ID_Continue}]*$/u);
      const files = plan.files.filter(({ path }) => path.endsWith(".tf")).map(({ path }) => text(path));
      const found = await read(files.join("\n"));
      expect(withoutEscapes(found.resource)).toEqual(
        withoutEscapes({ x_net: readBack(resources, addresses) }),
      );
      const moves = resources.flatMap(({ address }, index) =>
        address === addresses[index]
          ? []
          : [expect.objectContaining({ from: `\${${address}}`, to: `\${${addresses[index]}}` })],
      );
      expect(found.moved ?? []).toHaveLength(moves.length);
      expect(found.moved ?? []).toEqual(expect.arrayContaining(moves));
    }),
    { numRuns: 15 },
  );
});

/** As cdktf writes them. */
function jsonOf(resources: readonly Named[]): Json {
  const nameOf = (index: number): string => `${resources[index]?.address}.name`;
  return Object.fromEntries(
    resources.map(({ address, path, name, tags, sizes, dependsOn }) => [
      address.slice("x_net.".length),
      {
        "//": { metadata: { path } },
        name: templateOf(name, nameOf),
        tags: Object.fromEntries(
          tags.map(([key, parts]) => [templateOf([{ text: key }], nameOf), templateOf(parts, nameOf)]),
        ),
        part: sizes.map((size) => ({ size })),
        depends_on: dependsOn.map((of) => resources[of]?.address),
      },
    ]),
  );
}

/** The same as the reader is to have it. */
function readBack(resources: readonly Named[], addresses: readonly string[]): Json {
  const said = (parts: Named["name"]): string =>
    parts.map((part) => ("text" in part ? part.text : `\${${addresses[part.nameOf]}.name}`)).join("");
  const blocks = resources.map(({ name, tags, sizes, dependsOn }, index): readonly [string, Json] => [
    addresses[index]?.slice("x_net.".length) ?? "",
    {
      name: said(name),
      tags: Object.fromEntries(tags.map(([key, parts]) => [key, said(parts)])),
      ...(sizes.length > 0 && { part: sizes.map((size) => ({ size })) }),
      depends_on: dependsOn.map((of) => `\${${addresses[of]}}`),
    },
  ]);
  return Object.fromEntries(blocks.map(([name, block]) => [name, [block]]));
}

/** The reader is not exact about how a sign before a brace is escaped; the real Terraform is asked elsewhere. */
function withoutEscapes(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\$\{"([$%])"\}/g, "$1").replace(/([$%])\1*\{/g, "$1{");
  if (Array.isArray(value)) return value.map(withoutEscapes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [String(withoutEscapes(key)), withoutEscapes(inner)]),
  );
}
