import { describe, expect, it } from "vitest";
import { converted, type Json, STACK } from "./support";

/** Resources of two services at the top of the stack, and one that is alone of its kind. */
function flat(nets: number): Json {
  const named = (name: string): Json => ({
    name,
    "//": { metadata: { path: `web/${name}`, uniqueId: name } },
  });
  const many = (prefix: string, count: number): Json =>
    Object.fromEntries(
      [...Array(count).keys()].map((index) => [`${prefix}${index}`, named(`${prefix}${index}`)]),
    );
  return {
    ...STACK,
    resource: { x_net: many("n", nets), x_queue: many("q", 5), x_log: many("l", 1) },
    data: { x_net: { read: { name: "a" } } },
  };
}

describe("a flat stack", () => {
  const files = (nets: number): readonly string[] =>
    converted({ web: flat(nets) })
      .plan.files.filter(({ path }) => path.endsWith(".tf"))
      .map(({ path }) => path.slice("web/".length))
      .sort();

  it("has a main.tf, as long as that is no more than twenty blocks", () => {
    expect(files(13)).toEqual(["main.tf", "terraform.tf"]);
  });

  it("has a file for each service of several, when it is more", () => {
    const { text } = converted({ web: flat(14) });
    expect(files(14)).toEqual(["main.tf", "net.tf", "queue.tf", "terraform.tf"]);
    expect(text("web/main.tf")).toMatch(/^resource "x_log" "l0" \{[^}]*\}\n$/);
    expect(text("web/net.tf")).toContain('data "x_net" "read"');
  });
});
